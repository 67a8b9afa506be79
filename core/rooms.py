"""The rooms of a notebook that have a face of their own, each opened when it is first asked for.

Owns what each of them is given, and that there is one of each, whoever asks first. What they do is theirs; a program that
never searches by meaning, imports or syncs does not even load them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload
from uuid import UUID

from core.changes import Changes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from core.backups import Backups
    from core.chronicle import Chronicle
    from core.conflicts import Conflicts
    from core.devices import Devices
    from core.exchanging import Exchanging
    from core.far_files import FarFiles
    from core.file_texts.reading import FileTexts
    from core.files import Files
    from core.indexing import Meaning
    from core.memory import Memory
    from core.note_links import NoteLinks
    from core.past import Past
    from core.spaces import Spaces
    from core.store.blobs import Blobs
    from core.store.cluster import Cluster
    from core.store.copies import Copy
    from core.store.database import Database
    from core.store.log import Log
    from core.tagging import Tagging
    from core.templates import Templates
    from core.undo import Undo
    from core.unused import Unwanted
    from core.upkeep import Upkeep
    from core.v2.migration import Migration
    from core.ways import Ways


T = TypeVar("T")


class _opened_once(Generic[T]):  # noqa: N801 - it is used as a decorator, as `cached_property` is
    """A `cached_property` for several threads: since Python 3.12 each that comes early would get a room of its own, and a
    room knows what is under way in it. Each room has a lock of its own, for two threads may open two rooms at once of which
    one opens a third; rooms open others in one direction only, so none waits for itself."""

    def __init__(self, opened: Callable[[Any], T]) -> None:
        self._opened = opened
        self._name = opened.__name__
        self._lock = Lock()
        self.__doc__ = opened.__doc__

    @overload
    def __get__(self, rooms: None, owner: type) -> Self: ...
    @overload
    def __get__(self, rooms: object, owner: type) -> T: ...
    def __get__(self, rooms: object, owner: type) -> Self | T:
        """The room; from then on the notebook has it, and nobody gets here again."""
        if rooms is None:
            return self
        with self._lock:
            if self._name not in rooms.__dict__:
                rooms.__dict__[self._name] = self._opened(rooms)
        found: T = rooms.__dict__[self._name]
        return found


class Rooms(ABC):
    """What of a `Brain` stands beside its own commands and questions."""

    home: Path
    device_id: UUID
    user_id: UUID
    _cluster: Cluster | None
    _database: Database
    _log: Log

    @property
    def embedded(self) -> bool:
        """Whether this is the built-in database."""
        return self._cluster is not None

    @property
    def database_server(self) -> str:
        """The machine that the database is on, where that is another one; empty for the built-in one and for this one."""
        from core.store.whereabouts import other_machine

        return "" if self.embedded else other_machine(self._database.address)

    @_opened_once
    def meaning(self) -> Meaning:
        """Search by meaning: its models, how far embedding has come, and the work itself."""
        from core.embedding import consent, model_named
        from core.indexing import Meaning

        return Meaning(
            self._database,
            lambda name, cancelled: model_named(name, self.home, cancelled=cancelled),
            lambda: consent.read_consent(self.home).kept_here,
        )

    @_opened_once
    def migration(self) -> Migration:
        """The way from version 2 into this notebook: plan, run, resume, verify, undo."""
        from core.v2.migration import Migration

        here = self.embedded
        return Migration(self._database, self._log, self.user_id, self.home, self.files.blobs, here=here)

    @_opened_once
    def exchange(self) -> Exchanging:
        """Notes from other programs' files and into them: plan, import, take back, export."""
        from core.exchanging import Exchanging

        return Exchanging(self._database, self._log, self.user_id, self.files.blobs)

    @_opened_once
    def files(self) -> Files:
        """The files that belong to notes: attaching, reading, saving, where each is used."""
        from core.files import Files

        return Files(self.home, self._blobs, self._database, self._change, self.far_files)

    @_opened_once
    def far_files(self) -> FarFiles:
        """The contents of these files in an S3 store as well: choosing it, copying, fetching."""
        from core.far_files import FarFiles

        return FarFiles(self.home, self._blobs, self._database)

    @_opened_once
    def _blobs(self) -> Blobs:
        """The contents themselves."""
        from core.store.blobs import FOLDER, Blobs
        from core.store.wanted import notebook

        return Blobs(self.home / FOLDER, lambda: self._database.ask(notebook))

    @_opened_once
    def file_texts(self) -> FileTexts:
        """What the files of notes say, for search: reading it, and what could not be read."""
        from core.file_texts.reading import FileTexts

        return FileTexts(self.home, self._database, self.files.blobs)

    @_opened_once
    def unused(self) -> Unwanted:
        """Contents of files that nothing asks for any more."""
        from core.unused import Unwanted

        return Unwanted(
            self.home,
            self.embedded,
            self.files.blobs,
            self._database,
            self._log,
            self.migration.brought_files,
            self.far_files,
        )

    @_opened_once
    def conflicts(self) -> Conflicts:
        """The notes of which two texts could not be merged, and the way out."""
        from core.conflicts import Conflicts

        return Conflicts(self._database, self._log, self._change)

    @_opened_once
    def past(self) -> Past:
        """The notebook as it was at any moment."""
        from core.past import Past

        return Past(self._database, self._log)

    @_opened_once
    def tagging(self) -> Tagging:
        """The tags as a tree, and what is done to one of them in all notes."""
        from core.tagging import Tagging

        return Tagging(self._database, self._log, self.user_id)

    @_opened_once
    def templates(self) -> Templates:
        """Notes that begin as others do, and the note of a day."""
        from core.templates import Templates

        return Templates(self._database, self._log, self.user_id)

    @_opened_once
    def undo(self) -> Undo:
        """What was done here, and the way back and forth through it."""
        from core.undo import Undo

        return Undo(self._database, self._log, self.user_id)

    @_opened_once
    def note_links(self) -> NoteLinks:
        """The links from note to note in texts: where they lead, and what leads to a note."""
        from core.note_links import NoteLinks

        return NoteLinks(self._database, self._change)

    @_opened_once
    def chronicle(self) -> Chronicle:
        """What happened, to one note and day by day."""
        from core.chronicle import Chronicle

        return Chronicle(self._database, self._log)

    @_opened_once
    def ways(self) -> Ways:
        """To a note by its name, and lists with pinned notes first and in groups."""
        from core.ways import Ways

        return Ways(self._database, self._change)

    @_opened_once
    def replica(self) -> Copy:
        """This notebook as one of several copies: what it has to send, and what comes in."""
        from core.store.copies import Copy

        return Copy(self._database, self._log, self.files.blobs)

    @_opened_once
    def devices(self) -> Devices:
        """What the devices of the account are called."""
        from core.devices import Devices

        return Devices(self.home)

    @_opened_once
    def spaces(self) -> Spaces:
        """What is known of spaces that are shared with others, and which notes are in them."""
        from core.spaces import Spaces

        return Spaces(self.home)

    @_opened_once
    def backups(self) -> Backups:
        """The backups of this notebook: making, proving, listing, and bringing notes back from them."""
        from core.backups import Backups

        return Backups(self.home, self.device_id, self._database, self._log, self.files.blobs, self.far_files)

    @_opened_once
    def upkeep(self) -> Upkeep:
        """The condition of the database, what can be mended in it, and the proof that the log gives the tables."""
        from core.upkeep import Upkeep

        return Upkeep(self._database, self._blobs)

    def leave_rooms(self) -> None:
        """End what the rooms started."""
        if "replica" in self.__dict__:
            self.replica.close()

    @abstractmethod
    def _change(
        self,
        memory_ids: UUID | Collection[UUID],
        decide: Callable[[Memory], Memory],
        finished_drafts: Collection[UUID] = (),
        action: UUID | None = None,
    ) -> Changes:
        """The brain's way of changing notes."""
