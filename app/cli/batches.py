"""Imports from a v2 that were made: the commands `second-brain import …`.

Owns which import a person means, and how verifying, undoing and the like are told and asked for. What they do is known to
`core`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.asked import STOPPED, Asked, one_id, stoppable
from app.cli.importing import ReportTo, bring, standing
from app.cli.screen import short_id
from app.words import device, figure, notes, rows

if TYPE_CHECKING:
    from core import Batch, Brain, Deviation, Touched, Undoing, Verified

_LISTED = 20
OfBatch = Annotated[
    str | None,
    typer.Argument(
        metavar="[BATCH]", help="The newest if you name none; six characters of its id are enough."
    ),
]


def list_batches(asked: Asked) -> None:
    """List the imports, the newest first."""
    with asked.brain() as brain:
        found = _all(brain)
    listed = [
        (
            short_id(each.id),
            _moment(each.started_at),
            f"{each.state.value} but for {figure(each.kept)}" if each.kept else each.state.value,
            f"{notes(each.created)} created, {figure(each.updated)} updated; {rows(each.set_aside)} set aside",
            ", ".join(each.names),
        )
        for each in found
    ]
    values = {"batches": [batch_values(each) for each in found]}
    asked.screen.answer(values, lambda: asked.screen.table(listed, wide=4))
    if not found and not asked.screen.as_json:
        asked.screen.aside(
            "Nothing was imported here. Begin with: second-brain import-v2 FILE, or import-notes PATH"
        )


def show(asked: Asked, batch: OfBatch = None, report: ReportTo = None) -> None:
    """Show the report of an import."""
    from core import save_report

    with asked.brain() as brain:
        chosen = _meant(brain, batch).id
        told = brain.migration.report(chosen)
    if report is not None:
        save_report(told, report)
    asked.screen.answer(told.as_json(), lambda: asked.screen.exact(told.as_text()))


def verify(asked: Asked, batch: OfBatch = None) -> None:
    """Compare the notebook with what an import brought, and say what was changed since."""
    with asked.brain() as brain, stoppable(asked) as stopped:
        named = _meant(brain, batch).id if batch else None
        with standing(asked) as told:
            found = brain.migration.verify(named, told, stopped)
    asked.screen.answer(verified_values(found), lambda: _tell_verified(asked, found))
    if not found.sound:
        raise typer.Exit(1)


def undo(
    asked: Asked,
    batch: Annotated[
        str | None, typer.Argument(metavar="BATCH", help="Six characters of its id are enough.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--everything", help="Also the notes that were edited or linked since.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would go; change nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Take an import back. Notes that you used since are kept, unless you say otherwise."""
    if asked.screen.as_json and not (yes or dry_run):
        raise typer.BadParameter("with --json nobody can be asked: say --yes, or --dry-run")
    if batch is None:
        raise typer.BadParameter("name the import to take back; `second-brain import list` shows them all")
    with asked.brain() as brain:
        chosen = _meant(brain, batch, _all(brain)).id
        with stoppable(asked) as stopped, standing(asked) as told:
            found = brain.migration.undoing(chosen, told, stopped)
        if not (yes or dry_run) and not _agreed(asked, found, everything):
            asked.screen.line("Nothing was taken back.")
            raise typer.Exit(1)
        if not dry_run:
            with stoppable(asked) as stopped, standing(asked) as told:
                found = brain.migration.undo(chosen, everything=everything, told=told, cancelled=stopped)
    asked.screen.answer(undoing_values(found), lambda: _tell_undoing(asked, found, everything))
    if not (dry_run or found.done):
        raise typer.Exit(STOPPED)


def retry(asked: Asked, batch: OfBatch = None, report: ReportTo = None) -> None:
    """Try the rows again that an import set aside; what came in is not touched."""
    with asked.brain() as brain:
        chosen = _meant(brain, batch).id
        bring(asked, brain, report, lambda told, stop: brain.migration.retry(chosen, told, stop))


def resume(asked: Asked, report: ReportTo = None) -> None:
    """Go on with an import that was stopped, with its own files and choices."""
    from core import BatchState, BrainError

    with asked.brain() as brain:
        unfinished = [each for each in brain.migration.batches() if each.state is BatchState.UNFINISHED]
        if not unfinished:
            raise BrainError(
                "No import waits to be gone on with.", "Begin one with: second-brain import-v2 FILE"
            )
        chosen = unfinished[0].id
        bring(asked, brain, report, lambda told, stop: brain.migration.resume(chosen, told, stop))


def batch_values(batch: Batch) -> dict[str, Any]:
    """One import."""
    return {
        "id": str(batch.id),
        "state": batch.state.value,
        "started_at": batch.started_at.isoformat(),
        "finished_at": _iso(batch.finished_at),
        "names": list(batch.names),
        "created": batch.created,
        "updated": batch.updated,
        "identical": batch.identical,
        "set_aside": batch.set_aside,
        "complete": batch.complete,
        "kept": batch.kept,
        "system": batch.system,
    }


def verified_values(told: Verified) -> dict[str, Any]:
    """The notebook against one import."""
    return {
        "batch": str(told.batch),
        "sound": told.sound,
        "checked": told.checked,
        "same": told.same,
        "changed": told.changed,
        "lost": told.lost,
        "manifest_intact": told.manifest_intact,
        "others": [
            {"kind": each.kind, "checked": each.checked, "changed": each.changed, "lost": each.lost}
            for each in told.others
        ],
        "deviations": [
            {
                "id": str(each.memory_id) if each.memory_id else None,
                "title": each.title,
                "what": each.what,
                "kind": each.kind,
                "since": _iso(each.since),
                "device": each.device,
            }
            for each in told.deviations
        ],
    }


def undoing_values(told: Undoing) -> dict[str, Any]:
    """What undoing an import would do, or did."""
    return {
        "batch": str(told.batch),
        "done": told.done,
        "removed": told.removed,
        "restored": told.restored,
        "kept": told.kept,
        "synced": told.synced,
        "touched": [
            {"id": str(each.memory_id), "title": each.title, "how": each.how} for each in told.touched
        ],
    }


def _all(brain: Brain) -> tuple[Batch, ...]:
    """The imports from version 2, and those of other programs' notes."""
    every = (*brain.migration.batches(), *brain.exchange.batches())
    return tuple(sorted(every, key=lambda each: each.started_at, reverse=True))


def _meant(brain: Brain, text: str | None, among: tuple[Batch, ...] = ()) -> Batch:
    """The import that a person means, among these or those from version 2, the newest if they name none. BrainError when
    there is none."""
    from core import BrainError

    found = among or brain.migration.batches()
    if not found:
        raise BrainError(
            "Nothing was imported from version 2 here.", "Begin with: second-brain import-v2 FILE"
        )
    if text is None:
        return found[0]
    known = {str(each.id): each for each in found}
    chosen = one_id(text, known)
    if chosen is None:
        raise BrainError(
            f"There is no import with an id that begins or ends with {text}.",
            "List them with: second-brain import list",
        )
    return known[chosen]


def _tell_verified(asked: Asked, told: Verified) -> None:
    line = asked.screen.line
    line(
        f"{notes(told.checked)} of the import: {figure(told.same)} as they came, {figure(told.changed)} changed since, "
        f"{figure(told.lost)} lost."
    )
    for each in told.others:
        same = each.checked - each.changed - each.lost
        line(
            f"{figure(each.checked)} {each.kind}{'s' if each.checked != 1 else ''}: {figure(same)} as they came, "
            f"{figure(each.changed)} taken away since, {figure(each.lost)} lost."
        )
    if told.manifest_intact is None:
        line("Its manifest is not on this machine; the history was asked alone.")
    elif not told.manifest_intact:
        line("Its manifest was changed after the import, so it proves nothing any more.")
    asked.screen.table([_deviation(each, told.device) for each in told.deviations[:_LISTED]], wide=1)
    others = sum(each.changed + each.lost for each in told.others)
    _more(asked, told.changed + told.lost + others, len(told.deviations))
    if not told.checked and told.sound:
        line("This import brought no notes, so there was nothing to compare.")
    else:
        line(
            "All is well."
            if told.sound
            else "Not all is well: restore what was lost from your v2 or from a backup."
        )


def _deviation(each: Deviation, own: str) -> tuple[str, str, str, str]:
    since = f"since {_moment(each.since)}" if each.since else ""
    by = f"on {device(each.device, own)}" if each.device else ""
    named = short_id(each.memory_id) if each.memory_id else ""
    title = each.title or ("Untitled" if each.memory_id else "")
    return named, " · ".join(filter(None, (title, each.what))), each.kind, f"{since} {by}".strip()


def _tell_undoing(asked: Asked, told: Undoing, everything: bool) -> None:
    line = asked.screen.line
    gone, kept = (told.removed, told.kept) if told.done or not everything else (told.removed + told.kept, 0)
    verb = "Took back" if told.done else "This would take back"
    line(f"{verb} {notes(gone)}.")
    if told.restored:
        are = "is" if told.restored == 1 else "are"
        line(f"{notes(told.restored)} {are if told.done else 'would be'} as before the import.")
    if told.synced and not told.done:
        line(f"Synced since: {notes(told.synced)}. Your other devices would lose what is taken back, too.")
    if told.touched:
        line("Used since the import:" if not kept else f"Used since the import, and kept ({figure(kept)}):")
        asked.screen.table([_touched(each) for each in told.touched[:_LISTED]], wide=1)
        _more(asked, len(told.touched), len(told.touched))
    if kept and not told.done:
        line("--everything takes those back too.")


def _touched(each: Touched) -> tuple[str, str, str]:
    return short_id(each.memory_id), each.title or "Untitled", each.how


def _agreed(asked: Asked, told: Undoing, everything: bool) -> bool:
    """Ask, with the real number in the question, after saying what was used since."""
    _tell_undoing(asked, told, everything)
    gone = told.removed + (told.kept if everything else 0)
    back = f" and put {notes(told.restored)} back as before" if told.restored else ""
    try:
        return typer.confirm(f"Take {notes(gone)} back{back}?", err=True)
    except typer.Abort:
        return False


def _more(asked: Asked, all_of_them: int, listed: int) -> None:
    rest = max(all_of_them, listed) - _LISTED
    if rest > 0:
        asked.screen.line(f"… and {figure(rest)} more; --json lists them.")


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
