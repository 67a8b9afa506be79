"""How long a note is, in words and minutes of reading.

Owns what counts as a word, and when it is counted: when the hand rests, away from the window's thread. The foot shows it.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, QTimer

from app import words
from app.editor.editor import Editor
from app.editor.plaintext import text_of
from app.workspace import Workspace
from core import tr, tr_n

REST_MS = 600
_A_MINUTE = 220  # words
_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"  # each of these characters counts as a word
_WORD = re.compile(rf"[{_ALONE}]|[^\W_{_ALONE}]+(?:['’\-][^\W_{_ALONE}]+)*")
_ITEM = re.compile(r"(?m)^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\](?=\s|$))?")


def count_words(text: str) -> int:
    """How many words a text has; marks of Markdown are none, neither the number of an item nor the x of a task."""
    return sum(1 for _ in _WORD.finditer(_ITEM.sub("", text)))


def told(count: int) -> str:
    """A length in words: "1 word", "440 words · 2 min"."""
    if not count:
        return ""
    minutes = round(count / _A_MINUTE)
    length = tr_n("{n} word", "{n} words", count)
    return tr("{length} · {minutes} min", length=length, minutes=words.figure(minutes)) if minutes else length


class Counting(QObject):
    """Counts the words of the open note."""

    def __init__(self, editor: Editor, workspace: Workspace) -> None:
        super().__init__(editor)
        self._editor = editor
        self._workspace = workspace
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._count)
        editor.text.textChanged.connect(self._rest.start)
        editor.opened.connect(self._begin)
        self._begin()

    def _begin(self) -> None:
        self._editor.foot.show_length("")
        self._rest.start()

    def _count(self) -> None:
        if self._editor.note is None:
            return
        text = text_of(self._editor.text.document())
        self._workspace.read(
            lambda _: told(count_words(text)),
            self._editor.foot.show_length,
            owner=self,
            latest="words",
        )
