"""What every command is told, and the one way in which a command runs and fails.

Owns the options that all commands share (they may stand before or after the command's name), the opening of the notebook,
and the translation of whatever goes wrong into words and an exit code.
"""

from __future__ import annotations

import inspect
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints
from uuid import UUID

import typer

from app.cli.screen import Screen

if TYPE_CHECKING:
    from types import FrameType

    from core import Brain

STOPPED = 130
_EVERYWHERE = "Everywhere"

Home = Annotated[
    str | None,
    typer.Option(
        "--home", metavar="FOLDER", help="Keep the notes in this folder.", rich_help_panel=_EVERYWHERE
    ),
]
Database = Annotated[
    str | None,
    typer.Option("--database", metavar="URL", help="Use this Postgres.", rich_help_panel=_EVERYWHERE),
]
Json = Annotated[
    bool, typer.Option("--json", help="Answer with one JSON document.", rich_help_panel=_EVERYWHERE)
]


@dataclass(frozen=True)
class Asked:
    """The shared options of this run, and the screen to answer on."""

    home: str | None
    database: str | None
    screen: Screen

    @contextmanager
    def brain(self) -> Iterator[Brain]:
        """The notebook, open for this command."""
        from core import open_brain

        with open_brain(self.home, self.database, progress=self.screen.step) as brain:
            yield brain

    def place(self) -> Path:
        """The home folder, whether it can be used or not."""
        from core import home_folder

        return home_folder(self.home)


Command = Callable[..., None]


def asking(command: Command) -> Command:
    """The command as typer wants it: its first parameter, an `Asked`, gives way to the shared options."""
    hints = get_type_hints(command, include_extras=True)
    own = list(inspect.signature(command).parameters.values())[1:]

    def run(context: typer.Context, home: Home, database: Database, as_json: Json, **given: Any) -> None:
        before: dict[str, Any] = context.obj or {}
        screen = Screen(as_json or before.get("as_json", False))
        asked = Asked(home or before.get("home"), database or before.get("database"), screen)
        with told_in_words(asked):
            command(asked, **given)

    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [
        inspect.Parameter("context", keyword, annotation=typer.Context),
        *(each.replace(kind=keyword, annotation=hints[each.name]) for each in own),
        inspect.Parameter("home", keyword, default=None, annotation=Home),
        inspect.Parameter("database", keyword, default=None, annotation=Database),
        inspect.Parameter("as_json", keyword, default=False, annotation=Json),
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # how inspect wants to be told
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    run.__name__, run.__doc__ = command.__name__, command.__doc__
    return run


@contextmanager
def told_in_words(asked: Asked) -> Iterator[None]:
    """Turns whatever ends a command early into words and an exit code. Nobody is shown a traceback."""
    from core import BrainError, Cancelled

    try:
        yield
        sys.stdout.flush()
    except BrainError as problem:
        asked.screen.problem(problem.words, problem.hint)
        raise typer.Exit(1) from None
    except (KeyboardInterrupt, Cancelled, typer.Abort):
        asked.screen.problem("Stopped.", "What was done before is safe, and nothing is half done.")
        raise typer.Exit(STOPPED) from None
    except BrokenPipeError:  # whoever read our answer has had enough of it
        raise typer.Exit(0) from None
    except (typer.Exit, typer.BadParameter):
        raise
    except Exception as bug:  # noqa: BLE001 - the last line of defense: a bug is logged and told in one sentence
        from app.cli.bugs import report

        asked.screen.problem(*report(bug, asked.place(), asked.database))
        raise typer.Exit(1) from None


@contextmanager
def stoppable(asked: Asked) -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed: the first time work ends where nothing is half done, the second time at once."""
    pressed = False

    def press(_number: int, _frame: FrameType | None) -> None:
        nonlocal pressed
        if pressed:
            raise KeyboardInterrupt
        pressed = True
        asked.screen.aside("Stopping …")

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)


def note_id(brain: Brain, text: str) -> UUID:
    """The note that a person means: a whole id, or six or more characters that only one note's id begins or ends with.

    Raises BrainError when there is none, or more than one.
    """
    from core import NotFound, View

    try:
        return UUID(text)
    except ValueError:
        pass
    ids = [each for view in (View(), View(trash=True)) for each in map(str, brain.memory_ids(view))]
    found = one_id(text, ids)
    if found is None:
        raise NotFound(text)
    return UUID(found)


def one_id(text: str, ids: Iterable[str]) -> str | None:
    """The one of these ids that begins or ends with six or more characters that a person typed; None when there is none.

    Raises BrainError when there are several.
    """
    from core import BrainError

    part = text.strip("… ").lower()
    if len(part.replace("-", "")) < 6 or not set(part) <= set("0123456789abcdef-"):
        return None
    found = [each for each in ids if each.startswith(part) or each.endswith(part)]
    if len(found) > 1:
        raise BrainError(f"{len(found)} ids begin or end with {part}.", "Type more of it.")
    return found[0] if found else None
