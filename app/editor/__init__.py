"""Writing a note: its text, preview and tags, and the way of what is typed into the notebook."""
