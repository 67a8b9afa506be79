"""Notes in and out of files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.cli.asked import STOPPED, Asked, stoppable
from app.cli.file_texts import read_files
from app.words import figure, files, notes

if TYPE_CHECKING:
    from core import Brain, Imported

_LISTED = 20
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would come; change nothing.")]

LeaveTags = Annotated[
    bool, typer.Option("--leave-tags", help="Make no tags of what stands in Markdown as #tag.")
]
LeaveFolders = Annotated[
    bool, typer.Option("--leave-folders", help="Make no tags of folders, or of notebooks of Joplin.")
]


def import_notes(
    asked: Asked,
    path: Annotated[
        Path,
        typer.Argument(metavar="PATH", help="A folder of Markdown files, a vault, a .jex, or JSON lines."),
    ],
    dry_run: DryRun = False,
    leave_tags: LeaveTags = False,
    leave_folders: LeaveFolders = False,
) -> None:
    """Bring notes from other programs in. Running it again imports nothing twice."""
    from core import Taking

    taking = Taking(folders=not leave_folders, text_tags=not leave_tags)
    with asked.brain() as brain, stoppable(asked) as stopped:
        with asked.screen.progress("Reading notes" if dry_run else "Importing", "notes") as progress:
            told = brain.import_notes(
                path, dry_run=dry_run, taking=taking, progress=progress, cancelled=stopped
            )
        _prepare_search(brain, asked, stopped)

    def text() -> None:
        created = "to create" if dry_run else "created"
        asked.screen.line(
            f"{notes(told.source)} in {told.path}: {figure(told.created)} {created}, "
            f"{figure(told.identical)} here already, {figure(told.set_aside)} set aside."
        )
        _say_set_aside(asked, told)
        _say_changed(asked, told)
        _say_unread(asked, told)
        _say_lost_links(asked, told)
        if told.passed_over:
            no = "belongs to no note and was" if told.passed_over == 1 else "belong to no note and were"
            asked.screen.line(f"{files(told.passed_over)} {no} left where {_it(told.passed_over)}.")
        if told.files or told.files_missing:
            verb = "to bring along" if dry_run else "came along"
            asked.screen.line(
                f"{files(told.files)} of notes {verb}{_not_found(told.files_missing, told.first_missing)}."
            )
        if told.batch is not None:
            asked.screen.aside(f"Take the import back: second-brain import undo {str(told.batch)[-8:]}")
        if not told.finished:
            asked.screen.line("Stopped before the end. Import it again to go on; nothing comes twice.")

    asked.screen.answer(told.as_json(), text)
    _end(told.finished, told.complete)


def _say_set_aside(asked: Asked, told: Imported) -> None:
    for row in told.listed[:_LISTED]:
        place = f"{row.file}, line {row.line}" if row.line else row.file
        asked.screen.line(f"  {place}: {row.reason} {row.remedy}")
    if told.set_aside > _LISTED:
        asked.screen.line(f"  … and {figure(told.set_aside - _LISTED)} more; --json lists them.")


def _say_changed(asked: Asked, told: Imported) -> None:
    """What of the notes is not as it was there."""
    if told.folders:
        made = "are tags of the notes in them" if told.taking.folders else "become no tags"
        kind = "Notebooks" if told.format == "joplin" else "Folders"
        asked.screen.line(f"{kind} with notes: {figure(told.folders)}. They {made}.")
    if told.text_tags:
        made = "are tags of their notes" if told.taking.text_tags else "stay words"
        asked.screen.line(f"Tags in the texts (#tag): {figure(told.text_tags)}. They {made}.")
    if told.converted:
        became = "becomes" if told.converted == 1 else "become"
        asked.screen.line(
            f"{notes(told.converted)} in HTML {became} Markdown; the HTML is a file of the note."
        )


def _say_unread(asked: Asked, told: Imported) -> None:
    if told.unread:
        asked.screen.line(f"{notes(told.unread)} with front matter that could not be read and stays text:")
    for row in told.unread_listed[:_LISTED]:
        asked.screen.line(f"  {row.file}, line {row.line}: {row.reason}")
    if told.unread > _LISTED:
        asked.screen.line(f"  … and {figure(told.unread - _LISTED)} more; --json lists them.")


def _say_lost_links(asked: Asked, told: Imported) -> None:
    if told.links_lost:
        lead = "link leads" if told.links_lost == 1 else "links lead"
        asked.screen.line(f"{figure(told.links_lost)} {lead} to no note, in {notes(told.links_lost_files)}:")
    for row in told.lost_listed:
        asked.screen.line(f"  [[{row.name}]] in {', '.join(row.files)}")


def export(
    asked: Asked,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A new file, or a new folder for Markdown.")],
    form: Annotated[
        Literal["jsonl", "markdown"], typer.Option("--format", help="How to write the notes.")
    ] = "jsonl",
    folders: Annotated[
        Literal["came", "tags", "flat"],
        typer.Option(
            "--folders", help="Where Markdown lies: as it came, by first tags, or all in one folder."
        ),
    ] = "came",
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file that is there.")] = False,
) -> None:
    """Write all notes, the trash too, into files that can be imported again."""
    with (
        asked.brain() as brain,
        asked.screen.progress("Exporting", "notes") as progress,
        stoppable(asked) as stopped,
    ):
        told = brain.export(
            path, form, replace=replace, folders=folders, progress=progress, cancelled=stopped
        )
    words = f"Wrote {notes(told.notes)} to {told.path}"
    words += f" ({figure(told.trash)} from the trash)." if told.trash else "."
    if told.files_missing:
        words += f" Contents of files that are not whole on this device and were left out: {figure(told.files_missing)}."
    asked.screen.answer(told.as_json(), words)


def _prepare_search(brain: Brain, asked: Asked, stopped: Callable[[], bool]) -> None:
    with asked.screen.progress("Preparing search", "notes") as progress:
        brain.upkeep.prepare_search(progress, stopped)
    read_files(asked, brain, stopped)


def _it(number: int) -> str:
    return "it is" if number == 1 else "they are"


def _not_found(number: int, first: str) -> str:
    """What to say of the files that a note names and nobody has."""
    if not number:
        return ""
    return (
        f"; 1 file was not found: {first}"
        if number == 1
        else f"; {files(number)} were not found, such as {first}"
    )


def _end(finished: bool, complete: bool) -> None:
    if not finished:
        raise typer.Exit(STOPPED)
    if not complete:
        raise typer.Exit(1)
