"""What a file or folder is, told by looking into it and never by its name.

Owns the marks of the forms that a v2 backup may have, and the words for what is none. Refuses to know how they are read.
"""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import BinaryIO, Literal, cast

from core.errors import BrainError
from core.language import tr, tr_noop
from core.v2.sources.restoring import MAGIC, require_readable
from core.v2.sources.tarstream import Cut, TarStream, begins_tar, is_whole
from core.v2.sources.unwrap import GZIP, UTF16, Gunzipped, Recoded, Wrapped

HEAD = 4096
"""Bytes: how much of a file is looked at."""

Content = Literal["plain", "custom", "tar", "directory", "qdrant", "attachments"]

_MOST_LAYERS = 3
_EARLY = 4 << 20  # bytes of an archive in which a sign of a dump is looked for
_NO_DUMP = tr_noop("Nothing was changed. Choose the backup that you made of your v2 database.")
_UNPACK = tr_noop("Nothing was changed. Unpack it first, then choose the file that was in it.")
_PACKED = {
    b"BZh": tr_noop("a file packed with bzip2"),
    b"\xfd7zXZ": tr_noop("a file packed with xz"),
    b"\x28\xb5\x2f\xfd": tr_noop("a file packed with zstd"),
    b"\x04\x22\x4d\x18": tr_noop("a file packed with lz4"),
    b"7z\xbc\xaf\x27\x1c": tr_noop("a 7-Zip archive"),
    b"Rar!": tr_noop("a RAR archive"),
}
_WORDS: dict[Content, str] = {
    "plain": tr_noop("a plain dump"),
    "custom": tr_noop("a dump in pg_dump's custom format"),
    "tar": tr_noop("a dump in pg_dump's tar format"),
    "directory": tr_noop("a dump in pg_dump's directory format"),
    "qdrant": tr_noop("a JSON file, as Qdrant exports"),
    "attachments": tr_noop("an archive or folder of files"),
}


class Unrecognized(BrainError):
    """The file has none of the forms of a dump; it may still be something else of a v2."""


@dataclass(frozen=True, slots=True)
class Form:
    """What is in a file, and the wrappers around it, the outermost first."""

    content: Content
    wrappers: tuple[type[Wrapped], ...] = ()

    @property
    def recoded(self) -> bool:
        """Whether what comes out of the wrappers is UTF-8, whatever a dump says of itself."""
        return Recoded in self.wrappers

    @property
    def words(self) -> str:
        """What it is, for people."""
        words = tr(_WORDS[self.content])
        if Gunzipped in self.wrappers:
            words = tr("{what}, packed with gzip", what=words)
        return tr("{what}, in UTF-16", what=words) if self.recoded else words

    def unwrapped(self, file: BinaryIO) -> tuple[BinaryIO, tuple[Wrapped, ...]]:
        """What is in the file, from where it stands, and the layers that are read through."""
        stream = file
        layers: list[Wrapped] = []
        for wrapper in self.wrappers:
            layers.append(wrapper(stream))
            stream = cast(BinaryIO, BufferedReader(layers[-1], 1 << 20))
        return stream, tuple(layers)


def require_ordinary(path: Path) -> None:
    """Returns when the path is a file or a folder. Raises BrainError for pipes and devices, which might never answer."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise BrainError(tr("{path} is neither a file nor a folder.", path=path), tr(_NO_DUMP))


def form_of_folder(path: Path) -> Form:
    """What a folder is. Raises BrainError for a dump by a newer pg_dump, and OSError."""
    contents = path / "toc.dat"
    if not contents.is_file():
        return Form("attachments")
    with contents.open("rb") as file:
        require_readable(file.read(HEAD))
    return Form("directory")


def form_of(file: BinaryIO) -> Form:
    """What an open file is; it stands anywhere afterwards. Raises Unrecognized when it is nothing that is known here, and
    BrainError for a dump that cannot be read."""
    wrappers: tuple[type[Wrapped], ...] = ()
    while len(wrappers) <= _MOST_LAYERS:
        file.seek(0)
        head = Form("plain", wrappers).unwrapped(file)[0].read(HEAD)
        if head.startswith(GZIP):
            wrappers = (*wrappers, Gunzipped)
        elif head.startswith(UTF16) and not head.startswith(b"\xff\xfe\0\0"):
            wrappers = (*wrappers, Recoded)
        else:
            form = Form(_content(head), wrappers)
            if form.content == "attachments":
                file.seek(0)
                _refuse_packed_dump(form.unwrapped(file)[0], head)
            return form
    raise Unrecognized(tr("This file is packed again and again."), tr(_UNPACK))


def _refuse_packed_dump(archive: BinaryIO, head: bytes) -> None:
    """Raises BrainError for an archive in which somebody packed a dump: its files are nobody's attachments."""
    found = dict(_early_files(archive) if begins_tar(head) else _zipped_files(archive))
    contents = any(name.rpartition("/")[2] == "toc.dat" for name in found)
    if contents or (len(found) == 1 and any(map(_begins_dump, found.values()))):
        raise BrainError(tr("A dump of a database is packed in this archive."), tr(_UNPACK))


def _early_files(archive: BinaryIO) -> Iterator[tuple[str, bytes]]:
    """The files of a tar archive that begin in its first part, each with its first bytes."""
    stream = TarStream(BytesIO(archive.read(_EARLY)).read)
    for member in stream.members():
        if member.kind == "file":
            with suppress(Cut):
                yield member.path, next(stream.chunks(), b"")[:HEAD]


def _zipped_files(archive: BinaryIO) -> Iterator[tuple[str, bytes]]:
    """The files of a zip archive; a single one with its first bytes."""
    try:
        with zipfile.ZipFile(archive) as opened:
            files = [entry for entry in opened.infolist() if not entry.is_dir()]
            for entry in files:
                yield entry.filename, opened.open(entry).read(HEAD) if len(files) == 1 else b""
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, ValueError, EOFError):
        return  # whoever reads its files will say so, or a wrapper around it cannot be read twice


def _begins_dump(head: bytes) -> bool:
    return head.startswith(MAGIC) or bool(re.search(rb"-- PostgreSQL database (cluster )?dump\b", head))


def _content(head: bytes) -> Content:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text.strip(b"\0"):
        raise Unrecognized(
            tr("This file is empty."), tr("Nothing was changed. Choose the backup of your v2 database.")
        )
    if head.startswith(MAGIC):
        require_readable(head)
        return "custom"
    if begins_tar(head):
        if head[:100].partition(b"\0")[0] != b"toc.dat":
            return "attachments"
        require_readable(head[512:])
        return "tar"
    if found := next((words for mark, words in _PACKED.items() if head.startswith(mark)), ""):
        raise Unrecognized(tr("This is {found}, which is not read.", found=tr(found)), tr(_UNPACK))
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "attachments"
    if text.startswith((b"{", b"[")):
        return "qdrant"
    if b"\0" in head:
        raise Unrecognized(
            tr("This file is neither text nor an archive of pg_dump, so it is no dump of a v2 database."),
            tr(_NO_DUMP),
        )
    return "plain"


def require_whole_tar(file: BinaryIO, size: int) -> None:
    """Returns when every member of a tar archive ends within the file. pg_restore would wait for ever for one that does not.

    Raises BrainError. The file must be seekable.
    """
    if not is_whole(file, size):
        raise BrainError(
            tr("This tar archive of pg_dump was cut off, or is damaged."),
            tr("Nothing was changed. Copy the file again from where it was kept, or make a new dump."),
        )
