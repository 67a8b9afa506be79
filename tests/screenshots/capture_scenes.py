"""The capture window: empty as it opens, and with a thought in it."""

from __future__ import annotations

from app.capture.capturing import Capturing
from app.theme import Mode
from tests.screenshots.stage import Stage

_THOUGHT = """# Walnut bread

Ask **Jana** for her recipe, and whether the *old* mill sells flour.

- [ ] walnuts, 200 g
- [ ] a new tin
"""


def play_capture(stage: Stage) -> None:
    """The window in front of the notebook, light and dark; nothing stays of it."""
    capturing = next(each for each in stage.window.findChildren(Capturing))
    card = capturing.card
    card.open(_THOUGHT, ("kitchen", "errand"))
    stage.wait(lambda: card.kept)
    for look in (Mode.LIGHT, Mode.DARK):
        stage.theme.set_mode(look)
        stage.rest()
        stage.keep(card.window.grab(), f"capture-{look.value}")
    stage.theme.set_mode(Mode.LIGHT)
    card.window.text.selectAll()
    card.window.text.insertPlainText("")
    card.put_aside()
    stage.wait(lambda: card.kept)
