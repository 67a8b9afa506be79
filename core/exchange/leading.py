"""Where the links of an import lead: to a note that comes, to one that is here, or nowhere.

Owns the count of those that lead nowhere, with their names and files. A path counts as leading somewhere when a note is
called as its last part. It refuses to know how notes are read; what is in the notebook it is told.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator
from typing import Any

from core.exchange.tally import Lost
from core.memory import Memory
from core.text.embedded import embedded_in, file_among
from core.text.note_links import note_links_in, same_title
from core.text.note_paths import last_part, paths_in

Known = Callable[[Collection[str]], Collection[str]]
"""Which of these names some note in the notebook has."""

LISTED = 20
_FILES = 5  # of a name are told


class Leading:
    """The links of one import. Of names it keeps the hashes: there may be a million."""

    def __init__(self) -> None:
        self._names: set[int] = set()
        self._files: list[str] = []
        self._wanted: dict[str, tuple[str, array[int]]] = {}

    def met(self, memory: Memory) -> None:
        """A note that comes, or is here already."""
        self._names.update(map(hash, map(same_title, _called(memory))))

    def came(self, memory: Memory, file: str) -> int:
        """A note that comes from a file; how many links to notes stand in its text."""
        count = 0
        self._files.append(file)
        for named in _linked(memory):
            count += 1
            _, places = self._wanted.setdefault(same_title(last_part(named)), (named, array("l")))
            places.append(len(self._files) - 1)
        return count

    def lost(self, known: Known) -> tuple[int, int, tuple[Lost, ...]]:
        """How many links lead nowhere, in how many files, and the first names."""
        left = {name: told for name, told in self._wanted.items() if name and hash(name) not in self._names}
        here = known(left) if left else ()
        gone = [told for name, told in left.items() if name not in here]
        files = {place for _, places in gone for place in places}
        first = tuple(
            Lost(named, len(places), tuple(dict.fromkeys(self._files[each] for each in places))[:_FILES])
            for named, places in gone[:LISTED]
        )
        return sum(len(places) for _, places in gone), len(files), first


def _called(memory: Memory) -> Iterator[str]:
    """What links may call a note."""
    yield from memory.called
    yield last_part(str(memory.metadata.get("source_path") or ""))
    yield from _aliases(memory.metadata.get("aliases"))


def _aliases(told: Any) -> Iterator[str]:
    given = told.split(",") if isinstance(told, str) else told if isinstance(told, list) else ()
    return (str(each) for each in given)


def _linked(memory: Memory) -> Iterator[str]:
    """What the links of a note name, but for its own files."""
    files, text = {file.name for file in memory.attachments}, memory.content
    named = (
        *(link.target for link in note_links_in(text)),
        *(each.target for each in embedded_in(text) if not each.is_file),
        *paths_in(text),
    )
    return (each for each in named if not file_among(files, each))
