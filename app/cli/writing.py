"""Capturing a note and editing one."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

from app.capture.thought import Thought, thought_of
from app.cli.asked import Asked, note_id

_EDITORS = ("nano", "vim", "vi", "notepad")


def capture(
    asked: Asked,
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT|-", help="The note; - reads it from stdin.")
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option("--tag", "-t", metavar="TAG", help="Give it this tag.")
    ] = None,
    in_window: Annotated[
        bool, typer.Option("--window", help="Write it in the capture window, which opens for that.")
    ] = False,
) -> None:
    """Keep a thought: a new note. Prints its id."""
    if in_window:
        _show_window(asked, Thought(_typed() if text == "-" else text or "", tuple(tag or ())).wish())
        return
    if text is None and sys.stdin.isatty():
        raise typer.BadParameter('say what to capture, as in: second-brain capture "Call the plumber"')
    content = _typed() if text in (None, "-") else text
    assert content is not None  # None means stdin
    if not content.strip():
        from core import InvalidMemory

        raise InvalidMemory("There is nothing to capture: the text is empty.", "Nothing was changed.")
    with asked.brain() as brain:
        memory_id = brain.create_memory(content, tags=tag or ()).memory
    asked.screen.answer({"id": str(memory_id)}, str(memory_id))


def open_link(
    asked: Asked,
    link: Annotated[
        str | None, typer.Argument(metavar="LINK", help="Such as secondbrain://capture?text=…")
    ] = None,
    known: Annotated[
        bool, typer.Option("--register", help="Have the desktop open such links with this program.")
    ] = False,
    forgotten: Annotated[bool, typer.Option("--unregister", help="Have the desktop forget it.")] = False,
) -> None:
    """Open the window, with what a link of another program brings: how the desktop starts Second Brain."""
    if known or forgotten:
        from app.cli.registering import register, unregister

        if link is not None or (known and forgotten):
            raise typer.BadParameter("--register and --unregister stand alone")
        (register if known else unregister)(asked)
        return
    from app.desktop import at_a_terminal

    if link is not None and at_a_terminal():
        thought_of(link)  # one that is none is refused where it was typed, else in the window
    _show_window(asked, {} if link is None else {"link": link})


def _show_window(asked: Asked, wish: dict[str, Any]) -> None:
    """Have the window do what is wished; where none is open, this program becomes it."""
    from app.desktop import run

    code = run(asked.home, asked.database, wish=wish)
    if code:
        raise typer.Exit(code)


def edit(asked: Asked, id_: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Edit a note in your editor ($VISUAL or $EDITOR)."""
    command = _editor()
    with asked.brain() as brain:
        memory = brain.memory(note_id(brain, id_))
        with _Sheet(memory.content) as sheet:
            content = sheet.edited(command)
            changes = brain.write(memory.id, content, memory.version, memory.content, own=False)
            sheet.is_safe()
        copies = changes.memories - {memory.id}
        told = brain.history(memory.id)[-1]
    conflict = str(next(iter(copies))) if copies else None
    clash = told.version in told.memory.clashes and content in [typed.text for typed in told.typed]
    words = "Saved." if changes else "Nothing was changed."
    if conflict:
        words = f"The note was deleted for good while you were editing it. Your text is a note of its own: {conflict}"
    elif clash:
        words = (
            "Saved, but the note was changed elsewhere in the same place while you were editing it. Its text there stays,"
            " and yours is kept beside it. Open the note in the window to compare both."
        )
    values = {
        "id": str(memory.id),
        "version": told.version,
        "changed": bool(changes),
        "clash": clash,
        "conflict": conflict,
    }
    asked.screen.answer(values, words)


class _Sheet:
    """A note's text in a file of its own while it is edited. It is removed once the text is safe, and kept otherwise."""

    def __init__(self, content: str) -> None:
        self._content = content
        self._folder = Path(tempfile.mkdtemp(prefix="second-brain-"))
        self._path = self._folder / "note.md"
        self._path.write_bytes(content.encode())
        self._safe = False

    def __enter__(self) -> _Sheet:
        return self

    def __exit__(self, *_: object) -> None:
        if self._safe or self._path.read_bytes() == self._content.encode():
            shutil.rmtree(self._folder, ignore_errors=True)
        else:
            sys.stderr.write(f"What you typed is in {self._path}\n")

    def edited(self, command: list[str]) -> str:
        """The text as the editor left it. A line end that the editor put at the very end is not taken for a change."""
        from core import BrainError

        try:
            ended = subprocess.run([*command, str(self._path)], check=False).returncode
        except OSError as error:
            raise BrainError(
                f"The editor {command[0]} cannot be started: {error.strerror}.",
                "Nothing was changed. Set EDITOR to the one that you use.",
            ) from error
        if ended != 0:
            raise BrainError(f"The editor ended with a problem ({ended}).", "The note was not changed.")
        try:
            content = self._path.read_bytes().decode()
        except UnicodeDecodeError:
            raise BrainError("What the editor saved is not UTF-8.", "The note was not changed.") from None
        return content if self._content.endswith("\n") else content.removesuffix("\n")

    def is_safe(self) -> None:
        """The text is in the notebook."""
        self._safe = True


def _typed() -> str:
    """All of stdin, exactly."""
    from core import InvalidMemory

    try:
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError:
        raise InvalidMemory("What came in is not UTF-8 text.", "Nothing was captured.") from None


def _editor() -> list[str]:
    from core import BrainError

    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if chosen:
        return shlex.split(chosen, posix=os.name == "posix")
    for name in _EDITORS:
        if found := shutil.which(name):
            return [found]
    raise BrainError("No editor was found.", "Set EDITOR to the one that you use, as in: export EDITOR=nano")
