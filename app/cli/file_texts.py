"""The text of files on the command line: reading it, and what search cannot look into.

Owns the words around it. Reading can be stopped at any time and goes on with the next command that reads.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, Literal

import typer

from app.cli.asked import STOPPED, Asked, stoppable
from app.cli.screen import short_id
from app.words import files

if TYPE_CHECKING:
    from uuid import UUID

    from core import Brain


def read_files(
    asked: Asked, brain: Brain, stopped: Callable[[], bool], only: Collection[str] | None = None
) -> bool:
    """Read the text of files that nobody has read yet, all or these contents, so that search finds their notes.

    What cannot be read now is told beside the command's own answer, which it does not keep back: False then."""
    from core import BrainError

    try:
        with asked.screen.progress("Reading files", "files") as progress:
            brain.file_texts.read(progress, stopped, only)
    except BrainError as error:
        asked.screen.aside(f"{error.words}\n{error.hint}")
        return False
    return True


def tell_read(asked: Asked, brain: Brain, switch: Literal["on", "off"] | None = None) -> None:
    """The same, and a list of what search cannot look into, or not as a whole; switched on or off first."""
    if switch is not None:
        brain.file_texts.switch(switch == "on")
    with stoppable(asked) as stopped:
        whole = read_files(asked, brain, stopped)
    waiting = brain.file_texts.waiting()
    lacking = brain.file_texts.lacking()

    on = brain.file_texts.is_on

    def text() -> None:
        if not on:
            asked.screen.aside("Search does not look into files. Let it: second-brain files --texts on")
            return
        asked.screen.table([(name, why, short_id(note), title) for note, title, name, why in lacking], wide=3)
        if waiting.elsewhere:
            asked.screen.aside(f"{files(waiting.elsewhere)} not on this device: read when they come.")
        if not (lacking or waiting.here or waiting.elsewhere):
            asked.screen.aside("Search finds the text of every file that has one.")

    asked.screen.answer(reading_values(on, waiting.here, waiting.elsewhere, lacking), text)
    if stopped():
        raise typer.Exit(STOPPED)
    if not whole:
        raise typer.Exit(1)


def reading_values(
    on: bool, waiting: int, elsewhere: int, lacking: tuple[tuple[UUID, str, str, str], ...]
) -> dict[str, Any]:
    """Whether search looks into files, how far reading is, and what could not be read."""
    told = [
        {"id": str(note), "title": title, "name": name, "words": why} for note, title, name, why in lacking
    ]
    return {"on": on, "waiting": waiting, "elsewhere": elsewhere, "lacking": told}
