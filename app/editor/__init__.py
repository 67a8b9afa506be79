"""Writing a note: its text, preview and tags, and the way of what is typed into the notebook."""

from app.editor.editor import Editor
from app.editor.saving import Pace, State

__all__ = ["Editor", "Pace", "State"]
