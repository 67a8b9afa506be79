"""What a command prints: words and tables for a person, lines for a pipe, one JSON document for a program.

Owns the difference between the three. Text from notes never reaches a terminal with its control characters. rich is
imported only where there is a terminal to draw on.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_STEP_AFTER = 0.8  # seconds: a start that is quicker needs no words
Progress = Callable[[int, int], None]
Stage = Callable[[str, int, int], None]


class Screen:
    """The two ends of a command's output: its answer on stdout, everything else on stderr."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self._started = time.monotonic()

    def answer(self, values: Mapping[str, Any], text: Callable[[], None] | str) -> None:
        """The command's answer: these values with --json, else this text or what this function prints."""
        if self.as_json:
            indent = 2 if sys.stdout.isatty() else None
            sys.stdout.write(json.dumps(values, ensure_ascii=False, indent=indent) + "\n")
        elif callable(text):
            text()
        else:
            self.line(text)

    def line(self, text: str) -> None:
        """A line of the answer."""
        sys.stdout.write(shown(text) + "\n")

    def fitting(self, text: str) -> None:
        """A line of the answer, on a terminal cut where the terminal ends."""
        if sys.stdout.isatty():
            columns = shutil.get_terminal_size().columns
            text = text if len(text) <= columns else f"{text[: columns - 1]}…"
        self.line(text)

    def exact(self, text: str) -> None:
        """A note's text, to a pipe exactly as it is."""
        if sys.stdout.isatty():
            sys.stdout.write(shown(text, lines=True) + ("" if text.endswith("\n") else "\n"))
        else:
            sys.stdout.flush()
            sys.stdout.write(text)

    def table(self, rows: Sequence[Sequence[str]], wide: int) -> None:
        """Rows of cells: aligned on a terminal, where the column `wide` gives way; with tabs between them in a pipe."""
        if not sys.stdout.isatty():
            for row in rows:
                sys.stdout.write("\t".join(_cell(cell) for cell in row) + "\n")
            return
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        grid = Table.grid(padding=(0, 2), expand=False)
        for number in range(len(rows[0]) if rows else 0):
            grid.add_column(no_wrap=True, overflow="ellipsis", ratio=1 if number == wide else None)
        for row in rows:
            grid.add_row(*(Text(_cell(cell)) for cell in row))
        Console(highlight=False, emoji=False).print(grid)

    def aside(self, text: str) -> None:
        """Words beside the answer."""
        sys.stderr.write(shown(text, lines=True) + "\n")

    def problem(self, words: str, hint: str) -> None:
        """What went wrong: as JSON it is the answer."""
        if self.as_json:
            self.answer({"error": {"words": words, "hint": hint}}, "")
        else:
            self.aside(f"{words}\n{hint}" if hint else words)

    def step(self, words: str) -> None:
        """A step of opening the notebook; shown when it takes long enough to wonder."""
        if sys.stderr.isatty() and time.monotonic() - self._started > _STEP_AFTER:
            self.aside(f"{words} …")

    @contextmanager
    def progress(self, words: str, unit: str) -> Iterator[Progress]:
        """Something that hears how far long work is, and draws it on a terminal. A `unit` of "bytes" is shown as MB."""
        if not sys.stderr.isatty():
            yield lambda _done, _total: None
            return
        from rich import progress as bars
        from rich.console import Console

        figures: tuple[Any, ...] = (bars.MofNCompleteColumn(), bars.TextColumn(unit))
        if unit == "bytes":
            figures = (bars.DownloadColumn(),)
        columns = (
            bars.TextColumn("{task.description}"),
            bars.BarColumn(),
            *figures,
            bars.TimeRemainingColumn(),
        )
        with bars.Progress(*columns, console=Console(stderr=True), transient=True) as drawn:
            task = drawn.add_task(words, total=None)
            yield lambda done, total: drawn.update(task, completed=done, total=total or None)

    @contextmanager
    def stages(self) -> Iterator[Stage]:
        """Something that hears of work with several stages: the words of the one that is on, how much of it is done, and how
        much there is, 0 where that is not known. Drawn on a terminal."""
        if not sys.stderr.isatty():
            yield lambda _words, _done, _total: None
            return
        from rich import progress as bars
        from rich.console import Console

        columns = (
            bars.TextColumn("{task.description}", markup=False),
            bars.BarColumn(bar_width=20),
            bars.TaskProgressColumn(),
            bars.TimeRemainingColumn(),
        )
        with bars.Progress(*columns, console=Console(stderr=True), transient=True) as drawn:
            task = drawn.add_task("", total=None)

            def stage(words: str, done: int, total: int) -> None:
                if done < drawn.tasks[0].completed:  # another stage, with a pace of its own
                    drawn.reset(task)
                drawn.update(task, description=shown(words), completed=done, total=total or None)

            yield stage


def shown(text: str, lines: bool = False) -> str:
    """Text with no character that could command a terminal; line ends stay only when `lines` is given."""
    text = text.replace("\r\n", "\n") if lines else text
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text if lines else text.replace("\n", " "))


def short_id(id_: UUID) -> str:
    """On a terminal the end of an id, which differs where notes were written one after the other."""
    return f"…{str(id_)[-8:]}" if sys.stdout.isatty() else str(id_)


def _cell(text: str) -> str:
    return shown(text.replace("\t", " "))
