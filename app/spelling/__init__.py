"""Spelling: words that no dictionary knows are marked while one writes, away from the window's thread."""
