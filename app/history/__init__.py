"""Time in the window: the notebook as it was, what happened to a note, and what was done when."""
