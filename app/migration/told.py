"""The last page: what became of an import, whether all is still so, and what can be done about it.

Owns its words. It refuses to know what happens when a button is pressed.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import words
from app.migration.chart import Chart
from app.migration.counts import Counts
from app.migration.details import say_not_carried, say_noticed, say_set_aside, say_unattached, set_aside_count
from app.migration.sheet import BAD, CAUTION, GOOD, Marked, Sheet, button_of, label_of
from app.migration.ticks import Tick
from app.migration.works import Ended
from app.one_line import OneLine
from app.theme import GRID, Theme
from app.words import size
from core import BatchState, Checked, Deviation, Report, Undoing, Verified, tr, tr_n, tr_noop

_KINDS = {
    "changed": tr_noop("was changed"),
    "deleted": tr_noop("is in the trash"),
    "purged": tr_noop("was deleted for good"),
    "missing": tr_noop("is missing"),
    "altered": tr_noop("is not what its history says"),
}
_USED = {
    "edited": tr_noop("edited"),
    "tagged": tr_noop("tagged"),
    "linked": tr_noop("linked"),
    "linked to": tr_noop("linked to"),
    "trashed": tr_noop("trashed"),
}
_LISTED = 20
_NO_WORDS = tr_noop("A note without words")


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
        verdict = (
            report.verdict if batch.state is not BatchState.UNDONE else tr("This import was taken back.")
        )
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
                self.act(button_of(tr("Retry what was set aside"), self.retry.emit))
        say_noticed(self, report)
        say_unattached(self, report)
        say_not_carried(self, report)
        if report.backup:
            self.head(tr("Backup"))
            self.say(tr("Your notebook as it was before this import is kept here:"), muted=True)
            self.add(OneLine(theme, report.backup), tight=True)
        if batch.state is not BatchState.UNDONE:
            self.head(tr("Take it back"))
            self.say(tr("Notes that you did not use since disappear as if they had never come."), muted=True)
            self.act(button_of(tr("Undo import…"), self.undo.emit))

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
            place.addWidget(
                label_of(self.theme, tr("… and {number} more.", number=words.figure(more)), muted=True)
            )

    def _keep(self, state: BatchState) -> None:
        if state is BatchState.UNDONE:
            return
        self.head(tr("Keep version 2 until you have verified"))
        self.say(
            tr(
                "Verifying compares every note with what was imported, now or in some months. Then look at some notes"
                " yourself."
            ),
            muted=True,
        )
        self.act(button_of(tr("Verify"), self.verify.emit, name=tr("Verify the import")))


class TakingBack(Sheet):
    """What undoing an import would do."""

    def __init__(self, theme: Theme, undoing: Undoing) -> None:
        super().__init__(theme, tr("Undo the import?"))
        self._undoing = undoing
        self.say(
            tr_n(
                "{n} note disappears as if it had never come.",
                "{n} notes disappear as if they had never come.",
                undoing.removed,
            )
        )
        if undoing.restored:
            self.say(
                tr_n(
                    "{n} note becomes again what it was before.",
                    "{n} notes become again what they were before.",
                    undoing.restored,
                )
            )
        if undoing.synced:
            self.say(
                tr(
                    "Synced since: {notes}. Your other devices lose what you take back, too.",
                    notes=words.notes(undoing.synced),
                )
            )
        self._all: Tick | None = None
        if undoing.kept:
            self.head(
                tr_n("{n} note used since, which stays", "{n} notes used since, which stay", undoing.kept)
            )
            self.lines(
                f"{touched.title or tr(_NO_WORDS)} · {tr(_USED[touched.how])}"
                for touched in undoing.touched[:_LISTED]
            )
            if undoing.kept > min(len(undoing.touched), _LISTED):
                more = undoing.kept - min(len(undoing.touched), _LISTED)
                self.say(tr("… and {number} more.", number=words.figure(more)), muted=True, tight=True)
            self._all = Tick(theme, tr("Take these back, too"))
            self.choice(self._all, tr("What you did with them since goes with them."))
        self.say(
            tr("The import's files are not touched: importing them again brings everything back."), muted=True
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
        return tr("This import was taken back")
    if not report.finished:
        return tr("Stopped after {notes}", notes=words.notes(new))
    if new:
        return tr("{notes} imported", notes=words.notes(new))
    return (
        tr("All of these notes were here already")
        if report.count("identical")
        else tr("No notes were imported")
    )


def verified_words(found: Verified) -> str:
    """What was found, in a sentence."""
    if found.manifest_intact is False:
        return tr(
            "The record of this import was changed outside the program. Keep version 2, and import again."
        )
    lost = [_lost(found)] if found.lost else []
    lost += [_others(each, each.lost) for each in found.others if each.lost]
    if lost:
        return tr("Lost: {what}. Keep version 2, and import again.", what=", ".join(lost))
    if found.changed:
        return tr(
            "Nothing is lost: of {notes}, {same} are as they were imported, and {changed} were changed"
            " since.",
            notes=words.notes(found.checked),
            same=words.figure(found.same),
            changed=words.figure(found.changed),
        )
    if any(each.changed for each in found.others):
        return tr("Nothing is lost: all {notes} are as they were imported.", notes=words.notes(found.checked))
    return tr("Verified: all {notes} are as they were imported.", notes=words.notes(found.checked))


def _lost(found: Verified) -> str:
    return tr("{notes} of {all}", notes=words.notes(found.lost), all=words.figure(found.checked))


def _others(of: Checked, number: int) -> str:
    match of.kind:
        case "link":
            return tr_n("{n} link", "{n} links", number)
        case "vector":
            return tr_n("{n} vector", "{n} vectors", number)
        case "file":
            return tr_n("{n} file", "{n} files", number)


def _beside(of: Checked) -> str:
    """What became of links, vectors or files, in a line."""
    gone = [tr("{number} taken away since", number=words.figure(of.changed))] if of.changed else []
    gone += [tr("{number} lost", number=words.figure(of.lost))] if of.lost else []
    became = ", ".join(gone) or tr("as they came")
    return f"{_others(of, of.checked)}: {became}"


def _deviation(deviation: Deviation, own: str, now: datetime) -> str:
    title = deviation.title or (tr(_NO_WORDS) if deviation.memory_id else "")
    named = " · ".join(filter(None, (title, deviation.what)))
    when = f" · {words.day(deviation.since, now)}" if deviation.since else ""
    where = ""
    if deviation.device:
        where = " · " + tr("on {device}", device=words.device(deviation.device, own))
    return f"{named} · {tr(_KINDS[deviation.kind])}{when}{where}"
