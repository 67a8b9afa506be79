"""What is said on the way from version 2: what to choose, what was found, what became of it.

Owns the words of these pages. It refuses to know how a file is read and what happens when a button is pressed.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QProgressBar, QWidget

from app import words
from app.migration.counts import Counts
from app.migration.pace import size
from app.migration.sheet import OneLine, Sheet, label_of
from app.theme import GRID, Theme
from core import BrainError, Report

LISTED = 20
"""Rows set aside that are on the page; the saved report has more of them."""

_DUMP = "pg_dump --file=second-brain-2.sql YOUR_DATABASE"


class Choosing(Sheet):
    """Which file is wanted, and how to come by it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Import from version 2")
        self.say(
            "Choose the dump of your version 2 database. It is read first, and you see what is in it before anything is"
            " imported. Version 2 itself is not touched."
        )
        self.head("If you have no dump yet")
        self.say("Where your version 2 runs, write one with this command, and bring the file here:")
        command = label_of(theme, _DUMP, "code")
        command.setObjectName("command")
        command.setAccessibleDescription("A command for the terminal")
        command.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.add(command)


class Working(Sheet):
    """Something is being read or imported."""

    def __init__(self, theme: Theme, title: str, promise: str) -> None:
        super().__init__(theme, title)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1_000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self._words = self.say("Opening the file …")
        self.add(self._bar)
        self.say(promise, muted=True)

    def tell(self, told: str, share: float) -> None:
        """Where it is."""
        self._words.setText(told)
        self._bar.setValue(round(1_000 * share))


class Found(Sheet):
    """What is in a file, before anything is imported."""

    def __init__(self, theme: Theme, path: Path, report: Report, now: datetime) -> None:
        new = report.count("created")
        super().__init__(theme, _found_title(report, new))
        by = " and ".join(dict.fromkeys(table.written_by for table in report.tables if table.written_by))
        about = f"{path.name} · {size(report.size)}" + (f" · {by}" if by else "")
        self.say(about, muted=True, tight=True)
        if report.finished and not report.complete:
            self.mark("warning", "caution", report.verdict)
        self.add(Counts(theme, report.tables, dry_run=True))
        self._samples(report, now)
        self.place_buttons()
        _details(self, report)

    def _samples(self, report: Report, now: datetime) -> None:
        if not report.samples:
            return
        self.head("The first of them")
        place = QWidget()
        grid = QGridLayout(place)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        for row, sample in enumerate(report.samples):
            date = words.day(sample.created_at, now) if sample.created_at else "no date"
            when = label_of(self.theme, date, muted=True)
            when.setWordWrap(False)
            grid.addWidget(when, row, 0)
            grid.addWidget(OneLine(self.theme, sample.title or "A note without words"), row, 1)
        self.add(place)


class Told(Sheet):
    """What became of an import."""

    def __init__(self, theme: Theme, path: Path, report: Report) -> None:
        super().__init__(theme, _told_title(report))
        self.say(f"{path.name} · {size(report.size)}" if report.size else path.name, muted=True, tight=True)
        good = report.complete
        self.mark(
            "check-circle" if good else "warning", "good" if good else "caution", report.verdict, "strong"
        )
        self.add(Counts(theme, report.tables, dry_run=False))
        self.say("Keep version 2 until you have checked your notes.")
        self.place_buttons()
        _details(self, report)


class Failed(Sheet):
    """What went wrong, what is safe and what to do."""

    def __init__(self, theme: Theme, path: Path, error: BrainError) -> None:
        super().__init__(theme, "This file could not be imported")
        self.say(path.name, muted=True, tight=True)
        self.mark("warning", "caution", error.words)
        if error.hint:
            self.say(error.hint)


def _found_title(report: Report, new: int) -> str:
    if new:
        return f"{words.notes(new)} to import"
    return "All of these notes are here already" if report.count("identical") else "No notes to import"


def _told_title(report: Report) -> str:
    new = report.count("created")
    if not report.finished:
        return f"Stopped after {words.notes(new)}"
    if new:
        return f"{words.notes(new)} imported"
    return "All of these notes were here already" if report.count("identical") else "No notes were imported"


def _details(sheet: Sheet, report: Report) -> None:
    """What was noticed, what was set aside and why, and what stays behind."""
    if report.noticed:
        sheet.head("Noticed")
        for number, line in enumerate(report.noticed):
            sheet.say(line, tight=number > 0)
    if report.set_aside:
        _set_aside(sheet, report)
    if report.not_carried:
        sheet.head("Not imported")
        sheet.say("Version 3 has no place for these tables. They stay in your dump.", muted=True)
        rows = [f"{table} ({words.rows(count)})" for table, count in sorted(report.not_carried.items())]
        sheet.say(", ".join(rows), tight=True)


def _set_aside(sheet: Sheet, report: Report) -> None:
    every = len(report.set_aside) + report.set_aside_not_listed
    sheet.head(f"Set aside: {words.rows(every)}")
    remedies = Counter(row.remedy for row in report.set_aside)
    shown = report.set_aside[:LISTED]
    for row in shown:
        sheet.say(f"Line {words.figure(row.line)}: {row.reason}")
        if row.remedy and remedies[row.remedy]:
            sheet.say(row.remedy, muted=True, tight=True)
            remedies[row.remedy] = 0  # said once, at the first row that it is for
        excerpt = " ".join(row.excerpt.split())
        if excerpt:
            sheet.add(OneLine(sheet.theme, excerpt, "code", muted=True), tight=True)
    if every > len(shown):
        sheet.say(
            f"… and {words.rows(every - len(shown))} more. Save the report to read about them.", muted=True
        )
