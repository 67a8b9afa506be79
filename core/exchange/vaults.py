"""Which of several vaults a folder is, where files of two have the same path.

A note without an id is told from others by its path and by the number of its vault: the first has 1, and one whose paths are
here with other notes gets the next that is free. Owns how a vault is known again: by the place from which it came before,
else by its notes, of which half are still what they were. So it may be moved, renamed and written in, and nothing is ever
put into it. Refuses to know what is in a file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from itertools import count
from uuid import UUID

from core.exchange.markdown import MarkdownFolder
from core.exchange.record import Incoming, id_of_path

Present = Callable[[Collection[UUID]], Mapping[UUID, str | None]]
"""Those of these notes that are in the notebook, each with the SHA-256 of what it was made of."""

_LOOKED_AT = 64  # notes of a folder, to see whether it is a vault that is here
_KNOWN_BY = 2  # one in so many has to be as it was
_NONE = 0  # the number of no vault


class Vaults:
    """The vaults of a notebook. `numbers` has those that are known, by the places that they came from."""

    def __init__(self, numbers: Mapping[str, int] | None = None) -> None:
        self.numbers = dict(numbers or {})

    def number(self, folder: MarkdownFolder, owner: UUID, present: Present) -> int:
        """The number of the vault that this folder is; from now on its place has it."""
        if folder.place not in self.numbers:
            fitting = (each for each in count(1) if _can_be(each, folder, owner, present))
            self.numbers[folder.place] = next(fitting)
        return self.numbers[folder.place]


def _can_be(number: int, folder: MarkdownFolder, owner: UUID, present: Present) -> bool:
    """Whether none of its paths are here under this number, or half of them with the same notes."""
    ids = {id_of_path(folder.system, path, number): path for path in folder.paths}
    here = {ids[each]: sha256 for each, sha256 in present(ids).items()}
    step = max(1, len(here) // _LOOKED_AT)
    compared = same = 0
    for path, note in folder.glance(list(here)[::step], owner, _NONE):
        # A file that names an id is no matter of its path.
        if isinstance(note, Incoming) and note.memory.id == id_of_path(folder.system, path, _NONE):
            compared += 1
            same += note.sha256 == here[path]
    return same * _KNOWN_BY >= compared
