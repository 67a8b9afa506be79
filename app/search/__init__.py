"""Where a person asks for notes by their words."""
