"""What to try when a search found nothing.

Pure; refuses to know how it is offered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core import Mode, SearchResult, query_shortened, tr, tr_noop, without

_MOST_FILTERS = 2
_SHOWN = 60  # characters of a query


@dataclass(frozen=True, slots=True)
class Try:
    """One thing to try: another query, or the same one by other means."""

    words: str
    query: str
    mode: Mode | None = None


_PLACES = {
    "is:pinned": tr_noop("No note is pinned. What you pin stands here, and first in every list."),
    "has:open-task": tr_noop(
        "Nothing is left to do. A line that begins with “- [ ]” is a task, and its note stands here until it is ticked off."
    ),
}


def what_was_asked(result: SearchResult, tries: Sequence[Try]) -> str:
    """What was looked for, and what to do where there is nothing to try; of a place that is a search what it is for."""
    if place := _PLACES.get(result.query.strip()):
        return tr(place)
    return " ".join([_asked(result)] if tries else [_asked(result), tr("Try another word.")])


def _asked(result: SearchResult) -> str:
    text = " ".join(result.query.split())
    text = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    if result.mode is Mode.MEANING:
        return tr("No note says anything like “{words}”.", words=text)
    if result.understood.parts:
        return tr("No note answers “{words}”.", words=text)
    return tr("No note holds “{words}”.", words=text)


def what_to_try(result: SearchResult, mode: Mode, by_meaning: bool) -> tuple[Try, ...]:
    """What may find something: meaning, fewer filters, fewer words. The first is the most likely."""
    if result.query.strip() in _PLACES:
        return ()
    tries: list[Try] = []
    query = result.understood
    if by_meaning and query.by_meaning and mode is Mode.WORDS:
        tries.append(Try(tr("Search by meaning too"), result.query, Mode.BOTH))
    filters = [part for part in query.parts if part.kind not in ("word", "phrase", "group", "sort")]
    if len(query.parts) > 1:
        tries += [
            Try(tr("Remove “{name}”", name=part.words), without(query, part))
            for part in filters[:_MOST_FILTERS]
        ]
    shorter = query_shortened(query.text)
    if shorter:
        tries.append(Try(tr("Search for “{words}”", words=shorter), shorter))
    return tuple(tries)
