"""Keeping a thought before it is gone: the small window, the ways to it, today's note, templates, the watched folder."""
