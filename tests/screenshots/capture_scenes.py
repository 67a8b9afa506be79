"""The capture window with a thought in it, and how capturing is set up."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.capture.capturing import Capturing
from app.theme import Mode
from tests.screenshots.stage import Stage

_THOUGHT = """# Walnut bread

Ask **Jana** for her recipe, and whether the *old* mill sells flour.

- [ ] walnuts, 200 g
- [ ] a new tin
"""


def play_capture(stage: Stage) -> None:
    """Both, light and dark; nothing stays of them."""
    capturing = next(each for each in stage.window.findChildren(Capturing))
    card = capturing.card
    card.open(_THOUGHT, ("kitchen", "errand"))
    stage.wait(lambda: card.kept)
    _both(stage, card.window, "capture")
    capturing.show_settings()
    assert capturing.settings is not None
    dialog = capturing.settings.window()
    _both(stage, dialog, "capture-settings")
    dialog.hide()
    card.window.text.selectAll()
    card.window.text.insertPlainText("")
    card.put_aside()
    stage.wait(lambda: card.kept)


def _both(stage: Stage, window: QWidget, name: str) -> None:
    for look in (Mode.LIGHT, Mode.DARK):
        stage.theme.set_mode(look)
        stage.rest()
        stage.keep(window.grab(), f"{name}-{look.value}")
    stage.theme.set_mode(Mode.LIGHT)
