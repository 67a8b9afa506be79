"""Help in a window."""
