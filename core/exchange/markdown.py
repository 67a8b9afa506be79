"""A folder of Markdown files: one note a file.

Owns which files of a folder are notes, how their bytes become text, and what belongs to a note beside its file. The text
after the front matter is kept exactly, line ends included.
"""

from __future__ import annotations

import codecs
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import UUID

from core.errors import InvalidMemory
from core.exchange import front_matter
from core.exchange.head import (
    FILES,
    FOLDER,
    LED,
    ORDER,
    TIMES,
    WRITTEN,
    heading_of,
    is_export,
    own_of,
    values_of,
)
from core.exchange.inline_tags import tags_in
from core.exchange.leads import inward as led_back
from core.exchange.made_tags import ALL_OF_IT, Taking, tag_of_place
from core.exchange.names import inside
from core.exchange.placing import Placing
from core.exchange.record import (
    SOURCE_PATH,
    Incoming,
    Refused,
    attachments_from,
    incoming,
    is_ours,
    tags_from,
)
from core.exchange.shown import BESIDE, FILE, inward
from core.exchange.tally import SetAside, Unread
from core.language import tr

ENDINGS = (".md", ".markdown")
LARGEST_FILE = 128 << 20  # bytes
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class MarkdownFolder:
    """A folder, or one file. `read` counts the notes met so far, `total` is how many there are.

    Hidden files and folders are left out, and so is what is no Markdown; links to elsewhere are never followed.
    """

    system = "markdown"
    name = "markdown"
    """What it is called to a person."""
    text_tags_tell = False
    """Whether notes are told from each other by the tags in their texts, too; never to change, or notes would come again."""

    def __init__(self, path: Path, placing: Placing | None = None, taking: Taking = ALL_OF_IT) -> None:
        self._placing = placing
        self._taking = taking
        self.text_tags: set[str] = set()
        """The tags in the texts of the notes met so far that their front matter does not name."""
        self.folders: set[str] = set()
        """The folders of the notes met so far, as the tags that they can become."""
        self.vault = 1
        """The number of the vault that it is, by which notes are told from those of others."""
        self.place = str(path.expanduser().absolute())
        self._path = path
        self._brought: set[str] = set()
        self._root = path if path.is_dir() else path.parent
        self._files = [path.name]
        self.others: list[str] = []
        if path.is_dir():
            self._files, self.others = _listed(path)
        self.read = 0

    @property
    def total(self) -> int:
        """How many notes there are."""
        return len(self._files)

    @property
    def paths(self) -> dict[str, str]:
        """The files of notes by the paths that tell these from others; none where it is one file."""
        return {_path(name): name for name in self._files} if self._path.is_dir() else {}

    def glance(
        self, paths: Iterable[str], owner: UUID, vault: int
    ) -> Iterator[tuple[str, Incoming | SetAside]]:
        """The notes at some of its paths, as they would be in another vault; nothing is kept of that, or counted."""
        other = type(self)(self._path, self._placing.apart() if self._placing else None, self._taking)
        other.vault = vault
        names = other.paths
        return ((each, other._note(names[each], owner)) for each in paths if each in names)

    @property
    def passed_over(self) -> int:
        """How many files are no Markdown, and belong to no note."""
        return len(self.others) - len(self._brought.intersection(self.others))

    @property
    def left(self) -> Iterator[str]:
        """Their names, as a person reads them."""
        stays = (each for each in self.others if each not in self._brought)
        return (os.fsencode(each).decode("utf-8", "replace") for each in stays)

    def more(self, name: str, values: dict[str, Any]) -> None:
        """What is more to a note than its file says; nothing in a plain folder."""

    def notes(self, owner: UUID) -> Iterator[Incoming | SetAside]:
        """Every file, as a note or with the reason why it is none."""
        for name in self._files:
            self.read += 1
            yield self._note(name, owner)

    def _note(self, name: str, owner: UUID) -> Incoming | SetAside:
        shown = os.fsencode(name).decode("utf-8", "replace")
        try:
            text, saved_at = _content(self._root / name)
            return self._read(name, shown, text, saved_at, owner)
        except Refused as refused:
            return SetAside(shown, None, None, refused.reason, refused.remedy)
        except InvalidMemory as invalid:
            return SetAside(shown, None, None, invalid.words, invalid.hint)
        except OSError as error:
            reason = tr("The file cannot be read: {reason}.", reason=error.strerror)
            remedy = tr("Make it readable and import again; nothing comes twice.")
            return SetAside(shown, None, None, reason, remedy)

    def _read(self, name: str, shown: str, text: str, saved_at: datetime, owner: UUID) -> Incoming:
        """The note of a file. Front matter that cannot be read keeps none out: it stays in the text, word for word."""

        def made(values: dict[str, Any]) -> Incoming:
            self._take_files(name, values)
            values["text"] = led_back(values["text"], values.pop(LED, {}))
            path = _path(name)
            kept = {key: told for key in (WRITTEN, ORDER, TIMES) if (told := values.pop(key, None))}
            if not is_export(values):
                self.more(name, values)
                if is_ours(values.get("id")) and SOURCE_PATH not in values.get("metadata", {}):
                    kept[SOURCE_PATH] = path  # of others it is the identity, and kept with that
            kept |= heading_of(values)
            tags, folder = self._tags(values, path)
            kept |= {FOLDER: folder} if folder else {}
            return incoming(
                values,
                self.system,
                owner,
                file=shown,
                path=path,
                vault=self.vault,
                saved_at=saved_at,
                kept=kept,
                tags=tags,
            )

        try:
            return made(values_of(text))
        except (front_matter.Unreadable, Refused, InvalidMemory) as wrong:
            head = front_matter.top_of(text)
            if not head:
                raise
            visible = head.replace("\0", "\N{SYMBOL FOR NULL}")  # which no note can hold
            line = wrong.line if isinstance(wrong, front_matter.Unreadable) else 1
            why = tr("The lines between --- at its top cannot be read: {reason}", reason=_why(wrong))
            note = made({"text": visible + text[len(head) :]})
            return replace(note, unread=Unread(shown, line, why))

    def _tags(self, values: dict[str, Any], path: str) -> tuple[tuple[str, ...], str]:
        """The tags that a note gets: that of its folder, those of its front matter, and those in its text; and that of its
        folder where nothing else names it. An export of ours names all."""
        given = tags_from(values.get("tags"))
        if is_export(values):
            return given, ""
        typed = tags_in(values["text"]) if self.text_tags_tell or not is_ours(values.get("id")) else []
        new = _unlike(typed, given)
        self.text_tags.update(new)
        values["tags"] = list(dict.fromkeys((*given, *typed))) if self.text_tags_tell else list(given)
        folders = [folder] if (folder := tag_of_place(path)) else []
        self.folders.update(folders)
        first = _unlike(folders if self._taking.folders else [], given)
        typed = _unlike(new if self._taking.text_tags else [], first)
        return (*first, *given, *typed), "".join(first)

    def _take_files(self, note: str, values: dict[str, Any]) -> None:
        """The files that an export of ours put beside this note; its text names them as it did here."""
        listed = values.get(FILES)
        if not isinstance(listed, list) or attachments_from(own_of(listed)) is None:
            return
        listed = [
            {key: told for key, told in each.items() if key not in BESIDE or isinstance(told, str)}
            for each in listed
        ]
        values["text"], values[FILES] = inward(values["text"], listed), own_of(listed)
        for each in listed:
            path = inside(PurePosixPath(note).parent, str(each.get(FILE, "")))
            if path and self._placing is not None:
                self._brought.add(path)
                self._placing.bring(each["sha256"], self._root / path, each["name"])


def _path(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _unlike(tags: Iterable[str], others: Iterable[str]) -> list[str]:
    """Those tags that are none of the others, however these are spelled."""
    known = {each.lower() for each in others}
    return [each for each in tags if each.lower() not in known]


def _listed(folder: Path) -> tuple[list[str], list[str]]:
    """The Markdown files below a folder in a fixed order, by their relative paths; and the others."""
    names: list[str] = []
    others: list[str] = []
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.startswith("."):
                continue
            kind = names if name.lower().endswith(ENDINGS) else others
            kind.append((Path(parent) / name).relative_to(folder).as_posix())
    return names, others


def _content(path: Path) -> tuple[str, datetime]:
    """The file's text and when it was last saved."""
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        raise Refused(
            tr("It is a link to another place, or no file at all."), tr("Put the file itself there.")
        )
    if found.st_size > LARGEST_FILE:
        raise Refused(
            tr("The file is larger than {most} MB.", most=LARGEST_FILE >> 20),
            tr("Cut it into several notes."),
        )
    return _decoded(path.read_bytes()), datetime.fromtimestamp(found.st_mtime, UTC)


def _decoded(data: bytes) -> str:
    """The text of a file. A byte order mark says how it is written and is no part of it; without one it is UTF-8."""
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError:
        raise Refused(
            tr("The file is not in UTF-8, and it does not say what else."),
            tr("Save it as UTF-8 and import again."),
        ) from None


def _why(wrong: Exception) -> str:
    if isinstance(wrong, Refused):
        return wrong.reason
    return wrong.words if isinstance(wrong, InvalidMemory) else f"{wrong}."
