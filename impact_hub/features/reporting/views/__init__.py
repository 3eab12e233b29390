"""What pages of this room show, made in one moment each."""
