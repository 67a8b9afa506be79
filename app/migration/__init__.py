"""The way of a person's notes from version 2 into the window: choose, look, import, and the report."""
