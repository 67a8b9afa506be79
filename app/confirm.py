"""Asks before something that cannot be taken back: the real number in the question, the verb on the button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget


def confirm(parent: QWidget, question: str, more: str, verb: str, agreed: Callable[[], None]) -> None:
    """Ask without stopping the program; `agreed` is called when the person chooses the verb."""
    box = QMessageBox(parent)
    box.setWindowTitle(verb)
    box.setText(question)
    box.setInformativeText(more)
    act = box.addButton(verb, QMessageBox.ButtonRole.DestructiveRole)
    act.setProperty("dangerous", True)
    act.style().polish(act)  # the style sheet looks at properties once
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.buttonClicked.connect(lambda button: agreed() if button is act else None)
    box.finished.connect(box.deleteLater)
    box.open()
