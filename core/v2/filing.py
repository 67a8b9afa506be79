"""The attachments of a v2 on their way to the notes that they belong to.

Owns how a file finds its notes: by a note's id in its path, else by its name in what a note says. One that finds none is
kept all the same, and the report lists it. The bytes are in the store of files before a file gets here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from urllib.parse import unquote
from uuid import UUID

from core.memory import Memory
from core.store.imports import every_text, files_brought
from core.v2.destination import Destination
from core.v2.ledger import Ledger
from core.v2.report import Outcome
from core.v2.values import V2File
from core.valid import valid_name

_BATCH = 500
_MOST = 100  # notes that one file is attached to because they name it
_SHORTEST = 5  # characters of a name that tells anything; a mere word tells nothing either
_WORDS = re.compile(r"\w+")
_PIECES = re.compile(r"[^\s/\\<>\"'`|?*:()\[\]{}]+")
_LONGEST = 255  # characters of a file's name, so that a text without spaces is no matter
_AROUND = ".,;!?_~–—…"  # what may stand right beside a name


class Filing:
    """Files that came so far, of one import."""

    def __init__(self, into: Destination, ledger: Ledger, had: Callable[[str], bool]) -> None:
        """`had` says whether the store had a file before the import: one that belongs to no note is no news then."""
        self._into = into
        self._ledger = ledger
        self._had = had
        self._waiting: list[V2File] = []
        self._unplaced: list[V2File] = []

    def take(self, found: V2File) -> None:
        """A file whose bytes are kept."""
        self._waiting.append(found)
        if len(self._waiting) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Attach what waits and has a note's id in its path; the others wait for `finish`."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        ids = {memory_id for found in waiting for memory_id in found.memory_ids}
        here = (
            {each for each, origin in self._into.origins(ids).items() if not origin.voided} if ids else set()
        )
        placed: dict[int, list[UUID]] = {}
        for at, found in enumerate(waiting):
            match = next(
                (each for each in found.memory_ids if each in here or self._into.would_be(each)), None
            )
            if match is None:
                self._unplaced.append(found)
            else:
                placed[at] = [match]
        self._attach([(waiting[at], notes) for at, notes in placed.items()])

    def finish(self) -> None:
        """Attach the others to the notes that name them; those that no note names are kept without one."""
        self.flush()
        unplaced, self._unplaced = self._unplaced, []
        if not unplaced:
            return
        named = self._named(unplaced)
        for first in range(0, len(unplaced), _BATCH):
            part = unplaced[first : first + _BATCH]
            self._attach([(found, named.get(found.name, [])) for found in part])

    def _named(self, files: Sequence[V2File]) -> dict[str, list[UUID]]:
        """By name of a file: the notes that name it."""
        names = {found.name for found in files if len(found.name) >= _SHORTEST and not found.name.isalpha()}
        odd = _by_word(name for name in names if "." not in name or not _PIECES.fullmatch(name))
        told: dict[str, list[UUID]] = {}

        def look(texts: Iterable[tuple[UUID, str]]) -> None:
            for memory_id, text in texts:
                said = _names_in(text) & names
                words = odd.keys() & _WORDS.findall(text) if odd else ()
                for name in said | {name for word in words for name in odd[word] if name in text}:
                    notes = told.setdefault(name, [])
                    if len(notes) < _MOST:
                        notes.append(memory_id)

        if names:
            self._into.ask(lambda connection: look(every_text(connection)))
        return told

    def _attach(self, files: Sequence[tuple[V2File, list[UUID]]]) -> None:
        ids = {memory_id for _, notes in files for memory_id in notes}
        brought = self._into.ask(files_brought, ids) if ids else {}
        outcomes: list[tuple[V2File, Outcome, UUID | None]] = []

        def decide(known: Mapping[UUID, Memory]) -> list[Memory]:
            now = {key: memory for key, memory in known.items() if not memory.purged}
            before = dict(now)
            known_files = dict(brought)
            outcomes[:] = [(found, *self._judge(found, notes, now, known_files)) for found, notes in files]
            return [memory for key, memory in now.items() if memory is not before[key]]

        if files:
            self._into.append(ids, decide)
        for found, outcome, memory_id in outcomes:
            self._ledger.took(found, outcome, memory_id)

    def _judge(
        self,
        found: V2File,
        notes: Sequence[UUID],
        now: dict[UUID, Memory],
        brought: dict[tuple[UUID, str, str], UUID],
    ) -> tuple[Outcome, UUID | None]:
        """Attach a file to its notes, unless an import did so before: somebody may have taken it off again."""
        outcome: Outcome = "identical"
        there = [each for each in notes if each in now]
        for memory_id in there:
            same = memory_id, found.sha256, valid_name(found.name)
            memory = now[memory_id].attach(found.sha256, found.name, found.media_type, found.size)
            if same not in brought and memory is not now[memory_id]:
                now[memory_id] = memory
                brought[same] = self._into.batch
            if brought.get(same) == self._into.batch:
                outcome = "created"
        if not there and not self._had(found.sha256):
            outcome = "created"
        return outcome, there[0] if there else None


def _names_in(text: str) -> set[str]:
    """What may be names of files in a text, also as an address writes them."""
    found: set[str] = set()
    for piece in _PIECES.findall(text):
        if "." in piece and len(piece) <= _LONGEST:
            told = piece.strip(_AROUND)
            found |= {piece, told, unquote(told)}
    return found


def _by_word(names: Iterable[str]) -> dict[str, list[str]]:
    """Names with spaces and other odd ones by a word in each, so that a text is searched for few of them. A word in the
    middle of a name stands by itself wherever the name does, also where a text runs on without spaces."""
    found: dict[str, list[str]] = {}
    for name in names:
        words = list(_WORDS.finditer(name))
        inner = [word for word in words if word.start() > 0 and word.end() < len(name)]
        if words:
            found.setdefault(max(inner or words, key=lambda word: len(word[0]))[0], []).append(name)
    return found
