"""What to try when a search found nothing.

Pure; refuses to know how it is offered.
"""

from __future__ import annotations

from dataclasses import dataclass

from core import Mode, SearchResult, query_shortened, without

_MOST_FILTERS = 2
_SHOWN = 60  # characters of a query


@dataclass(frozen=True, slots=True)
class Try:
    """One thing to try: another query, or the same one by other means."""

    words: str
    query: str
    mode: Mode | None = None


def what_was_asked(result: SearchResult) -> str:
    """One sentence that says what was looked for."""
    text = " ".join(result.query.split())
    text = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    if result.mode is Mode.MEANING:
        return f"No note says anything like “{text}”."
    return f"No note answers “{text}”." if result.understood.parts else f"No note holds “{text}”."


def what_to_try(result: SearchResult, mode: Mode, by_meaning: bool) -> tuple[Try, ...]:
    """What may find something: meaning, fewer filters, fewer words. The first is the most likely."""
    tries: list[Try] = []
    if by_meaning and mode is Mode.WORDS:
        tries.append(Try("Search by meaning too", result.query, Mode.BOTH))
    query = result.understood
    filters = [part for part in query.parts if part.kind not in ("word", "phrase", "group", "sort")]
    if len(query.parts) > 1:
        tries += [Try(f"Remove “{part.words}”", without(query, part)) for part in filters[:_MOST_FILTERS]]
    shorter = query_shortened(query.text)
    if shorter:
        tries.append(Try(f"Search for “{shorter}”", shorter))
    return tuple(tries)
