"""The shared impact logic: results on the steps of the Wirkungstreppe, and links."""
