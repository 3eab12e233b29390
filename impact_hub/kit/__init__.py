"""Tools without business words: nothing in here knows an initiative or an indicator."""
