"""The guide in a window of its own, beside the notes."""

from __future__ import annotations

from app.help.reader import Reader
from app.theme import Mode
from tests.screenshots.stage import Stage


def play_help(stage: Stage) -> None:
    """The guide, where it begins."""
    stage.window.actions_["help.guide"].trigger()
    stage.wait(lambda: any(each.isVisible() for each in _readers(stage)))
    (reader,) = (each for each in _readers(stage) if each.isVisible())
    for look in (Mode.LIGHT, Mode.DARK):
        stage.theme.set_mode(look)
        stage.rest()
        stage.keep(reader.grab(), f"help-{look.value}")
    stage.theme.set_mode(Mode.LIGHT)
    reader.close()


def _readers(stage: Stage) -> list[Reader]:
    return list(stage.window.findChildren(Reader))
