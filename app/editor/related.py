"""The two lists of notes below an open one: those that link here, and others that have to do with it.

Owns what each of them asks. The core says in words why a note is related.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtWidgets import QWidget

from app import words
from app.editor.below import REST_MS, Listing, NotesBelow
from app.theme import Theme
from app.workspace import Workspace
from core import Brain, Summary, tr
from core import Related as RelatedNote

__all__ = ["REST_MS", "BackLinks", "Related"]

_RELATED, _LINKING = 4, 6  # notes


class Related(NotesBelow):
    """The related notes of one note at a time, but for those that link to it: they stand above."""

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        ask = Listing(tr("Related"), tr("related notes"), _RELATED, _related)
        super().__init__(ask, workspace, theme, parent)


class BackLinks(NotesBelow):
    """The notes that link to one note at a time, in their text or by a link of the notebook."""

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        ask = Listing(tr("Linked from"), tr("notes that link here"), _LINKING, _linking, anything=True)
        super().__init__(ask, workspace, theme, parent)


def _related(brain: Brain, note: UUID) -> tuple[RelatedNote, ...]:
    return brain.related(note, _RELATED, linking=False)


def _linking(brain: Brain, note: UUID) -> tuple[RelatedNote, ...]:
    in_texts = brain.note_links.leading_to(note)
    found = {each.id: each for each in (*in_texts, *brain.linked_from(note))}
    newest = sorted(found.values(), key=lambda each: each.updated_at, reverse=True)
    return tuple(_row(each) for each in newest)


def _row(note: Summary) -> RelatedNote:
    told = tr("edited {moment}", moment=words.day(note.updated_at, datetime.now().astimezone()))
    return RelatedNote(note.id, note.title, note.excerpt, 1.0, told, note.tags, note.updated_at)
