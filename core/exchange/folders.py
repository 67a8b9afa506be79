"""Where each note of a Markdown export lies: in which folder, and under which name.

Owns the folders that notes go to, and that no two files have one name on any system. It refuses to know what is in a file,
and writes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Literal
from uuid import UUID

from core.exchange.names import FileNames, folded, inside, safe, safe_note
from core.memory import Memory
from core.store.outgoing import Named
from core.text.note_paths import ENDINGS

Folders = Literal["came", "tags", "flat"]
"""Which folder a note goes to. `came`: the one that it came from, with its own name there, and a note that came from none as
with `tags`: the one of its first tag (`house/roof`). `flat`: none."""

TRASH, FILES = "trash", "files"
LONGEST = 100  # characters of the folders above a note: Windows takes 260 for all of a path
_ENDING = ".md"


class Places:
    """The places of the notes of one export. `trash` and `files` are the folders of notes from the trash and of files, which
    no other note lies in."""

    def __init__(self, notes: Iterable[Named], folders: Folders = "flat") -> None:
        """`notes` are all that will be asked for; the first has the plainest name."""
        self._folders = folders
        self._spelled: dict[str, str] = {"": ""}
        self._names: defaultdict[str, FileNames] = defaultdict(FileNames)
        self._places: dict[UUID, str] = {}
        notes = list(notes)
        # The spelling of folders that somebody made goes before that of tags.
        for note in filter(self._came, notes):
            self._folder(note)
        wanted = [(note, self._folder(note)) for note in notes]
        below: defaultdict[str, list[str]] = defaultdict(list)
        for each in filter(None, self._spelled.values()):
            above, _, name = each.rpartition("/")
            below[above].append(name)
        for above, names in below.items():
            self._names[above] = FileNames(names)
        self.trash, self.files = (self._names[""].name(each, "of notes", "") for each in (TRASH, FILES))
        for note, folder in wanted:
            self._put(note, folder)

    def of(self, memory: Memory) -> str:
        """The path of a note's file, from the top. One that came meanwhile lies at the top."""
        if memory.id not in self._places:
            self._put(named(memory), "")
        return self._places[memory.id]

    def known(self, note: UUID) -> str:
        """The path of a note that was told of."""
        return self._places[note]

    def _put(self, note: Named, folder: str) -> None:
        folder = self.trash if note.trashed else folder
        name = safe_note(note.title)
        if self._came(note):
            name = safe(_stem(note.path))
        name = self._names[folder].name(name, str(note.id)[-8:], _ENDING)
        self._places[note.id] = f"{folder}/{name}" if folder else name

    def _came(self, note: Named) -> str:
        """The path to which a note goes back; empty where it has none."""
        return inside(PurePosixPath(), note.path) if self._folders == "came" and not note.trashed else ""

    def _folder(self, note: Named) -> str:
        """The folder of a note as it is spelled first, with all above it."""
        path = ""
        for part in () if note.trashed else self._parts(note):
            further = f"{path}/{safe(part)}" if path else safe(part)
            if len(further) > LONGEST:
                break
            path = self._spelled.setdefault(folded(further), further)
        return path

    def _parts(self, note: Named) -> list[str]:
        if self._folders == "flat":
            return []
        came = self._came(note)
        parts = came.split("/")[:-1] if came else (note.tags[0] if note.tags else "").split("/")
        return [each for each in parts if each.strip()]


def named(memory: Memory) -> Named:
    """What the place of a note depends on."""
    path = memory.metadata.get("source_path")
    return Named(
        memory.id,
        memory.title,
        memory.tags,
        path if isinstance(path, str) else "",
        memory.metadata.get("aliases"),
        memory.updated_at,
        memory.deleted_at is not None,
    )


def up_from(place: str) -> str:
    """The way from a file to the top: `../` for each folder above it."""
    return "../" * place.count("/")


def _stem(path: str) -> str:
    name = path.rpartition("/")[2]
    return next((name[: -len(each)] for each in ENDINGS if each and name.lower().endswith(each)), name)
