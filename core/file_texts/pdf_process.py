"""Reads a PDF in a process of its own, which may crash, run for ever or eat memory without harm to anybody.

Owns that process from its start to its end, and what becomes of what it told. What it does is `pdf_reader`.
"""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import tempfile
from pathlib import Path
from typing import IO

from core.errors import BrainError, Cancelled
from core.file_texts.apart import run_apart
from core.file_texts.pdf_reader import CHARACTERS, NOT_NOW, PAGES, TOLD
from core.language import tr
from core.own_process import own_process
from core.progress import Stop, never
from core.search.file_text import FileText, Lack

PATIENCE = 120.0  # seconds; the processor's own limit is shorter, and a busy machine makes it longer
_MOST_PAGES = 2**31 - 1  # that the database can count
_OUT_OF_TIME = getattr(signal, "SIGXCPU", 0)  # how the system ends a process that used up its processor time
# When the machine shuts down, or somebody signs out, all processes are ended so: that says nothing about the file.
_FROM_OUTSIDE = {-getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)}
_ENVIRONMENT = frozenset(
    "PATH SYSTEMROOT WINDIR TEMP TMP TMPDIR LD_LIBRARY_PATH DYLD_LIBRARY_PATH PYTHONHOME VIRTUAL_ENV LANG LC_ALL".split()
)
_BROKEN_WORD = re.compile("[\x02\xad\ufffe]\\s*")  # how PDFium marks a hyphen at the end of a line
_STRANGE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def read_pdf(path: Path, cancelled: Stop = never, patience: float = PATIENCE) -> FileText:
    """What is written in a PDF, page by page, as far as it could be read. Raises Cancelled; and BrainError when no process
    can be started, OSError when the disk is full or fails, which both say nothing about the file."""
    with tempfile.TemporaryFile() as told:
        in_time = _run(path, told, cancelled, patience)
        told.seek(0)
        return _read(told.read(TOLD), in_time)


def _run(path: Path, told: IO[bytes], cancelled: Stop, patience: float) -> bool:
    """Whether it ended by itself, in any way, before its time was up."""
    command, environment = _command()
    try:
        ended = run_apart([*command, str(path)], environment, told, cancelled, patience)
    except OSError as error:
        raise BrainError(
            tr("The program that reads PDF files could not be started: {why}.", why=error.strerror),
            tr("No note was touched. Their text is read later."),
        ) from error
    if ended in _FROM_OUTSIDE:
        raise Cancelled("The process that reads a PDF was stopped.")
    if ended == NOT_NOW:
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    return ended not in (None, -_OUT_OF_TIME)


def _read(told: bytes, in_time: bool) -> FileText:
    """What came of it. A process that was ended in the middle of a line told that page only half, so it does not count; nor
    does what is no line of ours, as a file that took the process over may have written it."""
    count, texts, ended, refused = 0, list[str](), False, Lack.NONE
    try:
        for value in map(json.loads, told.split(b"\n")[:-1]):
            count = min(max(0, int(value.get("pages", count))), _MOST_PAGES)
            ended = ended or "end" in value
            refused = Lack(value.get("refused", refused))
            texts += [_plain(str(value["text"]))] if "text" in value else []
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return FileText(lack=Lack.BROKEN)
    if not any(text.strip() for text in texts):
        return FileText(pages=count, lack=refused or _nothing(in_time, ended))
    text = "\f".join(texts)[: 2 * CHARACTERS]  # more is told by no reader of ours
    return FileText(text, count, Lack.NONE if ended else _cut(len(texts), len(text), in_time), len(texts))


def _plain(text: str) -> str:
    """Text without marks that no note can hold; words that were divided at the end of a line are whole again."""
    lines = _BROKEN_WORD.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))
    return _STRANGE.sub("", lines)


def _nothing(in_time: bool, ended: bool) -> Lack:
    if ended:
        return Lack.SCANNED
    return Lack.BROKEN if in_time else Lack.SLOW


def _cut(pages: int, characters: int, in_time: bool) -> Lack:
    return Lack.LONG if characters >= CHARACTERS or pages >= PAGES or not in_time else Lack.DAMAGED


def _command() -> tuple[list[str], dict[str, str]]:
    """Of the environment it gets what a process needs to start: the address of the database, with its password, may
    be there too."""
    kept = {name: value for name, value in os.environ.items() if name.upper() in _ENVIRONMENT}
    return own_process("core.file_texts.pdf_reader", "--read-pdf", kept)
