"""What a person has chosen for an import: files and folders, each recognized as soon as it is chosen, or a database.

Owns the list, and what is wrong with a thing on it. Looking into a file happens away from the window's thread. The address
of a database stays in here and is never shown: it may hold a password.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.workspace import Workspace
from core import BrainError, Recognized, Sources, tr

if TYPE_CHECKING:
    from core import Brain


@dataclass(eq=False)
class Given:
    """One thing that was chosen. While neither is known, it is being looked into."""

    name: str
    path: Path | None = None
    address: str = field(default="", repr=False)
    recognized: Recognized | None = None
    problem: BrainError | None = None

    @property
    def known(self) -> bool:
        """Whether it was looked into."""
        return self.recognized is not None or self.problem is not None


class Gathered(QObject):
    """The list of what was chosen, in its order."""

    changed = Signal()
    recognized = Signal(str)
    """In words, what a thing turned out to be."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._given: list[Given] = []

    def __iter__(self) -> Iterator[Given]:
        return iter(self._given)

    def add(self, paths: Iterable[Path]) -> None:
        """Take these in and look into them. What is on the list already is not taken twice."""
        for path in paths:
            if all(given.path != path for given in self._given):
                given = Given(path.name or str(path), path)
                self._given.append(given)
                self._look(given, _recognizing(path))
        self.changed.emit()

    def add_database(self, address: str) -> None:
        """Take a database in. Raises BrainError, without the address in it, when it cannot be the address of one."""
        address = address.strip()
        if not address:
            raise BrainError(
                tr("There is no address yet."),
                tr("It looks like this: postgresql://user:password@host/secondbrain"),
            )
        name = Sources(database=address).database_name
        given = Given(name, address=address)
        self._given.append(given)
        self._look(given, lambda brain: brain.migration.recognize_database(address))
        self.changed.emit()

    def remove(self, given: Given) -> None:
        """Take it from the list; the file itself is not touched."""
        self._given.remove(given)
        self.changed.emit()

    def clear(self) -> None:
        """Forget everything, the address of a database too."""
        self._given.clear()
        self.changed.emit()

    def problem_of(self, given: Given) -> BrainError | None:
        """What keeps this thing from being used, in words."""
        if given.problem is not None or given.recognized is None:
            return given.problem
        first = next((each for each in self._given if _is_notes(each)), None)
        return _only_one() if _is_notes(given) and given is not first else None

    @property
    def looking(self) -> bool:
        """Whether something is being looked into."""
        return not all(given.known for given in self._given)

    @property
    def usable(self) -> tuple[Given, ...]:
        """What can be imported."""
        return tuple(each for each in self._given if each.recognized and not self.problem_of(each))

    @property
    def sources(self) -> Sources:
        """The same, as an import takes it."""
        kinds: dict[str, list[Path]] = {}
        for given in self.usable:
            if given.path is not None and given.recognized is not None:
                kinds.setdefault(given.recognized.kind, []).append(given.path)
        addresses = [given.address for given in self.usable if given.address]
        return Sources(
            dump=next(iter(kinds.get("dump", [])), None),
            database=next(iter(addresses), None),
            qdrant=tuple(kinds.get("qdrant", ())),
            attachments=tuple(kinds.get("attachments", ())),
        )

    def _look(self, given: Given, question: Callable[[Brain], Recognized]) -> None:
        def found(recognized: Recognized) -> None:
            given.recognized = recognized
            self._tell(given)

        def failed(error: Exception) -> None:
            given.problem = error if isinstance(error, BrainError) else _bug()
            self._tell(given)
            if not isinstance(error, BrainError):
                raise error

        self._workspace.read(question, found, owner=self, failed=failed)

    def _tell(self, given: Given) -> None:
        problem = self.problem_of(given)
        if problem is not None:
            said = f"{problem.words} {problem.hint}".strip()
        else:
            said = tr(given.recognized.words) if given.recognized else ""
        self.changed.emit()
        self.recognized.emit(f"{given.name}: {said}")


def _recognizing(path: Path) -> Callable[[Brain], Recognized]:
    return lambda brain: brain.migration.recognize(path)


def _is_notes(given: Given) -> bool:
    return given.recognized is not None and given.recognized.kind in ("dump", "database")


def _only_one() -> BrainError:
    return BrainError(
        tr("An import reads one dump or one database at a time, so this one is left out."),
        tr("Remove the other one to use it."),
    )


def _bug() -> BrainError:
    return BrainError(
        tr("Something went wrong while looking into this. Nothing was changed."),
        tr("Remove it, and choose it again."),
    )
