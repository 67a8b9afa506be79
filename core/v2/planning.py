"""From a dry run to a plan: what there is, whose it is, and about how much time and room the import will take.

Owns the figures that estimates are made with. Refuses to know how anything is read, and decides nothing.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from core.v2.choices import Choices, Sources
from core.v2.plan import Owner, Plan, Recognized
from core.v2.problems import problems_of
from core.v2.report import Report
from core.v2.values import V2Memory, V2User

_OWNERS = 10_000  # different ones that are told apart, so that memory stays small

# Bytes, measured with 4 000 notes of 300 and 3 000 characters, with and without vectors.
_OF_A_NOTE = 6_000  # event, rows, lists, vocabulary, manifest and one passage with its vector
_OF_TEXT = 3  # for each byte of text: as event and row, its words and their index, further passages
_OF_A_VECTOR = 9_000  # 6 144 of numbers, in whole pages of the database
_SPARE = 64 << 20  # what the server writes ahead and gives back

# What reading and writing cost, in units of reading one short note: measured with the same notes, where imports took 4, 15
# (long notes) and 2.3 times (all with vectors) as long as their dry runs. Only ratios count, the pace is measured each time.
_READ_NOTE, _READ_TEXT, _READ_VECTOR = 1.0, 0.2, 2.0  # text by the thousand characters
_WRITE_NOTE, _WRITE_TEXT, _WRITE_VECTOR = 1.6, 6.5, 1.5
_TO_BEGIN = 1.0  # seconds


class OwnersSeen:
    """What passes by while notes are read: whose they are, and how much text they hold. Memory is bounded."""

    def __init__(self) -> None:
        self.text = 0
        """Characters of all notes so far."""
        self.names: dict[str, str] = {}
        """The names of v2's users by their ids."""
        self._notes: Counter[str] = Counter()

    def note(self, memory: V2Memory) -> None:
        """Take note of a note."""
        self.text += len(memory.content)
        owner = memory.owner
        if owner is not None and (owner in self._notes or len(self._notes) < _OWNERS):
            self._notes[owner] += 1

    def user(self, user: V2User) -> None:
        """Take note of a user's name."""
        if len(self.names) < _OWNERS:
            self.names[user.id] = user.name

    def found(self) -> tuple[Owner, ...]:
        """The users whose notes there are, those with the most notes first."""
        owners = [Owner(key, self.names.get(key, key), notes) for key, notes in self._notes.items()]
        return tuple(sorted(owners, key=lambda owner: (-owner.notes, owner.name)))


def planned(
    sources: Sources,
    choices: Choices,
    recognized: Sequence[Recognized],
    report: Report,
    owners: OwnersSeen,
    *,
    seconds: float,
    home: Path,
    here: bool = True,
    environment: Mapping[str, str] | None = None,
) -> Plan:
    """The plan of an import. `seconds` are those that its dry run took; `here` is whether the notebook's database keeps its
    data in `home`; `environment` is that of this process unless another is given."""
    room = needed(report, owners, sources)
    free = free_space(home) if here else -1
    variables = os.environ if environment is None else environment
    left = [] if sources.qdrant else [name for name in variables if name.startswith("QDRANT_")]
    return Plan(
        sources,
        tuple(recognized),
        report,
        owners.found(),
        problems_of(report, choices, room, free, sorted(left)),
        estimated(report, owners, seconds),
        room,
        free,
    )


def estimated(report: Report, owners: OwnersSeen, seconds: float) -> float:
    """About how many seconds an import takes whose dry run took so many: that tells the pace of this machine.

    An import reads everything as the dry run did, and writes what is new; how much more that is depends on how many notes
    are new, how long they are, and how many bring a vector.
    """
    rows = sum(table.source for table in report.tables)
    new = sum(table.created + table.updated for table in report.tables)
    if not rows:
        return _TO_BEGIN
    text, vectors = owners.text / 1_000, report.embeddings
    read = rows * _READ_NOTE + text * _READ_TEXT + vectors * _READ_VECTOR
    written = new * _WRITE_NOTE + text * new / rows * _WRITE_TEXT + vectors * _WRITE_VECTOR
    return _TO_BEGIN + seconds * (1 + written / read)


def needed(report: Report, owners: OwnersSeen, sources: Sources) -> int:
    """About how many bytes the notebook grows by, everything that is made in the background afterwards included."""
    new = report.count("created") + report.count("updated")
    notes = sum(table.source for table in report.tables if table.role == "memories")
    text = owners.text * new // notes if notes else 0
    files = sum(map(_size, sources.attachments)) if report.count("created", "files") else 0
    if not (new or files or report.embeddings):
        return 0
    return _SPARE + new * _OF_A_NOTE + text * _OF_TEXT + report.embeddings * _OF_A_VECTOR + files


def free_space(folder: Path) -> int:
    """The bytes that are free where the folder is, or will be; -1 where nobody can tell."""
    for place in (folder, *folder.parents):
        try:
            return shutil.disk_usage(place).free
        except OSError:
            continue
    return -1


def _size(path: Path) -> int:
    try:
        if path.is_dir():
            return sum(each.lstat().st_size for each in path.rglob("*") if each.is_file())
        return path.stat().st_size
    except OSError:
        return 0
