"""The page behind the symbol: how sync stands, what waits, what needs the person, and the last rounds.

Owns how all that is laid out, and keeps it up to date in place. It refuses to know how anything is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import cast
from uuid import UUID

from PySide6.QtCore import Signal

from app.account import told as say
from app.account.overview import Overview, first
from app.account.sections import LISTED, Row, Section
from app.account.told import Standing
from app.announcing import announce
from app.migration.sheet import Ink, Marked, Sheet, button_of, label_of
from app.theme import Theme
from core import FileWait, tr, tr_noop
from sync.state import Word

_ROUNDS = 10
_ASIDE = tr_noop(
    "What you wrote in these notes is saved here. It does not travel until this is mended; all other notes do."
)
_KEEPING = tr_noop(
    "“Keep mine” takes it too, and then puts your notes back as they are now, on every device. A note that was deleted for"
    " good there comes back as a new note, whose history begins anew."
)


class SyncSheet(Sheet):
    """One page, which stays while it is looked at."""

    now = Signal()
    """Sync, without waiting."""
    pause = Signal()
    """Pause, or go on."""
    verify = Signal()
    """Compare everything with the server."""
    sign_in = Signal()
    """Sign in again."""
    accept = Signal()
    """Take what is held."""
    keep = Signal()
    """Take what is held, and put back what it takes away."""
    retry = Signal()
    """Try again what was set aside."""
    opened = Signal(UUID)
    """Show this note."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Sync"))
        self._state = Marked(theme, "cloud", "muted", "", "strong")
        self._more = label_of(theme, "", muted=True)
        self._now = button_of(tr("Sync now"), self.now.emit)
        self._pause = button_of(tr("Pause"), self.pause.emit)
        self._verify = button_of(tr("Compare with the server"), self.verify.emit)
        self._sign_in = button_of(tr("Sign in again…"), self.sign_in.emit, primary=True)
        self._sign_in.hide()
        self.add(self._state)
        self.add(self._more, tight=True)
        self.act(self._sign_in, self._now, self._pause, self._verify)
        self._comparing = label_of(theme, "", muted=True)
        self._comparing.hide()
        self.add(self._comparing)
        self._compared = Section(theme, tr("Compared with the server"))
        accept = button_of(tr("Take what the server has"), self.accept.emit)
        keep = button_of(tr("Keep mine"), self.keep.emit)
        self._held = Section(theme, tr("Waits for your decision"), keep, accept)
        self._aside = Section(theme, tr("Set aside"), button_of(tr("Try again"), self.retry.emit))
        self._conflicts = Section(theme, tr("Two versions"))
        self._waits = Section(theme, tr("On the way"))
        self._rounds = Section(theme, tr("The last rounds"))
        for section in (self._compared, self._held, self._conflicts, self._aside, self._waits, self._rounds):
            self.add(section)

    def tell(self, standing: Standing) -> None:
        """How it stands now."""
        state = say.told(standing)
        self._state.say(state.icon, cast(Ink, state.ink), f"{state.words[:1].upper()}{state.words[1:]}")
        self._more.setText(state.more)
        word = standing.word
        paused = word is Word.PAUSED
        self._pause.setText(tr("Go on") if paused else tr("Pause"))
        self._pause.setAccessibleName(tr("Go on with sync") if paused else tr("Pause sync"))
        able = word not in (Word.PAUSED, Word.SIGN_IN_AGAIN, None)
        for button in (self._now, self._verify):
            button.setEnabled(able)
        self._sign_in.setVisible(word is Word.SIGN_IN_AGAIN)

    def tell_compared(self, told: str) -> None:
        """What a comparison is doing, or why there is none; nothing when it was made."""
        self._comparing.setText(told)
        self._comparing.setVisible(bool(told))
        announce(self._comparing, told)

    def show_overview(self, all_of_it: Overview, moment: datetime) -> bool:
        """Everything beside the state. Whether something on the page is another thing than before."""
        changed = self._show_held(all_of_it)
        changed |= self._show_compared(all_of_it)
        changed |= self._show_conflicts(all_of_it)
        changed |= self._aside.say(
            tr(_ASIDE) if all_of_it.set_aside else "",
            [
                Row(
                    all_of_it.title(each.memory_id),
                    say.set_aside(each),
                    tr("Open"),
                    partial(self.opened.emit, each.memory_id),
                )
                for each in all_of_it.set_aside
            ],
        )
        changed |= self._show_waits(all_of_it)
        rounds = [Row(say.round_line(each, moment)) for each in all_of_it.rounds[:_ROUNDS]]
        return self._rounds.say("" if rounds else tr("None yet."), rounds) or changed

    def _show_waits(self, all_of_it: Overview) -> bool:
        told = say.waits(all_of_it.waiting, all_of_it.files)
        if any(each.words for each in all_of_it.files):
            told = f"{told} {tr(say.NOT_THROUGH)}"
        return self._waits.say(told, [self._file_row(all_of_it, each) for each in all_of_it.files])

    def _file_row(self, all_of_it: Overview, each: FileWait) -> Row:
        if each.memory_id is None:
            return Row(each.name, say.file_wait(each))
        about = say.file_wait(each, all_of_it.title(each.memory_id))
        return Row(each.name, about, tr("Open"), partial(self.opened.emit, each.memory_id))

    def _show_held(self, all_of_it: Overview) -> bool:
        risk = all_of_it.held
        if risk is None:
            return self._held.say("")
        return self._held.say(
            f"{say.held(risk)} {tr(_KEEPING)}",
            list(_threatened(all_of_it)),
            all_of_them=len(risk.deleted | risk.overwritten),
        )

    def _show_conflicts(self, all_of_it: Overview) -> bool:
        found = all_of_it.conflicts
        return self._conflicts.say(
            tr("Two versions of these notes could not be merged. Both are kept; open a note to choose.")
            if found
            else "",
            [
                Row(each.title or tr("Untitled"), "", tr("Open"), partial(self.opened.emit, each.id))
                for each in found[:LISTED]
            ],
            all_of_them=len(found),
        )

    def _show_compared(self, all_of_it: Overview) -> bool:
        found = all_of_it.compared
        if found is None:
            return self._compared.say("")
        rows = [
            Row(all_of_it.title(each), about)
            for ids, about in (
                (found.differing, tr("still differs")),
                (found.mended, tr("differed, and is even now")),
            )
            for each in first(ids)
        ]
        number = len(found.differing | found.mended)
        return self._compared.say(say.compared(found), rows, all_of_them=number)


def _threatened(all_of_it: Overview) -> Iterator[Row]:
    risk = all_of_it.held
    assert risk is not None  # asked for only then
    for ids, fate in (
        (risk.deleted, tr("would be deleted")),
        (risk.overwritten, tr("would have another text")),
    ):
        for each in first(ids)[:LISTED]:
            yield Row(all_of_it.title(each), fate)
