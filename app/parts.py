"""The places of the open notebook beside its three panes, each built once the notebook is on the screen.

Owns which there are, in which order they are built, and what each is given. It refuses to know what they do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from app.arrival import Arrival
    from app.editor.text import NoteText
    from app.instance import Wish
    from app.library.deeds import Deeds
    from app.notebook import Notebook
    from app.remembered import Remembered
    from app.theme import Theme
    from app.window import Window
    from app.workspace import Workspace

PARTS: tuple[str, ...] = (
    "app.library.taking_back:TakingBack",
    "app.library.tag_deeds:TagDeeds",
    "app.library.many:Many",
    "app.library.unsaved:UnsavedNotes",
    "app.library.file_reading:FileReading",
    "app.library.file_copying:FileCopying",
    "app.capture.capturing:Capturing",
    "app.capture.making:Making",
    "app.history.place:TimePlace",
    "app.capture.dropping:Dropping",
    "app.settings.sizes:Sizes",
    "app.settings.language:Language",
    "app.settings.place:SettingsPlace",
    "app.finding.place:Finding",
    "app.editor.writing:Writing",
    "app.spelling.place:Spelling",
    "app.help.place:HelpPlace",
    "app.resuming:Resuming",
    "app.exchange.place:ExchangePlace",
)
"""`module:Class` of each part. The class takes a `Shell`, says with `shell.window.actions_.on` what its actions do, and is
built after the first notes are shown, so that none of them makes the start slower."""


@dataclass(frozen=True, slots=True)
class Shell:
    """What a part may use of the window around it."""

    window: Window
    notebook: Notebook
    workspace: Workspace
    theme: Theme
    remembered: Remembered
    deeds: Deeds
    arrival: Arrival
    home: Path
    """The data folder."""
    texts: dict[NoteText, Callable[[], UUID | None]] = field(default_factory=dict)
    """Where a part lets write beside the open note: each text, with what tells which note it becomes."""
    panels: dict[str, Callable[[], QWidget]] = field(default_factory=dict)
    """What a part brings to the page of settings: by the id of the setting, what makes a fresh widget for it."""


class Part(Protocol):
    """A place of the window, and what belongs to it."""

    def end(self) -> None:
        """The window is about to close: keep what a person would miss. It may stay after all, and be closed later."""


@runtime_checkable
class Heeding(Protocol):
    """A part that understands wishes of a later start."""

    def heed(self, wish: Wish) -> None:
        """Do what it says, if it is for this part."""


def heed(parts: list[Part], wish: Wish) -> None:
    """Tell a wish to those that understand some."""
    for part in parts:
        if isinstance(part, Heeding):
            part.heed(wish)


@runtime_checkable
class Keeping(Protocol):
    """A part in which something is typed."""

    @property
    def kept(self) -> bool:
        """Whether all of it is safe."""


def all_kept(parts: list[Part]) -> bool:
    """Whether nothing that is typed in any of them would be lost."""
    return all(part.kept for part in parts if isinstance(part, Keeping))


def build(shell: Shell) -> list[Part]:
    """Build them all, in their order."""
    built: list[Part] = []
    for name in PARTS:
        module, _, kind = name.partition(":")
        built.append(getattr(import_module(module), kind)(shell))
    return built
