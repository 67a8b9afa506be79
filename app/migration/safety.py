"""The fifth page: what makes the import safe, what it needs, and the last word before it begins.

Owns its words.
"""

from __future__ import annotations

from app import words
from app.migration.names import listed
from app.migration.pace import duration
from app.migration.sheet import Sheet
from app.migration.ticks import Tick
from app.theme import Theme
from core import Choices, Duplicates, Plan, tr


class Safety(Sheet):
    """Before the import begins."""

    def __init__(self, theme: Theme, plan: Plan, choices: Choices) -> None:
        super().__init__(theme, tr("Ready to import"))
        self.say(_what(plan, choices))
        self.head(tr("Backup"))
        self._backup = Tick(theme, tr("Make a backup of this notebook first"))
        self._backup.setChecked(choices.backup)
        self.choice(
            self._backup,
            tr("It is kept in your data folder. An empty notebook needs none, and is noted as empty."),
        )
        self.head(tr("Space and time"))
        self._space(plan)
        self.mark("clock", "muted", _long(plan.seconds))
        self.head(tr("If you change your mind"))
        self.mark(
            "pause",
            "muted",
            tr("You can pause or stop it. What is here by then stays, and it can go on later."),
        )
        self.mark(
            "arrow-counter-clockwise",
            "muted",
            tr(
                "You can take it back as a whole, later too: “Undo import” on the report. Notes that you used since are"
                " listed first, and kept unless you say otherwise."
            ),
        )
        self.mark("shield-check", "muted", tr("Version 2 and its files are not touched."))

    @property
    def backup(self) -> bool:
        """Whether a backup shall be made."""
        return self._backup.isChecked()

    def _space(self, plan: Plan) -> None:
        if plan.free < 0:
            self.mark("hard-drive", "muted", _unseen(plan.space))
        elif plan.free < plan.space:
            self.mark(
                "warning",
                "caution",
                tr(
                    "It needs about {size}, and only {free} are free. Free some space first; your notes are safe.",
                    size=words.size(plan.space),
                    free=words.size(plan.free),
                ),
            )
        else:
            self.mark("hard-drive", "muted", _enough(plan.space, words.size(plan.free)))


def button_words(plan: Plan, choices: Choices) -> str:
    """What is on the button that begins: with the number, where it is known."""
    new = plan.report.count("created")
    if new and not choices.only and choices.duplicates is Duplicates.SKIP:
        return tr("Import {notes}", notes=words.notes(new))
    return tr("Import")


def _what(plan: Plan, choices: Choices) -> str:
    names = listed(plan.sources.names)
    if choices.only:
        chosen = [owner for owner in plan.owners if owner.id in choices.only]
        return tr(
            "From {names}: only the notes of {owners}, and those without an owner.",
            names=names,
            owners=", ".join(owner.name for owner in chosen) or tr("nobody"),
        )
    return tr("{notes} from {names}.", notes=words.notes(plan.report.count("created")), names=names)


def _unseen(space: int) -> str:
    if not space:
        return tr("It needs little room in your database, whose free space cannot be seen from here.")
    return tr(
        "It needs about {size} in your database, whose free space cannot be seen from here.",
        size=words.size(space),
    )


def _enough(space: int, free: str) -> str:
    if not space:
        return tr("It needs little room; {free} are free.", free=free)
    return tr("It needs about {size}; {free} are free.", size=words.size(space), free=free)


def _long(seconds: float) -> str:
    meanwhile = tr("You can go on working meanwhile.")
    if seconds <= 0:
        return meanwhile
    if seconds < 10:
        return tr("It takes some seconds.") + f" {meanwhile}"
    return tr("It takes {time}, more or less.", time=duration(seconds)) + f" {meanwhile}"
