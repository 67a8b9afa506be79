"""The third page: what is in the files, first while they are read, then as a whole, before anything is imported.

Owns its words. It refuses to know how a file is read.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QGridLayout, QProgressBar, QWidget

from app import words
from app.migration.counts import Counts, State
from app.migration.details import say_not_carried, say_noticed, say_set_aside
from app.migration.names import listed
from app.migration.sheet import Sheet, label_of
from app.one_line import OneLine
from app.theme import GRID, Theme
from app.words import size
from core import Plan, Report, Standing, tr, tr_n


class Working(Sheet):
    """Something is under way: where it is in words, as a bar, and as counts that grow."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        promise: str,
        state: State,
        first: str = "",
    ) -> None:
        """`first` are the words until something is heard; without any the files are being opened."""
        super().__init__(theme, title)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self._words = self.say(first or tr("Opening the files …"))
        self.add(self._bar)
        self._counts = Counts(theme, state)
        self.add(self._counts)
        self.say(promise, muted=True)

    def tell(self, told: str, share: float) -> None:
        """Where it is; a share of less than 0 is one that nobody knows."""
        self._words.setText(told)
        self._bar.setRange(0, 1_000 if share >= 0 else 0)
        self._bar.setValue(round(1_000 * max(share, 0.0)))
        self._bar.setAccessibleDescription(told)

    def stand(self, standing: Standing) -> None:
        """The counts so far."""
        if standing.tables:
            self._counts.show_tables(standing.tables)


class Found(Sheet):
    """What an import would do."""

    def __init__(self, theme: Theme, plan: Plan, now: datetime) -> None:
        report = plan.report
        super().__init__(theme, _title(report))
        for thing in plan.recognized:
            about = f"{thing.name} · {tr(thing.words)}" + (f" · {size(thing.size)}" if thing.size else "")
            self.say(about, muted=True, tight=True)
        if not plan.recognized:
            self.say(_about(report), muted=True, tight=True)
        if report.finished and not report.complete:
            self.mark("warning", "caution", report.verdict)
        counts = Counts(theme, "found")
        counts.show_tables(report.tables)
        self.add(counts)
        self._problems(plan)
        self._samples(report, now)
        say_noticed(self, report)
        say_set_aside(self, report)
        say_not_carried(self, report)

    def _problems(self, plan: Plan) -> None:
        if not plan.problems:
            return
        self.head(tr("Good to know before you go on"))
        for problem in plan.problems:
            often = f": {words.figure(problem.count)}" if problem.count else "."
            self.mark("warning", "caution", tr(problem.words).rstrip(".") + often)
            if problem.remedy:
                self.say(tr(problem.remedy), muted=True, tight=True)

    def _samples(self, report: Report, now: datetime) -> None:
        if not report.samples:
            return
        self.head(tr("The first of them"))
        place = QWidget()
        grid = QGridLayout(place)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        for row, sample in enumerate(report.samples):
            date = words.day(sample.created_at, now) if sample.created_at else tr("no date")
            when = label_of(self.theme, date, muted=True)
            when.setWordWrap(False)
            grid.addWidget(when, row, 0)
            grid.addWidget(OneLine(self.theme, sample.title or tr("A note without words")), row, 1)
        self.add(place)


class Failed(Sheet):
    """What went wrong, what is safe and what to do."""

    def __init__(self, theme: Theme, title: str, words_: str, hint: str) -> None:
        super().__init__(theme, title)
        self.mark("warning", "caution", words_)
        if hint:
            self.say(hint)


def worth_importing(report: Report) -> bool:
    """Whether an import could change anything."""
    return any(table.created or table.updated or table.set_aside for table in report.tables)


def _title(report: Report) -> str:
    if new := report.count("created"):
        return tr("{notes} to import", notes=words.notes(new))
    if links := report.count("created", "links"):
        return tr("{links} to import", links=words.links(links))
    if vectors := report.count("created", "vectors"):
        return tr_n("{n} vector to import", "{n} vectors to import", vectors)
    return (
        tr("All of these notes are here already") if report.count("identical") else tr("No notes to import")
    )


def _about(report: Report) -> str:
    by = listed(list(dict.fromkeys(table.written_by for table in report.tables if table.written_by)))
    return f"{report.file} · {size(report.size)}" + (f" · {by}" if by else "")
