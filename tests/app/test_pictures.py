"""`make screenshots` draws a picture of every main state, the one that the README shows among them; and every word of the
program in them came through the translation."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListView, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.contents import Contents
from app.theme import Theme
from core import translate_with
from tests.screenshots.scenes import play
from tests.screenshots.stage import SIZE, Stage

ROOT = Path(__file__).parents[2]
_TRANSLATED = re.compile("⟦[^⟦⟧]*⟧")
_APART = re.compile(r"[\n·,;()…⟦⟧]|: |\. ")
_ONES_OWN = {"Ctrl", "Alt", "Shift", "Return", "Delete", "Backspace", "Up", "Down", "kB", "MB", "Aa"} | {
    "OpenAI", "Deutsch", "Laptop", "Desktop", "threat", "wreath",  # the last two are the dictionary's
}  # fmt: skip
_SAID_BY_OTHERS = re.compile(
    r"Press shortcut$"  # Qt, in the field for one
    r"|The server does not know this user name with this password$|Try again$"  # the server
    r"|.* semantic tags$"  # rows of a dump
    r"|(application|image|text) "  # kinds of files
    r"|pg_dump |postgresql |python scripts |tar czf |https |tmp pytest "
    r"|the same New$"  # the end of an excerpt
    r"|Heating plan (Heating plan|Radiators|Costs)$"  # headings that a link is offered
    r"|(January|February|March|April|May|June|July|August|September|October|November|December)$"  # notes called so
)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_every_main_state_has_a_picture(
    qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, forgotten, keep = _content(), set[str](), Stage.keep
    drawn: dict[str, QSize] = {}

    def read(stage: Stage, picture: QPixmap, name: str) -> None:
        if name.replace("-dark", "-light.png") not in drawn:  # in either look it says the same
            forgotten.update(f"{name}: {piece}" for piece in _pieces() if not _ones_own(piece, content))
        drawn[f"{name}.png"] = picture.size()
        if len(drawn) == 1:  # one shows how it is saved
            keep(stage, picture, name)

    monkeypatch.setattr(Stage, "keep", read)
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    translate_with(lambda text, _: f"⟦{text}⟧")
    try:
        play(theme, tmp_path, pictures, hasty=True)
    finally:
        translate_with(None)
    kept = {path.name for path in (ROOT / "docs" / "screenshots").glob("*.png")}
    assert set(drawn) == kept
    assert "library-light.png" in drawn
    assert all(not size.isEmpty() and size.boundedTo(SIZE) == size for size in drawn.values())
    (saved,) = pictures.iterdir()
    assert QImage(str(saved)).size() == drawn[saved.name]
    assert not forgotten, "\n".join(["said without tr:", *sorted(forgotten)])


def _ones_own(piece: str, content: str) -> bool:
    """Whether words are a person's own, or nobody here says them, or they are the same in every language."""
    words = piece.split()
    if piece in content or set(words) <= _ONES_OWN or _SAID_BY_OTHERS.match(piece):
        return True
    # An excerpt leaves out markup, and so has words together that stand apart in the note.
    threes = [" ".join(words[at : at + 3]) for at in range(len(words) - 2)]
    return len(threes) > 1 and 2 * sum(three in content for three in threes) >= len(threes)


def _pieces() -> Iterator[str]:
    """What is on the screen and came through no translation, in pieces between signs, as `_plain` words."""
    for text in _texts():
        rest, less = text, _TRANSLATED.sub("\n", text)
        while less != rest:
            rest, less = less, _TRANSLATED.sub("\n", less)
        whole = re.sub("⟦.*", "", rest, flags=re.DOTALL)  # of a text that was shortened, the end is gone
        for piece in map(_plain, _APART.split(whole)):
            if piece:
                yield piece


def _texts() -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    for widget in QApplication.allWidgets():
        if not widget.isVisible():
            continue
        yield from (widget.accessibleName(), widget.accessibleDescription(), _shown(widget.toolTip()))
        if isinstance(widget, QLabel | QAbstractButton):
            yield _shown(widget.text())
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            yield widget.placeholderText()
        if isinstance(widget, QListView) and not isinstance(
            widget, Contents
        ):  # each language has its own guide
            model = widget.model()
            rows = (model.index(row, 0) for row in range(min(model.rowCount(), 40)))
            yield from (_shown(str(row.data(role) or "")) for row in rows for role in roles)
        for action in widget.actions():
            if "\t" not in action.text():  # those are Qt's own, in the menu of a text
                yield from (action.text(), action.toolTip())


def _shown(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def _plain(text: str) -> str:
    """The words of a text, without signs, figures and single letters."""
    return " ".join(word for word in re.findall(r"\w+", text) if not re.fullmatch(r"\w|[\d_]+", word))


def _content() -> str:
    """What the people of the pictures wrote and called things."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "resources" / "sample").iterdir()]
    for scene in (ROOT / "tests" / "screenshots").glob("*.py"):
        nodes = ast.walk(ast.parse(scene.read_text(encoding="utf-8")))
        texts += [
            node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
    return _plain("\n".join(texts))
