"""Side bar and list beside the note: which of them stand there, and how wide, in a window of any size.

Owns what a person wants to see, and what of it has room: the window is never too small for what is in it. It refuses to
know what is in a pane.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from app.library.list_pane import ListPane
from app.library.places import Places
from app.panes import holds_focus
from app.remembered import Remembered
from app.sizes import NARROW, NARROWER, PANES

_FROM = {"list": NARROWER, "places": NARROW}  # from here each stands there unasked; the list comes first


class Folding(QObject):
    """The panes before the last one, by the names by which they are remembered."""

    turned = Signal()
    """Other panes are shown now."""
    crowded = Signal()
    """A person wants a pane for which what stands beside it leaves no room."""

    def __init__(self, panes: QSplitter, places: Places, listed: ListPane, remembered: Remembered) -> None:
        super().__init__(panes)
        self._panes = panes
        self._beside: Mapping[str, Places | ListPane] = {"places": places, "list": listed}
        self._remembered = remembered
        self._by_hand: list[str] = []  # what is shown where it does not stand unasked, the last one first
        widths = remembered.panes or PANES
        self._widths = dict(zip(self._beside, widths, strict=False))  # as a person wants them
        self._given = dict(self._widths)
        panes.splitterMoved.connect(self._moved)

    @property
    def widths(self) -> list[int]:
        """How wide a person wants the panes."""
        wanted = self._widths.values()
        rest = self._panes.width() - sum(wanted) - len(wanted) * self._panes.handleWidth()
        return [*wanted, max(rest, 0)]

    def shows(self, name: str) -> bool:
        """Whether this pane is there."""
        return not self._beside[name].isHidden()

    def turn(self, name: str) -> None:
        """Show this pane, or fold it. Only in a window with room for all is that what a person wants from then on."""
        if not self.shows(name):
            self.unfold(name)
            return
        self._by_hand = [each for each in self._by_hand if each != name]
        if self._is_wide(name):
            self._remembered.show(name, False)
        self.fit()

    def unfold(self, name: str) -> None:
        """Show this pane. Where it has no room beside another one, that folds."""
        if self.shows(name):
            return
        if self._is_wide(name):
            self._remembered.show(name, True)
        pane = self._beside[name]
        instead = self._least(pane) > self._room or any(map(holds_focus, self._beside.values()))
        if self._least(pane) > self._room:
            self.crowded.emit()
        self._by_hand = [name, *(each for each in self._by_hand if each != name)]
        self.fit()
        self._by_hand = [each for each in self._by_hand if self.shows(each)]
        if instead and not any(map(holds_focus, self._beside.values())):
            pane.take_keyboard(Qt.FocusReason.OtherFocusReason)

    def come_to(self, name: str) -> None:
        """Show a pane that is folded only because it had no room."""
        if self._remembered.shown(name):
            self.unfold(name)

    def resized(self, before: int, now: int) -> None:
        """The window is wider or narrower. What was shown by hand stays until that makes a difference to it."""
        self._by_hand = [each for each in self._by_hand if (before < _FROM[each]) is (now < _FROM[each])]
        self.fit()

    def fit(self) -> None:
        """Show what is wanted and has room, as wide as there is room for it."""
        room, shown = self._room, []
        for name in dict.fromkeys((*self._by_hand, *_FROM)):
            least = self._least(self._beside[name])
            if least <= room and (name in self._by_hand or self._stands_unasked(name)):
                room -= least
                shown.append(name)
        for name, pane in self._beside.items():
            pane.setVisible(name in shown)
            more = min(max(self._widths[name] - pane.minimumWidth(), 0), room)
            if name not in shown or not self._is_wide(name):
                more = 0  # where it does not stand unasked, the note has the room
            room -= more
            self._given[name] = pane.minimumWidth() + more
        rest = self._panes.width() - sum(self._least(self._beside[name]) for name in shown)
        ends = [rest] * (self._panes.count() - len(self._beside))
        self._panes.setSizes([*self._given.values(), *ends])
        self.turned.emit()

    @property
    def _room(self) -> int:
        """What is left beside the note, or what stands in its place."""
        others = map(self._panes.widget, range(len(self._beside), self._panes.count()))
        least = (each.minimumWidth() for each in others if each and not each.isHidden())
        return self._panes.width() - max(least, default=0)

    def _least(self, pane: QWidget) -> int:
        return pane.minimumWidth() + self._panes.handleWidth()

    def _is_wide(self, name: str) -> bool:
        return self._panes.width() >= _FROM[name]

    def _stands_unasked(self, name: str) -> bool:
        return self._is_wide(name) and self._remembered.shown(name)

    def _moved(self) -> None:
        for name, width in zip(self._beside, self._panes.sizes(), strict=False):
            if self.shows(name) and width != self._given[name]:
                self._widths[name] = self._given[name] = width
