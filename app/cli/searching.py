"""Finding notes: search with its reasons, why a note is not there, what belongs to a note, and searches that are kept.

Owns how results look on a terminal, in a pipe and as JSON. What is said beside the results never gets between them.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from app.cli.asked import Asked, note_id, stoppable
from app.cli.evaluation import answer
from app.cli.finding import At, Id, moment_of
from app.cli.query import SomeWords, Words, pointing_at
from app.cli.screen import short_id
from app.words import figure, notes, place_in_file

if TYPE_CHECKING:
    from core import Brain, Coverage, Evidence, Hit, Related, SearchResult, Why

_TEXT = ("word", "phrase", "group")  # kinds of parts that have a meaning
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many notes.")]
Way = Annotated[
    Literal["words", "meaning", "both"] | None,
    typer.Option("--mode", "-m", help="Find by words, by meaning, or by both (that is the default)."),
]
Explain = Annotated[bool, typer.Option("--explain", help="Say of each note why it is there.")]
Save = Annotated[str | None, typer.Option("--save", metavar="NAME", help="Keep the query under this name.")]
Saved = Annotated[str | None, typer.Option("--saved", metavar="NAME", help="The query kept under this name.")]
Queries = Annotated[
    Path | None,
    typer.Option(
        "--queries", metavar="FILE", help='Answer many: JSON lines of {"id", "text"}; - reads stdin.'
    ),
]


def search(
    asked: Asked,
    query: SomeWords = None,
    mode: Way = None,
    limit: Limit = 20,
    explain: Explain = False,
    save: Save = None,
    saved: Saved = None,
    queries: Queries = None,
    at: At = None,
) -> None:
    """Find notes, best first: by their words, in other forms too, and by what they mean.

    Words need no quotes. One with a hyphen before it must not occur, unless it is an option; behind -- nothing is one.
    """
    from core import Mode

    way = Mode(mode or Mode.BOTH)
    if sum((bool(query), saved is not None, queries is not None)) != 1:
        raise typer.BadParameter('say what to look for, as in: second-brain search "boiler plumber"')
    if queries is not None:
        if save is not None or explain:
            raise typer.BadParameter("--queries prints ids and scores: leave --save and --explain away")
        if at is not None:
            raise typer.BadParameter("--queries are answered by the notes of today: leave --at away")
        return answer(asked, queries, limit, way)
    with asked.brain() as brain:
        text = " ".join(query) if query else _kept(brain, saved or "")
        with pointing_at(asked, text):
            moment = brain.past.asked(text) if at is None else moment_of(at)
            result = _of_then(asked, brain, moment, text, limit) if moment else brain.search(text, limit, way)
        if save is not None:
            brain.save_search(save, text)
    asked.screen.answer(result_values(result), lambda: _show(asked, result, explain, mode))
    if save is not None and not asked.screen.as_json:
        asked.screen.aside(f"Kept as “{' '.join(save.split())}”.")
    return None


def _of_then(asked: Asked, brain: Brain, moment: datetime, text: str, limit: int) -> SearchResult:
    """The answer of another day, after all that has to be read for it. It is by words alone."""
    with stoppable(asked) as stopped, asked.screen.stages() as stage:
        then = brain.past.as_of(moment, lambda *far: stage("Reading what happened", *far), stopped)
        then.read(lambda *far: stage("Reading what notes said then", *far), stopped)
    return then.search(text, limit)


def why(asked: Asked, id_: Id, query: Words) -> None:
    """Say why a note is among the results of a query, or why it is not and what would bring it there."""
    text = " ".join(query)
    with asked.brain() as brain:
        memory_id = note_id(brain, id_)
        with pointing_at(asked, text):
            told = brain.why(memory_id, text)
    asked.screen.answer(why_values(told), lambda: _explain_why(asked, told))


def related(asked: Asked, id_: Id, limit: Limit = 8) -> None:
    """List the notes that have most to do with one, each with the reason."""
    with asked.brain() as brain:
        memory_id = note_id(brain, id_)
        found = brain.related(memory_id, limit)
    values = {"id": str(memory_id), "related": [related_values(each) for each in found]}
    rows = [(short_id(each.id), each.title or "Untitled", each.reason) for each in found]
    asked.screen.answer(values, lambda: asked.screen.table(rows, wide=1))
    if not found and not asked.screen.as_json:
        asked.screen.aside("No other note has to do with this one.")


def searches(
    asked: Asked,
    forget: Annotated[
        str | None, typer.Option("--forget", metavar="NAME", help="Keep this one no longer.")
    ] = None,
) -> None:
    """List the searches that are kept. `search --save NAME` keeps one, `search --saved NAME` asks it again."""
    with asked.brain() as brain:
        if forget is not None:
            _kept(brain, forget)
            brain.forget_search(forget)
        found = brain.saved_searches()
    values = {"searches": [{"name": each.name, "query": each.query} for each in found]}
    asked.screen.answer(
        values, lambda: asked.screen.table([(each.name, each.query) for each in found], wide=1)
    )


def result_values(result: SearchResult) -> dict[str, Any]:
    """Everything that a search answers."""
    return {
        "query": result.query,
        "hits": [hit_values(hit) for hit in result.hits],
        "total": result.total,
        "at_least": result.at_least,
        "mode": result.mode.value,
        "understood": [
            {"start": part.start, "end": part.end, "words": part.words, "kind": part.kind}
            for part in result.understood.parts
        ],
        "suggestion": result.suggestion,
        "cut": list(result.cut),
        "coverage": coverage_values(result.coverage),
    }


def hit_values(hit: Hit) -> dict[str, Any]:
    """A note that answers a search."""
    return {
        "id": str(hit.id),
        "title": hit.title,
        "excerpt": hit.excerpt.text,
        "score": hit.score,
        "tags": list(hit.tags),
        "marks": [list(mark) for mark in hit.excerpt.marks],
        "updated_at": hit.updated_at.isoformat(),
        "source_id": hit.source_id,
        "why": [evidence_values(each) for each in hit.why],
    }


def evidence_values(evidence: Evidence) -> dict[str, Any]:
    """What one channel says for a note."""
    return {
        "channel": evidence.channel.value,
        "rank": evidence.rank,
        "score": evidence.score,
        "share": evidence.share,
        "matched": list(evidence.matched),
        "file": evidence.file or None,
        "page": evidence.page or None,
    }


def why_values(why: Why) -> dict[str, Any]:
    """Why a note is among the results, or is not."""
    return {
        "id": str(why.id),
        "title": why.title,
        "query": why.query,
        "rank": why.rank,
        "evidence": [evidence_values(each) for each in why.evidence],
        "reasons": [{"kind": each.kind, "words": each.words, "hint": each.hint} for each in why.reasons],
    }


def related_values(related: Related) -> dict[str, Any]:
    """A note that has to do with another one."""
    return {
        "id": str(related.id),
        "title": related.title,
        "excerpt": related.excerpt,
        "score": related.score,
        "reason": related.reason,
        "tags": list(related.tags),
        "updated_at": related.updated_at.isoformat(),
    }


def coverage_values(coverage: Coverage | None) -> dict[str, Any] | None:
    """How far search by meaning has come."""
    if coverage is None:
        return None
    return {
        "model": coverage.model,
        "embedded": coverage.embedded,
        "total": coverage.total,
        "paused": coverage.paused,
    }


def _kept(brain: Brain, name: str) -> str:
    from core import BrainError

    for each in brain.saved_searches():
        if each.name == name:
            return each.query
    raise BrainError(f"No search is kept as “{name}”.", "See those that are with: second-brain searches")


def _show(asked: Asked, result: SearchResult, explain: bool, mode: str | None) -> None:
    if explain:
        _explain(asked, result.hits)
    else:
        rows = [(short_id(hit.id), hit.title or "Untitled", hit.excerpt.text) for hit in result.hits]
        asked.screen.table(rows, wide=2)
    about_meaning = mode != "words" and (mode is not None or sys.stdout.isatty())
    for sentence in beside(result, about_meaning):
        asked.screen.aside(sentence)
    if result.hits and sys.stdout.isatty():
        total = f"more than {figure(result.total)}" if result.at_least else figure(result.total)
        asked.screen.aside(f"{figure(len(result.hits))} of {total} found.")


def beside(result: SearchResult, about_meaning: bool) -> list[str]:
    """What has to be known of a result besides its hits, in sentences."""
    from core import Channel, Mode

    said = []
    if not result.hits:
        by_words = result.mode is Mode.WORDS
        said.append("No note holds these words." if by_words else "No note was found.")
    if result.suggestion:
        guessed = any(each.channel is Channel.MISSPELT for hit in result.hits for each in hit.why)
        said.append(
            f"Found what you may have meant: {result.suggestion}"
            if guessed
            else f"Did you mean: {result.suggestion}"
        )
    said += result.cut
    if about_meaning and (words := _meaning(result)):
        said.append(words)
    return said


def _meaning(result: SearchResult) -> str:
    from core import Mode

    coverage = result.coverage
    if coverage is None:
        return "By words only: no note can be found by meaning yet. Begin with: second-brain embed"
    if result.mode is Mode.WORDS:
        asked = any(part.kind in _TEXT for part in result.understood.parts)
        words = f"By words only: the model {coverage.model} cannot be used here. What is missing says: second-brain embed"
        return words if asked else ""
    if coverage.embedded < coverage.total:
        return (
            f"{figure(coverage.embedded)} of {notes(coverage.total)} can be found by meaning so far. "
            f"Go on with: second-brain embed{' --resume' if coverage.paused else ''}"
        )
    return ""


def _explain(asked: Asked, hits: Sequence[Hit]) -> None:
    """On a terminal a block a note; in a pipe a line a note and channel, with the same columns where nothing but a filter
    brought it."""
    if not sys.stdout.isatty():
        rows = [
            (str(hit.id), hit.title or "Untitled", *evidence)
            for hit in hits
            for evidence in ([(*_figures(each), _matched(each)) for each in hit.why] or [("",) * 5])
        ]
        asked.screen.table(rows, wide=6)
        return
    for number, hit in enumerate(hits, 1):
        asked.screen.line(f"{number}. {hit.title or 'Untitled'}  {short_id(hit.id)}  score {hit.score:.3f}")
        asked.screen.fitting(f"   {hit.excerpt.text}")
        _lines(asked, hit.why)


def _lines(asked: Asked, evidence: Sequence[Evidence]) -> None:
    for each in evidence:
        channel, rank, score, share = _figures(each)
        asked.screen.fitting(
            f"   {channel:<9}rank {rank:<4} score {score}  share {share:>5}  {_matched(each)}"
        )


def _figures(evidence: Evidence) -> tuple[str, str, str, str]:
    return evidence.channel.value, str(evidence.rank), f"{evidence.score:.3f}", f"{evidence.share:.0%}"


def _matched(evidence: Evidence) -> str:
    if not evidence.file:
        return " · ".join(evidence.matched)
    own = " · ".join(each for each in evidence.matched if each not in evidence.in_file)
    found = f"{' · '.join(evidence.in_file)} ({place_in_file(evidence.file, evidence.page)})"
    return f"{own}; {found}" if own else found


def _explain_why(asked: Asked, told: Why) -> None:
    title = told.title or "Untitled"
    if told.rank is not None:
        asked.screen.line(f"“{title}” is number {figure(told.rank)} of the results for {told.query}")
    else:
        asked.screen.line(f"“{title}” is not among the results for {told.query}")
    _lines(asked, told.evidence)
    for each in told.reasons:
        asked.screen.line(f"   {each.words} {each.hint}".rstrip())
