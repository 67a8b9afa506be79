"""What the window remembers from one time to the next: its size and panes, the look, the order, the last note.

Kept in a small file in the home folder. Nothing here matters to a note: a file that is gone or broken means the defaults.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, TypeVar
from uuid import UUID

from PySide6.QtCore import QByteArray, QSettings

from app.theme import SIZES, Mode

T = TypeVar("T", dict[str, Any], list[Any])
Groups = Literal["groups", "tag_groups"]
"""What the list of notes falls into: by date or letter, or by tag."""
_RECENT = 20  # queries
_LONGEST = 500  # characters: what is longer was pasted, and nobody looks for it in a list


class Remembered:
    """The window's memory. Values that cannot be read are as good as none."""

    def __init__(self, home: Path) -> None:
        self._file = QSettings(str(home / "window.ini"), QSettings.Format.IniFormat)

    @property
    def geometry(self) -> QByteArray | None:
        """The window's size and place, as Qt keeps it."""
        value = self._file.value("window/geometry")
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._file.setValue("window/geometry", value)

    @property
    def panes(self) -> list[int] | None:
        """The widths of the three panes."""
        try:
            widths = [int(part) for part in str(self._file.value("window/panes", "")).split()]
        except ValueError:
            return None
        return widths if len(widths) == 3 and all(width >= 0 for width in widths) else None

    @panes.setter
    def panes(self, value: list[int]) -> None:
        self._file.setValue("window/panes", " ".join(str(width) for width in value))

    @property
    def look(self) -> Mode:
        """Light, dark, or as the system."""
        value = self._file.value("window/look")
        return Mode(value) if value in set(Mode) else Mode.SYSTEM

    @look.setter
    def look(self, value: Mode) -> None:
        self._file.setValue("window/look", value.value)

    @property
    def order(self) -> str:
        """How the list is sorted, as the core names it; empty when nobody chose."""
        return str(self._file.value("window/order", ""))

    @order.setter
    def order(self, value: str) -> None:
        self._file.setValue("window/order", value)

    @property
    def last_note(self) -> UUID | None:
        """The note that was open."""
        try:
            return UUID(str(self._file.value("window/last_note", "")))
        except ValueError:
            return None

    @last_note.setter
    def last_note(self, value: UUID | None) -> None:
        self._file.setValue("window/last_note", str(value or ""))

    @property
    def left_at(self) -> dict[str, Any]:
        """Where the person was in the window, by names of its own; empty at first."""
        return self._json("window/left_at", dict)

    @left_at.setter
    def left_at(self, value: dict[str, Any]) -> None:
        self._file.setValue("window/left_at", json.dumps(value))

    @property
    def renamed(self) -> dict[UUID, tuple[str, ...]]:
        """The notes that were renamed, each with what links in other notes may still name it by, as long as nobody has said
        whether those shall change."""
        found: dict[UUID, tuple[str, ...]] = {}
        for note, called in self._json("window/renamed", dict).items():
            with suppress(ValueError):
                named = called if isinstance(called, list) else ()
                found[UUID(note)] = tuple(each for each in named if isinstance(each, str))
        return found

    @renamed.setter
    def renamed(self, value: dict[UUID, tuple[str, ...]]) -> None:
        self._file.setValue("window/renamed", json.dumps({str(note): value[note] for note in value}))

    @property
    def welcomed(self) -> bool:
        """Whether the person has chosen how to begin."""
        return str(self._file.value("window/welcomed", "")).lower() == "true"

    @welcomed.setter
    def welcomed(self, value: bool) -> None:
        self._file.setValue("window/welcomed", value)

    @property
    def mode(self) -> str:
        """By what notes are found, as the core names it; empty when nobody chose."""
        return str(self._file.value("search/mode", ""))

    @mode.setter
    def mode(self, value: str) -> None:
        self._file.setValue("search/mode", value)

    @property
    def recent(self) -> tuple[str, ...]:
        """The queries that led somewhere, the last one first, at most 20."""
        return tuple(each for each in self._json("search/recent", list) if isinstance(each, str))

    @recent.setter
    def recent(self, value: tuple[str, ...]) -> None:
        self._file.setValue("search/recent", json.dumps(value[:_RECENT]))

    @property
    def shortcuts(self) -> dict[str, str]:
        """The shortcuts that a person changed, by the id of the action; several of them with a space between."""
        found = self._json("keys/changed", dict)
        return {name: keys for name, keys in found.items() if isinstance(keys, str)}

    @shortcuts.setter
    def shortcuts(self, value: dict[str, str]) -> None:
        self._file.setValue("keys/changed", json.dumps(value))

    @property
    def done_last(self) -> tuple[str, ...]:
        """The ids of the actions that were chosen by their name, the last one first."""
        return tuple(each for each in self._json("keys/done_last", list) if isinstance(each, str))

    @done_last.setter
    def done_last(self, value: tuple[str, ...]) -> None:
        self._file.setValue("keys/done_last", json.dumps(value[:_RECENT]))

    def searched(self, query: str) -> None:
        """This query led somewhere."""
        query = " ".join(query.split())
        if query and len(query) <= _LONGEST:
            self.recent = (query, *(each for each in self.recent if each != query))

    @property
    def begun(self) -> str:
        """What is begun in the capture window, in a form of its own; empty when nothing is."""
        return str(self._file.value("capture/begun", ""))

    @begun.setter
    def begun(self, value: str) -> None:
        self._file.setValue("capture/begun", value)
        self._file.sync()  # now: a sudden end must not part it from its text

    @property
    def journal_tag(self) -> str:
        """The tag of the notes that belong to a day."""
        return str(self._file.value("capture/journal_tag", "")).strip() or "journal"

    @journal_tag.setter
    def journal_tag(self, value: str) -> None:
        self._file.setValue("capture/journal_tag", value)

    @property
    def hotkey(self) -> str:
        """The key that opens the capture window from anywhere, in Qt's portable form; empty means none."""
        return str(self._file.value("capture/hotkey", ""))

    @hotkey.setter
    def hotkey(self, value: str) -> None:
        self._file.setValue("capture/hotkey", value)

    @property
    def stays(self) -> bool:
        """Whether closing the window leaves the program in the tray."""
        return str(self._file.value("capture/stays", "")).lower() == "true"

    @stays.setter
    def stays(self, value: bool) -> None:
        self._file.setValue("capture/stays", value)

    @property
    def watched(self) -> str:
        """The folder whose files become notes; empty means none."""
        return str(self._file.value("capture/watched", ""))

    @watched.setter
    def watched(self, value: str) -> None:
        self._file.setValue("capture/watched", value)
        self._file.sync()

    @property
    def dictionaries(self) -> tuple[str, ...]:
        """The dictionaries that a person wants, by their names; none when nobody chose."""
        return tuple(each for each in self._json("editor/dictionaries", list) if isinstance(each, str))

    @dictionaries.setter
    def dictionaries(self, value: tuple[str, ...]) -> None:
        self._file.setValue("editor/dictionaries", json.dumps(value))

    @property
    def text_size(self) -> int:
        """How large the text of notes is, in percent."""
        return self._size("window/text_size")

    @text_size.setter
    def text_size(self, value: int) -> None:
        self._file.setValue("window/text_size", value)

    @property
    def window_size(self) -> int:
        """How large everything in the window is from the next start on, in percent."""
        return self._size("window/size")

    @window_size.setter
    def window_size(self, value: int) -> None:
        self._file.setValue("window/size", value)

    @property
    def language(self) -> str:
        """The code of the language that the window speaks from the next start on; "" is the system's."""
        return str(self._file.value("window/language", ""))

    @language.setter
    def language(self, value: str) -> None:
        self._file.setValue("window/language", value)

    @property
    def groups(self) -> Groups | Literal[""]:
        """Which headings the list of notes has."""
        kept = str(self._file.value("window/grouped", "")).lower()
        return "tag_groups" if kept == "tag_groups" else "groups" if kept in ("groups", "true") else ""

    @groups.setter
    def groups(self, value: Groups | Literal[""]) -> None:
        self._file.setValue("window/grouped", value)

    def shown(self, pane: str, *, by_default: bool = True) -> bool:
        """Whether a person wants to see this pane; `by_default` where nobody said."""
        return str(self._file.value(f"window/shown_{pane}", by_default)).lower() != "false"

    def show(self, pane: str, shown: bool) -> None:
        """Remember whether a person wants to see this pane."""
        self._file.setValue(f"window/shown_{pane}", shown)

    @property
    def folded_tags(self) -> frozenset[str]:
        """The tags whose tags below them are not listed."""
        return frozenset(each for each in self._json("tags/folded", list) if isinstance(each, str))

    @folded_tags.setter
    def folded_tags(self, value: frozenset[str]) -> None:
        self._file.setValue("tags/folded", json.dumps(sorted(value)))

    @property
    def tag_colors(self) -> dict[str, str]:
        """The color of each tag that has one, by name. Those of names that are not in use wait for them to come back."""
        found = self._json("tags/colors", dict)
        return {tag: color for tag, color in found.items() if isinstance(color, str)}

    @tag_colors.setter
    def tag_colors(self, value: dict[str, str]) -> None:
        self._file.setValue("tags/colors", json.dumps(value))

    def _size(self, key: str) -> int:
        value = str(self._file.value(key, ""))
        return int(value) if value in map(str, SIZES) else 100

    def _json(self, key: str, kind: type[T]) -> T:
        """A value that was kept as JSON; an empty one of its kind where it is not there, is broken, or is of another."""
        try:
            found = json.loads(str(self._file.value(key, "")))
        except ValueError:
            return kind()
        return found if isinstance(found, kind) else kind()

    def save(self) -> None:
        """Write the file now."""
        self._file.sync()
