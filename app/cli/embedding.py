"""Search by meaning: making notes findable by it, and the models that can do it.

Owns how this work is begun, watched, stopped, paused and told. It refuses to know how a text becomes a vector; what may
leave this machine is agreed to in `app.cli.consent`.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.asked import STOPPED, Asked, stoppable
from app.cli.consent import agree
from app.cli.file_texts import read_files
from app.words import figure, notes

if TYPE_CHECKING:
    from core import Brain, Comparison, EmbeddingModel, Summary

_RESUME = "second-brain embed --resume"
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="MODEL", help="Have this model ready too, while the present one serves."),
]
Status = Annotated[bool, typer.Option("--status", help="Only say how far it is.")]
Pause = Annotated[bool, typer.Option("--pause", help="Have it rest, in the window too, until --resume.")]
Resume = Annotated[bool, typer.Option("--resume", help="Let it go on in the background.")]
Models = Annotated[bool, typer.Option("--models", help="List the models that are in use here.")]
Compare = Annotated[
    str | None,
    typer.Option("--compare", metavar="MODEL", help="Show what it would find, beside what is found now."),
]
Query = Annotated[
    list[str] | None,
    typer.Option("--query", metavar="TEXT", help="Compare by this, not by the searches you keep. Repeat it."),
]
Switch = Annotated[
    str | None, typer.Option("--switch", metavar="MODEL", help="Search by this model from now on.")
]
Forget = Annotated[
    str | None, typer.Option("--forget", metavar="MODEL", help="Drop what this model made of your notes.")
]
KeepHere = Annotated[
    list[str] | None,
    typer.Option("--keep-here", metavar="TAG", help="Never send notes with this tag to OpenAI. Repeat it."),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Agree to notes leaving this machine.")]


def embed(
    asked: Asked,
    model: Model = None,
    status: Status = False,
    pause: Pause = False,
    resume: Resume = False,
    models: Models = False,
    compare: Compare = None,
    query: Query = None,
    switch: Switch = None,
    forget: Forget = None,
    keep_here: KeepHere = None,
    yes: Yes = False,
) -> None:
    """Make every note findable by meaning, now. An open window does that by itself in the background."""
    wishes = (model, status, pause, resume, models, compare, switch, forget)
    if sum(map(bool, wishes)) > 1:
        raise typer.BadParameter("say one thing at a time, as in: second-brain embed --status")
    if query and not compare:
        raise typer.BadParameter("--query goes with --compare")
    with asked.brain() as brain:
        if models:
            _list(asked, brain.meaning.models())
        elif compare:
            _compare(asked, brain, compare, query)
        elif any((status, pause, resume, switch, forget)):
            _change(brain, pause, resume, switch, forget)
            _tell(asked, brain)
        else:
            _allow(asked, brain, model, keep_here, yes)
            _work(asked, brain, model)


def _change(brain: Brain, pause: bool, resume: bool, switch: str | None, forget: str | None) -> None:
    if pause:
        brain.meaning.pause()
    if resume:
        brain.meaning.resume()
    if switch:
        brain.meaning.switch(switch)
    if forget:
        brain.meaning.forget(forget)


def _allow(asked: Asked, brain: Brain, model: str | None, keep_here: list[str] | None, yes: bool) -> None:
    """Raises what keeps the work from being begun."""
    from core import BrainError, is_cloud

    if brain.meaning.paused():
        raise BrainError("Somebody has paused it, here or in the window.", f"Go on with: {_RESUME}")
    if model is not None and is_cloud(model):
        agree(asked, brain, model, keep_here, yes)
    elif keep_here is not None:
        raise typer.BadParameter("--keep-here goes with --model and a model of OpenAI; no other sends a note")


def _work(asked: Asked, brain: Brain, model: str | None) -> None:
    """Count words and embed, as far as nobody stops it."""
    from core import Cancelled

    wanted = _wanted(brain, model)
    with stoppable(asked) as stopped:
        with asked.screen.progress("Counting words", "notes") as progress:
            brain.upkeep.prepare_search(progress, stopped)
        read_files(asked, brain, stopped)
        with (
            asked.screen.progress("Reading notes for their meaning", "notes") as progress,
            suppress(Cancelled),
        ):
            brain.meaning.embed(wanted, progress, stopped)
    paused = _tell(asked, brain, model)
    if stopped():
        if not asked.screen.as_json:
            asked.screen.aside("Stopped. What is done is kept; the next time it goes on from there.")
        raise typer.Exit(STOPPED)
    if paused:
        raise typer.Exit(1)


def _wanted(brain: Brain, model: str | None) -> str | None:
    """The model to embed with; None for those in use, if the one that answers can be used. Else asking for that one says
    what is missing."""
    from core import LOCAL

    if model is None and brain.meaning.model() is None:
        coverage = brain.meaning.coverage()
        return coverage.model if coverage else LOCAL
    return model


def _tell(asked: Asked, brain: Brain, model: str | None = None) -> bool:
    """Say how far it is, by this model or the one that answers; whether it is paused."""
    paused = brain.meaning.paused()
    name, embedded, total = _reached(brain, model)
    values = {"model": name, "embedded": embedded, "total": total, "paused": paused}
    if name is None:
        words = "No note can be found by meaning yet. Begin with: second-brain embed"
    else:
        words = f"{figure(embedded)} of {notes(total)} can be found by meaning, by {name}."
    asked.screen.answer(values, f"{words} It is paused until: {_RESUME}" if paused else words)
    return paused


def _reached(brain: Brain, model: str | None) -> tuple[str | None, int, int]:
    """A model, the notes that can be found by it, and all that there are."""
    if model is not None:
        for each in brain.meaning.models():
            if each.name == model:
                return each.name, each.embedded, each.total
    coverage = brain.meaning.coverage()
    if coverage is None:
        return None, 0, brain.counts().memories
    return coverage.model, coverage.embedded, coverage.total


def _list(asked: Asked, models: tuple[EmbeddingModel, ...]) -> None:
    rows = [
        (each.name, _state(each), _place(each), f"{figure(each.embedded)} of {notes(each.total)}")
        for each in models
    ]
    values = {"models": [model_values(each) for each in models]}
    asked.screen.answer(values, lambda: asked.screen.table(rows, wide=0))
    if not models and not asked.screen.as_json:
        asked.screen.aside(
            "No model is installed, so notes are found by their words. Build it with: make model"
        )


def _state(model: EmbeddingModel) -> str:
    if model.serving:
        return "answers searches"
    return "is kept up to date" if model.filling else ""


def _place(model: EmbeddingModel) -> str:
    if model.imported:
        return "came with an import"
    if not model.installed:
        return "cannot be used here"
    return "on this machine" if model.local else "at OpenAI"


def _compare(asked: Asked, brain: Brain, model: str, queries: list[str] | None) -> None:
    """Query for query, what both models find and what only one of them does."""
    told = brain.meaning.compare(model, queries or [each.query for each in brain.saved_searches()])
    values = {"model": model, "queries": [comparison_values(each) for each in told]}
    asked.screen.answer(values, lambda: _differences(asked, told))
    if not told and not asked.screen.as_json:
        asked.screen.aside("You keep no search to compare by. Name some: --query TEXT")


def _differences(asked: Asked, told: Sequence[Comparison]) -> None:
    for each in told:
        asked.screen.line(f"{each.query}: {each.shared} of {max(len(each.then), len(each.now))} are the same")
        for mark, found, other in (("+", each.now, each.then), ("-", each.then, each.now)):
            there = {summary.id for summary in other}
            for summary in found:
                if summary.id not in there:
                    asked.screen.fitting(f"  {mark} {summary.title or 'Untitled'}")


def model_values(model: EmbeddingModel) -> dict[str, Any]:
    """A model and how far it is."""
    return {
        "name": model.name,
        "dimensions": model.dimensions,
        "local": model.local,
        "installed": model.installed,
        "serving": model.serving,
        "filling": model.filling,
        "imported": model.imported,
        "embedded": model.embedded,
        "total": model.total,
    }


def comparison_values(told: Comparison) -> dict[str, Any]:
    """What is found for a query now, and what would be."""

    def listed(found: tuple[Summary, ...]) -> list[dict[str, str]]:
        return [{"id": str(each.id), "title": each.title} for each in found]

    return {
        "query": told.query,
        "shared": told.shared,
        "now": listed(told.then),
        "with_model": listed(told.now),
    }
