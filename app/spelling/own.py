"""The words of a person that no dictionary knows: those that are right everywhere, and those of one note.

Owns the file in the notebook's data folder, which stays on this machine. A file that cannot be read is put aside under
another name, and counts as none.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from core import write_whole


class OwnWords:
    """The words of one notebook. Changes are in the file when the call returns; it is a small one."""

    def __init__(self, home: Path) -> None:
        self._path = home / "spelling.json"
        found = self._read()
        self._words = _strings(found.get("words"))
        ignored = found.get("ignored")
        notes = ignored.items() if isinstance(ignored, dict) else ()
        self._ignored = {note: _strings(words) for note, words in notes}

    @property
    def words(self) -> tuple[str, ...]:
        """Those that are right everywhere, by letter."""
        return tuple(sorted(self._words, key=str.casefold))

    def right(self, word: str, note: UUID | None) -> bool:
        """Whether a person said so; also of a word that has a capital only because it begins a sentence."""
        here = self._ignored.get(str(note), frozenset()) if self._ignored else frozenset()
        if not self._words and not here:
            return False
        return any(each in self._words or each in here for each in (word, word[:1].lower() + word[1:]))

    def add(self, word: str) -> None:
        """It is right everywhere."""
        self._words |= {word}
        self._write()

    def remove(self, word: str) -> None:
        """It is not any more."""
        self._words -= {word}
        self._write()

    def ignore(self, word: str, note: UUID) -> None:
        """It is right in this note."""
        self._ignored[str(note)] = self._ignored.get(str(note), frozenset()) | {word}
        self._write()

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            found = None
        if isinstance(found, dict):
            return found
        with suppress(OSError):
            self._path.replace(self._path.with_suffix(".unread"))
        return {}

    def _write(self) -> None:
        kept = {
            "words": self.words,
            "ignored": {note: sorted(words) for note, words in sorted(self._ignored.items())},
        }
        write_whole(self._path, json.dumps(kept, ensure_ascii=False, indent=1))


def _strings(found: object) -> frozenset[str]:
    return (
        frozenset(each for each in found if isinstance(each, str)) if isinstance(found, list) else frozenset()
    )
