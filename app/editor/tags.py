"""The tags of the open note: a chip for each, and a field that adds one and knows those that exist.

Owns how tags are shown and typed. What they are is told from outside, and a wish to change them is told there.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QSizePolicy, QWidget

from app.chip import Chip
from app.direction import step_across
from app.editor.plaintext import without_impossible
from app.flow import Flow
from app.sizes import CHIP, CHIP_LEAST, FIELD_SMALL
from app.theme import GRID, Theme
from core import tr

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CONTROL = Qt.KeyboardModifier.ControlModifier


class Tags(QWidget):
    """The row of tags."""

    changed = Signal(tuple)
    """The person wants the note to have these tags."""
    wanted = Signal()
    """Somebody is about to type a tag: tell which exist by `know`."""
    left = Signal()
    """Esc was pressed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tags: tuple[str, ...] = ()
        self._can_change = True
        self._known: dict[str, str] = {}
        self._flow = Flow(self, GRID, fill=True)
        self._chips: list[Chip] = []
        self.field = Field(theme, self)
        self._flow.addWidget(self.field)
        self.setAccessibleName(tr("Tags of the note"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.field.entered.connect(self._add)
        self.field.removed_last.connect(self._remove_last)
        self.field.went_left.connect(self._go_left)
        self.field.focused.connect(self.wanted)
        self.field.left.connect(self.left)

    def show_tags(self, tags: tuple[str, ...], *, can_change: bool = True) -> None:
        """Show these tags; what is half typed stays."""
        self.field.setVisible(can_change)
        if (tags, can_change) == (self._tags, self._can_change):
            return
        self._can_change = can_change
        at = next((number for number, chip in enumerate(self._chips) if chip.hasFocus()), None)
        self._tags = tags
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(tag, can_change) for tag in tags]
        before = self._before()
        for number, chip in enumerate(self._chips):
            self._flow.insert(number, chip)
            QWidget.setTabOrder(before, chip)  # made later than the field, and read before it
            before = chip
            chip.show()
        if at is not None:
            (self._chips[min(at, len(tags) - 1)] if tags else self.field).setFocus()
        self.updateGeometry()

    def know(self, tags: Iterable[str]) -> None:
        """These tags exist in the notebook."""
        self._known = {tag.casefold(): tag for tag in tags}
        self.field.offer(sorted(self._known.values(), key=str.casefold))

    def _before(self) -> QWidget:
        """What has the focus before the tags, when one goes on with Tab."""
        before = self.field.previousInFocusChain()
        while before is not None and before is not self.field:
            if before.focusPolicy() is not Qt.FocusPolicy.NoFocus and not before.isAncestorOf(self.field):
                return before
            before = before.previousInFocusChain()
        return self.field

    def _chip(self, tag: str, can_change: bool) -> Chip:
        chip = Chip(
            tag,
            self._theme,
            self,
            name=tr("Tag {tag}", tag=tag),
            description=tr("Backspace removes it from the note."),
        )
        chip.setEnabled(can_change)
        chip.removed.connect(lambda: self._remove(tag))
        chip.moved.connect(lambda step: self._move(chip, step))
        chip.typed.connect(self._type_on)
        chip.left.connect(self.left)
        return chip

    def _move(self, chip: Chip, step: int) -> None:
        at = self._chips.index(chip) + step
        (self._chips[at] if 0 <= at < len(self._chips) else self.field if step > 0 else chip).setFocus()

    def _type_on(self, event: QKeyEvent) -> None:
        """Who types on a chip adds a tag: Tab leads to the first of them, and nothing that is typed is for nothing."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.keyPressEvent(event)

    def _add(self, typed: str) -> None:
        tag = " ".join(without_impossible(typed)[0].split()).lstrip("#").strip()
        tag = self._known.get(tag.casefold(), tag)
        if tag and tag.casefold() not in {each.casefold() for each in self._tags}:
            self._change((*self._tags, tag))

    def _remove(self, tag: str) -> None:
        self._change(tuple(each for each in self._tags if each != tag))

    def _remove_last(self) -> None:
        if self._tags:
            self._remove(self._tags[-1])

    def _go_left(self) -> None:
        if self._chips:
            self._chips[-1].setFocus()

    def _change(self, tags: tuple[str, ...]) -> None:
        self.show_tags(tags)
        self.changed.emit(tags)


class Field(QLineEdit):
    """Where a tag is typed: Enter, a comma or leaving adds it; Backspace in the empty field removes the last one."""

    entered = Signal(str)
    agreed = Signal()
    """Enter was pressed where nothing is typed: that was all."""
    removed_last = Signal()
    went_left = Signal()
    focused = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tagField")
        self.setFont(theme.font("small"))
        self.setPlaceholderText(tr("Add a tag"))
        self.setAccessibleName(tr("Add a tag"))
        self.setAccessibleDescription(
            tr("Enter or a comma adds it. Backspace in the empty field removes the last tag.")
        )
        self.setFixedHeight(CHIP)
        # No color by name: the palette's link color is the accent, for the ring around what has the focus.
        self.setStyleSheet(
            "#tagField { border: 2px solid transparent; border-radius: 6px; background: transparent; }"
            "#tagField { padding: 0 2px; margin: 0 }"
            "#tagField:focus { border-color: palette(link) }"
        )
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(8)
        popup = completer.popup()
        assert popup is not None  # a completer that shows a list has one
        popup.setFont(theme.font("body"))
        popup.setAccessibleName(tr("Tags that exist"))
        popup.setStyleSheet("border: 1px solid palette(mid); padding: 4px")
        self.setCompleter(completer)
        completer.activated.connect(lambda _: self.enter(), Qt.ConnectionType.QueuedConnection)
        self.returnPressed.connect(self.enter)
        self.textEdited.connect(self._edited)

    def offer(self, tags: list[str]) -> None:
        """Complete to one of these."""
        self._model.setStringList(tags)

    def sizeHint(self) -> QSize:
        """Called by Qt: in each language there is room for the words that say what it is for."""
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return QSize(max(FIELD_SMALL, words + 4 * GRID), CHIP)

    def minimumSizeHint(self) -> QSize:
        """Called by Qt."""
        return QSize(CHIP_LEAST, CHIP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Called by Qt."""
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.removed_last.emit()
        elif event.key() in _ENTER and not self.text() and not event.modifiers() & _CONTROL:
            self.agreed.emit()
        elif step_across(event, self) < 0 and not self.text():
            self.went_left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Called by Qt. Tab takes a tag that is offered, as it takes a title in the text, in place of going on."""
        tab = (
            isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
            and event.type() == QEvent.Type.KeyPress
        )
        return (tab and self._take_offered()) or super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Called by Qt."""
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Called by Qt. Another window, or a list over this one, is no leaving: half a word is no tag yet."""
        super().focusOutEvent(event)
        away = event.reason() is Qt.FocusReason.ActiveWindowFocusReason
        if not away and QApplication.activePopupWidget() is None:
            self.enter()

    def _take_offered(self) -> bool:
        popup = self.completer().popup()
        if popup is None or not popup.isVisible():
            return False
        chosen = popup.currentIndex()
        self.setText(chosen.data() if chosen.isValid() else self.completer().currentCompletion())
        popup.hide()
        self.enter()
        return True

    def enter(self) -> None:
        """What is typed is a tag."""
        text = self.text()
        self.clear()
        if text.strip():
            self.entered.emit(text)

    def _edited(self, text: str) -> None:
        if "," in text:
            *whole, rest = text.split(",")
            self.setText(rest.lstrip())
            for tag in whole:
                self.entered.emit(tag)
