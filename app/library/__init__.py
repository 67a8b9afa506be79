"""Where a person looks around: the places and tags on the side, and the list of notes."""
