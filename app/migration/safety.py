"""The fifth page: what makes the import safe, what it needs, and the last word before it begins.

Owns its words.
"""

from __future__ import annotations

from app import words
from app.migration.pace import duration
from app.migration.sheet import Sheet
from app.migration.ticks import Tick
from app.theme import Theme
from core import Choices, Duplicates, Plan


class Safety(Sheet):
    """Before the import begins."""

    def __init__(self, theme: Theme, plan: Plan, choices: Choices) -> None:
        super().__init__(theme, "Ready to import")
        self.say(_what(plan, choices))
        self.head("Backup")
        self._backup = Tick(theme, "Make a backup of this notebook first")
        self._backup.setChecked(choices.backup)
        self.choice(
            self._backup,
            "It is kept in your data folder. An empty notebook needs none, and is noted as empty.",
        )
        self.head("Space and time")
        self._space(plan)
        self.mark("clock", "muted", f"{_long(plan.seconds)}You can go on working meanwhile.")
        self.head("If you change your mind")
        self.mark(
            "pause", "muted", "You can pause or stop it. What is here by then stays, and it can go on later."
        )
        self.mark(
            "arrow-counter-clockwise",
            "muted",
            "You can take it back as a whole, later too: “Undo import” on the report. Notes that you used since are"
            " listed first, and kept unless you say otherwise.",
        )
        self.mark("shield-check", "muted", "Version 2 and its files are not touched.")

    @property
    def backup(self) -> bool:
        """Whether a backup shall be made."""
        return self._backup.isChecked()

    def _space(self, plan: Plan) -> None:
        needed = f"It needs about {words.size(plan.space)}" if plan.space else "It needs little room"
        if plan.free < 0:
            self.mark(
                "hard-drive",
                "muted",
                f"{needed} in your database, whose free space cannot be seen from here.",
            )
        elif plan.free < plan.space:
            self.mark(
                "warning",
                "caution",
                f"{needed}, and only {words.size(plan.free)} are free. Free some space first; your notes are safe.",
            )
        else:
            self.mark("hard-drive", "muted", f"{needed}; {words.size(plan.free)} are free.")


def button_words(plan: Plan, choices: Choices) -> str:
    """What is on the button that begins: with the number, where it is known."""
    new = plan.report.count("created")
    if new and not choices.only and choices.duplicates is Duplicates.SKIP:
        return f"Import {words.notes(new)}"
    return "Import"


def _what(plan: Plan, choices: Choices) -> str:
    names = " and ".join(filter(None, (", ".join(plan.sources.names[:-1]), *plan.sources.names[-1:])))
    coming = words.notes(plan.report.count("created"))
    if choices.only:
        chosen = [owner for owner in plan.owners if owner.id in choices.only]
        listed = ", ".join(owner.name for owner in chosen) or "nobody"
        return f"From {names}: only the notes of {listed}, and those without an owner."
    return f"{coming} from {names}."


def _long(seconds: float) -> str:
    if seconds <= 0:
        return ""
    return "It takes some seconds. " if seconds < 10 else f"It takes {duration(seconds)}, more or less. "
