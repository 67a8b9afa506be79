"""Bringing a v2 over: the command `import-v2`, and how its work is shown while it lasts.

Owns how the options become sources and choices, and how a plan is told. What an import does is known to `core`; what became
of earlier ones is told in `app.cli.batches`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urlsplit

import typer

from app.cli.asked import STOPPED, Asked, stoppable
from app.cli.file_texts import read_files
from app.words import figure, notes

if TYPE_CHECKING:
    from core import Brain, Choices, Plan, Report, Sources, Standing

Files = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[FILE]…", help="What version 2 left behind; what each is shows when it is read."),
]
Dump = Annotated[Path | None, typer.Option("--dump", metavar="FILE", help="What pg_dump wrote of version 2.")]
Qdrant = Annotated[
    list[Path] | None,
    typer.Option("--qdrant", metavar="FILE", help="What was exported of Qdrant. Repeat it."),
]
Attachments = Annotated[
    list[Path] | None,
    typer.Option("--attachments", metavar="PATH", help="An archive or folder of attachments. Repeat it."),
]
SourceDb = Annotated[
    str | None, typer.Option("--source-db", metavar="URL", help="The database of a version 2; only read.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would come; change nothing.")]
ReportTo = Annotated[
    Path | None,
    typer.Option("--report", metavar="FILE", help="Write the report here too: JSON, or text for .txt."),
]
Twice = Annotated[
    Literal["skip", "update", "copy"],
    typer.Option("--duplicates", help="What becomes of a note whose id is here already and that differs."),
]
Whose = Annotated[
    Literal["mine", "property"],
    typer.Option("--owners", help="Whether the v2 user of a note becomes its property too."),
]
Only = Annotated[
    list[str] | None, typer.Option("--only", metavar="OWNER", help="Only notes of this v2 user. Repeat it.")
]
EmbedAnew = Annotated[bool, typer.Option("--embed-anew", help="Leave version 2's own vectors behind.")]
NoBackup = Annotated[bool, typer.Option("--no-backup", help="Take no backup of the notebook before.")]


def import_v2(
    asked: Asked,
    files: Files = None,
    dump: Dump = None,
    qdrant: Qdrant = None,
    attachments: Attachments = None,
    source_db: SourceDb = None,
    dry_run: DryRun = False,
    report: ReportTo = None,
    duplicates: Twice = "skip",
    owners: Whose = "mine",
    only: Only = None,
    embed_anew: EmbedAnew = False,
    no_backup: NoBackup = False,
) -> None:
    """Bring the notes of Second Brain 2 in. Running it again imports nothing twice."""
    from core import Choices, Duplicates, Owners, source_address

    if source_db:
        warn_of_password(asked, source_db)
    # Before the notebook opens: that takes the variables of libpq, which may complete the address, from this process.
    database = source_address(source_db) if source_db else None
    given = Given(files or (), dump, qdrant or (), attachments or (), database)
    if not given:
        raise typer.BadParameter("name a dump, or --source-db, or other files that version 2 left behind")
    choices = Choices(
        Duplicates(duplicates),
        Owners(owners),
        frozenset(only or ()),
        keep_vectors=not embed_anew,
        backup=not no_backup,
    )
    with asked.brain() as brain:
        sources = given.sources(brain)
        if dry_run:
            _plan(asked, brain, sources, choices, report)
        else:
            bring(asked, brain, report, lambda told, stop: brain.migration.run(sources, choices, told, stop))


def warn_of_password(asked: Asked, address: str) -> None:
    """Say aside that a password in an address on the command line is seen by others."""
    try:
        seen = bool(urlsplit(address).password)
    except ValueError:
        return
    if seen:
        asked.screen.aside(
            "Other users of this machine can see a password on a command line; PGPASSWORD and .pgpass hide it."
        )


@dataclass(frozen=True, slots=True)
class Given:
    """The files and addresses of one command line: those that are named as what they are, and those that are not."""

    files: Sequence[Path]
    dump: Path | None
    qdrant: Sequence[Path]
    attachments: Sequence[Path]
    database: str | None

    def __bool__(self) -> bool:
        return bool(self.files or self.dump or self.qdrant or self.attachments or self.database)

    def sources(self, brain: Brain) -> Sources:
        """All of them as what they are. Raises BrainError for a file that is nothing of the kind, and for two dumps."""
        from core import BrainError

        found = brain.migration.sources(self.files, self.database)
        if self.dump and (found.dump or found.database):
            raise BrainError(
                "An import reads one dump or one database at a time.",
                "Choose one of them. Nothing was imported.",
            )
        return replace(
            found,
            dump=self.dump or found.dump,
            qdrant=(*self.qdrant, *found.qdrant),
            attachments=(*self.attachments, *found.attachments),
        )


Told = Callable[["Standing"], None]
Stop = Callable[[], bool]


def bring(asked: Asked, brain: Brain, path: Path | None, work: Callable[[Told, Stop], Report]) -> None:
    """Do work of an import that ends in a report, and tell the report. Ctrl-C ends it where nothing is half done."""
    from core import reported

    with stoppable(asked) as stopped:
        with standing(asked) as told:
            report = reported(path, lambda: work(told, stopped))
        with asked.screen.progress("Preparing search", "notes") as progress:
            brain.upkeep.prepare_search(progress, stopped)
        read_files(asked, brain, stopped)
    asked.screen.answer(report.as_json(), lambda: _tell(asked, brain, report))
    end(report)


def _tell(asked: Asked, brain: Brain, report: Report) -> None:
    asked.screen.exact(report.as_text())
    page = brain.migration.report_page(report.batch) if report.batch else None
    if page is not None:
        asked.screen.aside(f"This report as a page: {page}")
        asked.screen.aside("Compare your notes with it at any time: second-brain import verify")
        asked.screen.aside(f"Take the import back: second-brain import undo {str(report.batch)[-8:]}")


def end(report: Report) -> None:
    """The exit code that a report asks for."""
    if not report.finished:
        raise typer.Exit(STOPPED)
    if not report.complete:
        raise typer.Exit(1)


@contextmanager
def standing(asked: Asked) -> Iterator[Told]:
    """Something that hears where an import is, and draws it on a terminal."""
    with asked.screen.stages() as stage:

        def hear(told: Standing) -> None:
            words = f"{_DOING[told.phase]} {told.name}".rstrip()
            if told.tables:
                created = sum(table.created for table in told.tables)
                aside = sum(table.set_aside for table in told.tables)
                words += f": {figure(created)} created, {figure(aside)} set aside"
            stage(words, told.done, told.total)

        yield hear


_DOING = {
    "backup": "Backing the notebook up",
    "reading": "Reading",
    "vectors": "Bringing vectors along",
    "files": "Bringing files along",
    "finishing": "Finishing",
    "verifying": "Comparing",
    "undoing": "Taking back",
}


def _plan(asked: Asked, brain: Brain, sources: Sources, choices: Choices, path: Path | None) -> None:
    from core import reported

    plans: list[Plan] = []

    def planned(told: Told, stopped: Stop) -> Report:
        plans[:] = [brain.migration.plan(sources, choices, told, stopped)]
        return plans[0].report

    with stoppable(asked) as stopped, standing(asked) as told:
        report = reported(path, lambda: planned(told, stopped))
    asked.screen.answer(plan_values(plans[0]), lambda: _tell_plan(asked, plans[0]))
    end(report)


def plan_values(plan: Plan) -> dict[str, Any]:
    """A plan: its report, and what a person should know before."""
    return plan.report.as_json() | {
        "recognized": [
            {"name": each.name, "kind": each.kind, "words": each.words, "size": each.size}
            for each in plan.recognized
        ],
        "owners": [{"id": each.id, "name": each.name, "notes": each.notes} for each in plan.owners],
        "problems": [
            {"words": each.words, "remedy": each.remedy, "count": each.count} for each in plan.problems
        ],
        "seconds": plan.seconds,
        "space": plan.space,
        "free": plan.free,
    }


def _tell_plan(asked: Asked, plan: Plan) -> None:
    line = asked.screen.line
    for found in plan.recognized:
        line(f"{found.name}: {found.words}")
    asked.screen.exact(plan.report.as_text())
    if plan.owners:
        line("")
        line("Users of the v2 (choose with --only):")
        for owner in plan.owners:
            line(f"  {owner.name}: {notes(owner.notes)}")
    if plan.problems:
        line("")
        line("Before you import:")
        for problem in plan.problems:
            count = f" ({figure(problem.count)})." if problem.count else "."
            line(f"  {problem.words.removesuffix('.')}{count} {problem.remedy}")
    free = f" of {figure(plan.free >> 20)} MB that are free" if plan.free >= 0 else ""
    line("")
    line(f"It will take {_long(plan.seconds)} and {figure((plan.space >> 20) + 1)} MB{free}.")


def _long(seconds: float) -> str:
    if seconds < 90:
        return f"about {round(seconds)} seconds" if seconds >= 5 else "a moment"
    return f"about {figure(round(seconds / 60))} minutes"
