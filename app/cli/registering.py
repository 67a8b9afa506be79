"""Telling the desktop that this program opens links of Second Brain, and that it does no longer.

Owns the file in the user's applications folder, and which command stands in it. It refuses to know what is in a link.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import resources
from app.cli.asked import Asked
from core import BrainError

_FILE, _KIND = "second-brain.desktop", "x-scheme-handler/secondbrain"
_PLAIN = "Exec=second-brain "
_ELSEWHERE = ("win32", "darwin")
_RESERVED = set(" \t\n\"'\\><~|&;$*?#()`")
_WAIT = 20  # seconds for a program that writes a line into a file


def register(asked: Asked) -> None:
    """Have the desktop open links with this program, on the notebook that was named, if one was."""
    path = _path()
    assert resources.__file__ is not None  # it is a folder of the program
    form = (Path(resources.__file__).parent / "desktop" / _FILE).read_text("utf-8")
    command = [_program(), *(["--home", str(asked.place())] if asked.home else [])]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(form.replace(_PLAIN, f"Exec={' '.join(map(_quoted, command))} "), "utf-8")
    except OSError as error:
        raise BrainError(f"{path} cannot be written: {error.strerror}.", "Nothing was changed.") from error
    told = f"Menus know Second Brain now, and links open it: {path}"
    if not (used := _is_default()):
        told = (
            f"Menus know Second Brain now: {path}\nWhether links open it is up to your desktop: xdg-mime is not here,"
            " or did not succeed."
        )
    asked.screen.answer({"file": str(path), "registered": True, "links": used}, told)


def unregister(asked: Asked) -> None:
    """Have the desktop forget it. Harmless where it never knew."""
    path = _path()
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise BrainError(f"{path} cannot be removed: {error.strerror}.", "Nothing was changed.") from error
    values = {"file": str(path), "registered": False, "links": False}
    asked.screen.answer(values, "Menus and links do not know Second Brain any more.")


def _path() -> Path:
    if sys.platform in _ELSEWHERE:
        raise BrainError(
            "Here programs tell the system of their links in another way.",
            "Nothing was changed. The guide says how, under “Capturing a thought”.",
        )
    folder = Path(os.environ.get("XDG_DATA_HOME", ""))
    if not folder.is_absolute():  # as its specification says
        folder = Path.home() / ".local" / "share"
    return folder / "applications" / _FILE


def _program() -> str:
    """The command that is this program, wherever it is called from. A bundle is one itself."""
    own = Path(sys.executable).absolute()  # what a link in a virtual environment leads to is none of ours
    if not own.stem.lower().startswith("python"):
        return str(own)
    if (beside := own.with_name("second-brain")).is_file():
        return str(beside)
    if found := shutil.which("second-brain"):
        return str(Path(found).absolute())
    raise BrainError(
        "The command second-brain was not found.", "Nothing was changed. Set the program up first."
    )


def _quoted(word: str) -> str:
    """As the specification of such files has it: percent signs begin codes, and backslashes count twice."""
    word = word.replace("%", "%%")
    if not _RESERVED & set(word):
        return word
    for sign in '\\"`$':
        word = word.replace(sign, "\\" + sign)
    return '"' + word.replace("\\", "\\\\") + '"'


def _is_default() -> bool:
    """Whether the desktop took the program for such links."""
    if (program := shutil.which("xdg-mime")) is None:
        return False
    try:
        done = subprocess.run(
            [program, "default", _FILE, _KIND], check=False, capture_output=True, timeout=_WAIT
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
