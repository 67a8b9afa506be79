"""The states of writing that have a picture."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QTextCursor
from PySide6.QtTest import QTest

from app.editor.views import Show
from app.editor.writing import Writing
from app.theme import Mode
from tests.screenshots.stage import Stage

_BOTH = (Mode.LIGHT, Mode.DARK)
_TITLE = "Greenhouse by the south wall"
_TEXT = f"""# {_TITLE}

Where the old shed stood, as drawn in [[Bed rotation]]. The glass is **4 mm**, the base of brick.

![The wall in the evening](wall.png)

## What is left to do

1. Order the door
2. Paint the frame
- [x] Ask Jana for the spirit level
- [ ] Find out about the vents

| part  | pieces | price |
| ----- | -----: | ----: |
| Pane  |     24 |   312 |
| Hinge |      6 |    27 |

```python
# how warm it became, by the hour
def warmest(readings: list[float]) -> float:
    return max(readings, default=20.5)
```

See also [[Watering"""


def play_writing(stage: Stage) -> None:
    """A note that is being written: with its picture, a link is offered, it reads as it looks, it is searched."""
    brain = stage.session._workspace.brain  # type: ignore[union-attr]  # the notebook is open
    for text in (
        "# Bed rotation\n\nFour years, four beds.",
        "# Watering by the book\n\nEarly.",
        "# Watering cans\n\nTwo.",
    ):
        brain.create_memory(text)
    note = brain.create_memory(_TEXT.removesuffix("\n\nSee also [[Watering")).memory
    assert note is not None
    brain.create_memory(f"# Autumn\n\nMove the pots into the [[{_TITLE}|greenhouse]] before the frost.")
    brain.files.give(note, brain.files.keep(_picture(), "wall.png"))
    editor, listed = stage.notebook.editor, stage.notebook.pane.list
    stage.session._workspace.look()  # type: ignore[union-attr]  # it is open
    stage.wait(lambda: listed.ids.position_of(note) is not None)
    stage.notebook.show_note(note)
    stage.wait(lambda: editor.note == note and editor.back_links.titles)
    editor.focus_text()
    stage.wait(lambda: editor.files._chips and editor.files._chips[0].thumbnail)
    stage.shoot("writing-pictures", *_BOTH)
    editor.text.moveCursor(QTextCursor.MoveOperation.End)
    editor.text.insertPlainText("\n\nSee also ")
    QTest.keyClicks(editor.text, "[[Watering")
    stage.wait(lambda: editor.completing.offered)
    stage.shoot("writing-link", *_BOTH)
    QTest.keyClick(editor.text, Qt.Key.Key_Return)
    stage.rest()
    editor.text.moveCursor(QTextCursor.MoveOperation.Left)
    writing = next(each for each in stage.window.findChildren(Writing))
    writing.glance.look()
    stage.wait(lambda: writing.glance.told)
    stage.shoot("writing-glance", *_BOTH)
    writing.glance.go()
    editor.show_as(Show.BESIDE)
    stage.rest()
    editor.text.moveCursor(QTextCursor.MoveOperation.Start)
    stage.shoot("writing-beside", *_BOTH)
    editor.show_as(Show.TEXT)
    writing.bar.begin()
    writing.bar.field.setText("the")
    writing.bar.written.setText("that")
    stage.rest()
    writing.bar.step()
    stage.shoot("writing-find", *_BOTH)
    writing.bar.end()


def _picture() -> bytes:
    image = QImage(900, 360, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sky = QLinearGradient(0, 0, 0, 360)
    for at, color in ((0.0, "#274472"), (0.6, "#F2A65A"), (0.61, "#6B4F3A"), (1.0, "#3A2A1E")):
        sky.setColorAt(at, QColor(color))
    painter.fillRect(image.rect(), sky)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt a name
    return bytes(buffer.data().data())
