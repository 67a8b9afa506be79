"""The last page: what became of an import, whether all is still so, and what can be done about it.

Owns its words. It refuses to know what happens when a button is pressed.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import words
from app.migration.bringing import Ended
from app.migration.chart import Chart
from app.migration.counts import Counts
from app.migration.details import say_not_carried, say_noticed, say_set_aside, say_unattached, set_aside_count
from app.migration.sheet import BAD, CAUTION, GOOD, Marked, OneLine, Sheet, button_of, label_of
from app.migration.ticks import Tick
from app.theme import GRID, Theme
from app.words import size
from core import BatchState, Checked, Deviation, Report, Undoing, Verified

_KINDS = {
    "changed": "was changed",
    "deleted": "is in the trash",
    "purged": "was deleted for good",
    "missing": "is missing",
    "altered": "is not what its history says",
}
_LISTED = 20
_NO_WORDS = "A note without words"


class Told(Sheet):
    """The report of an import."""

    verify = Signal()
    retry = Signal()
    undo = Signal()

    def __init__(self, theme: Theme, ended: Ended) -> None:
        report, batch = ended.report, ended.batch
        super().__init__(theme, told_title(report, batch.state))
        names = ", ".join(batch.names) or report.file
        self.say(f"{names} · {size(report.size)}" if report.size else names, muted=True, tight=True)
        good = report.complete and batch.state is not BatchState.UNDONE
        verdict = report.verdict if batch.state is not BatchState.UNDONE else "This import was taken back."
        self.mark(*(GOOD if good else CAUTION), verdict, "strong")
        self._verified = QWidget()
        column = QVBoxLayout(self._verified)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        self._verified.hide()
        self.add(self._verified)
        counts = Counts(theme, "told")
        counts.show_tables(report.tables)
        self.add(counts)
        if report.count("created") + report.count("identical") + report.count("updated"):
            self.add(Chart(theme, report))
        self._keep(batch.state)
        if set_aside_count(report):
            say_set_aside(self, report)
            if batch.state is BatchState.FINISHED:
                self.act(button_of("Retry what was set aside", self.retry.emit))
        say_noticed(self, report)
        say_unattached(self, report)
        say_not_carried(self, report)
        if report.backup:
            self.head("Backup")
            self.say("Your notebook as it was before this import is kept here:", muted=True)
            self.add(OneLine(theme, report.backup), tight=True)
        if batch.state is not BatchState.UNDONE:
            self.head("Take it back")
            self.say("Notes that you did not use since disappear as if they had never come.", muted=True)
            self.act(button_of("Undo import…", self.undo.emit))

    def show_verified(self, found: Verified, now: datetime) -> None:
        """What was found when the notebook was compared with the import."""
        self._verified.show()
        place = self._verified.layout()
        assert place is not None  # made with it
        while (item := place.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        place.addWidget(Marked(self.theme, *(GOOD if found.sound else BAD), verified_words(found), "strong"))
        for other in found.others:
            if other.checked:
                place.addWidget(label_of(self.theme, _beside(other), muted=True))
        for deviation in found.deviations[:_LISTED]:
            place.addWidget(OneLine(self.theme, _deviation(deviation, found.device, now)))
        every = found.changed + found.lost + sum(each.changed + each.lost for each in found.others)
        if every > min(len(found.deviations), _LISTED):
            more = every - min(len(found.deviations), _LISTED)
            place.addWidget(label_of(self.theme, f"… and {words.figure(more)} more.", muted=True))

    def _keep(self, state: BatchState) -> None:
        if state is BatchState.UNDONE:
            return
        self.head("Keep version 2 until you have verified")
        self.say(
            "Verifying compares every note with what was imported, now or in some months. Then look at some notes"
            " yourself.",
            muted=True,
        )
        self.act(button_of("Verify", self.verify.emit, name="Verify the import"))


class TakingBack(Sheet):
    """What undoing an import would do."""

    def __init__(self, theme: Theme, undoing: Undoing) -> None:
        super().__init__(theme, "Undo the import?")
        self._undoing = undoing
        self.say(f"{words.notes(undoing.removed)} disappear as if they had never come.")
        if undoing.restored:
            self.say(f"{words.notes(undoing.restored)} become again what they were before.")
        if undoing.synced:
            self.say(
                f"Synced since: {words.notes(undoing.synced)}. Your other devices lose what you take back, too."
            )
        self._all: Tick | None = None
        if undoing.kept:
            self.head(f"{words.notes(undoing.kept)} used since, which stay")
            self.lines(
                f"{touched.title or _NO_WORDS} · {touched.how}" for touched in undoing.touched[:_LISTED]
            )
            if undoing.kept > min(len(undoing.touched), _LISTED):
                more = undoing.kept - min(len(undoing.touched), _LISTED)
                self.say(f"… and {words.figure(more)} more.", muted=True, tight=True)
            self._all = Tick(theme, "Take these back, too")
            self.choice(self._all, "What you did with them since goes with them.")
        self.say(
            "The import's files are not touched: importing them again brings everything back.", muted=True
        )

    @property
    def everything(self) -> bool:
        """Whether also the notes that were used since shall go."""
        return self._all is not None and self._all.isChecked()

    @property
    def number(self) -> int:
        """How many notes would go."""
        return self._undoing.removed + (self._undoing.kept if self.everything else 0)


def told_title(report: Report, state: BatchState) -> str:
    """What became of an import, in a few words."""
    new = report.count("created")
    if state is BatchState.UNDONE:
        return "This import was taken back"
    if not report.finished:
        return f"Stopped after {words.notes(new)}"
    if new:
        return f"{words.notes(new)} imported"
    return "All of these notes were here already" if report.count("identical") else "No notes were imported"


def verified_words(found: Verified) -> str:
    """What was found, in a sentence."""
    if found.manifest_intact is False:
        return "The record of this import was changed outside the program. Keep version 2, and import again."
    lost = [f"{words.notes(found.lost)} of {words.figure(found.checked)}"] if found.lost else []
    lost += [_others(each, each.lost) for each in found.others if each.lost]
    if lost:
        return f"Lost: {', '.join(lost)}. Keep version 2, and import again."
    if found.changed:
        return (
            f"Nothing is lost: of {words.notes(found.checked)}, {words.figure(found.same)} are as they were imported,"
            f" and {words.figure(found.changed)} were changed since."
        )
    if any(each.changed for each in found.others):
        return f"Nothing is lost: all {words.notes(found.checked)} are as they were imported."
    return f"Verified: all {words.notes(found.checked)} are as they were imported."


def _others(of: Checked, number: int) -> str:
    return f"{words.figure(number)} {of.kind}{'' if number == 1 else 's'}"


def _beside(of: Checked) -> str:
    """What became of links, vectors or files, in a line."""
    gone = [f"{words.figure(of.changed)} taken away since"] if of.changed else []
    gone += [f"{words.figure(of.lost)} lost"] if of.lost else []
    return f"{_others(of, of.checked)}: {', '.join(gone) or 'as they came'}"


def _deviation(deviation: Deviation, own: str, now: datetime) -> str:
    title = deviation.title or (_NO_WORDS if deviation.memory_id else "")
    named = " · ".join(filter(None, (title, deviation.what)))
    when = f" · {words.day(deviation.since, now)}" if deviation.since else ""
    where = f" · on {words.device(deviation.device, own)}" if deviation.device else ""
    return f"{named} · {_KINDS[deviation.kind]}{when}{where}"
