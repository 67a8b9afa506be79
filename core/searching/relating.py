"""Notes that have to do with another one: linked, tagged alike, near in meaning, or with the same rare words.

Owns what such a tie weighs and the words that tell of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from uuid import UUID

from core.language import tr
from core.memory import Memory
from core.search.excerpt import beginning_of
from core.search.query import parse
from core.search.result import Related
from core.store import finding, link_targets, meaning, note_links, relating
from core.store.engine import Connection, in_time
from core.store.question import question
from core.store.showing import shown
from core.store.vocabulary import count_for_search, frequencies, statistics
from core.text.note_links import note_links_in

# A link was made on purpose; a passage that says the same comes next, then tags, then words.
_LINK, _MEANING, _TAG, _WORDS = 1.0, 0.8, 0.3, 0.4
_NEAR = 0.4  # cosine: below it two notes have hardly anything to do with each other
_NAMED = 20  # links of a text that are followed
_RARE = 12  # words of the note by which others are looked for
_COMMON = 0.05  # of all documents: a word that is in more of them is not rare


@dataclass(slots=True)
class _Ties:
    """What speaks for one note."""

    score: float = 0.0
    reasons: list[str] = field(default_factory=list)
    place: tuple[int, int] = (0, 0)

    def add(self, weight: float, reason: str) -> None:
        """One more reason."""
        self.score += weight
        if reason not in self.reasons:
            self.reasons.append(reason)


def related(connection: Connection, memory: Memory, limit: int, linking: bool = True) -> tuple[Related, ...]:
    """The notes outside the trash that have most to do with this one, each with the reasons; with those `linking` to
    it or without."""
    with in_time(tr("Looking for related notes took too long and was stopped.")):
        return _related(connection, memory, limit, linking)


def _related(connection: Connection, memory: Memory, limit: int, linking: bool) -> tuple[Related, ...]:
    count_for_search(connection)
    finding.bounded(connection)
    ties: dict[UUID, _Ties] = {}
    left_out = _by_links(connection, memory, ties)
    for other, tags in relating.same_tags(connection, memory.id, 4 * limit):
        reason = (
            tr("shares the tag {tag}", tag=tags[0])
            if len(tags) == 1
            else tr("shares the tags {tags}", tags=", ".join(tags[:3]))
        )
        ties.setdefault(other, _Ties()).add(min(len(tags), 3) * _TAG, reason)
    if not _by_meaning(connection, memory, limit, ties):
        _by_words(connection, memory, limit, ties)
    wanted = ties if linking else ties.keys() - left_out
    best = sorted(wanted, key=lambda id_: -ties[id_].score)[:limit]
    rows = shown(connection, best, (), {id_: ties[id_].place for id_ in best})
    return tuple(
        Related(
            id_,
            rows[id_].title,
            beginning_of(rows[id_].passage or rows[id_].around, rows[id_].title).text,
            ties[id_].score,
            " · ".join(ties[id_].reasons),
            tuple(rows[id_].tags),
            rows[id_].updated_at,
        )
        for id_ in best
        if id_ in rows
    )


def _by_links(connection: Connection, memory: Memory, ties: dict[UUID, _Ties]) -> set[UUID]:
    """Put the notes down that are linked from this one or to it: by a link of the notebook, or since a text names the other
    between brackets. Those that link here are the answer."""
    linking = set()
    for other, kind, outgoing in relating.ties(connection, memory.id):
        ties.setdefault(other, _Ties()).add(_LINK, _linked(kind, outgoing))
        if not outgoing:
            linking.add(other)
    titles = dict.fromkeys(link.target for link in islice(note_links_in(memory.content), _NAMED))
    at = str(memory.metadata.get("source_path") or "")
    for title in titles:
        named = link_targets.meant_at(connection, title, at)
        if named is not None and named != memory.id:
            ties.setdefault(named, _Ties()).add(_LINK, _linked("related", outgoing=True))
    leading = note_links.leading_to(connection, memory.id)
    for other in leading[:_NAMED]:
        ties.setdefault(other, _Ties()).add(_LINK, _linked("related", outgoing=False))
    return linking.union(leading)


def _linked(kind: str, outgoing: bool) -> str:
    if kind == "conflict":
        there, back = (
            tr("linked from here as the other text of a conflict"),
            tr("links here as the other text of a conflict"),
        )
        return there if outgoing else back
    told = tr("linked from here") if outgoing else tr("links here")
    return told if kind == "related" else f"{told} ({kind})"


def _by_meaning(connection: Connection, memory: Memory, limit: int, ties: dict[UUID, _Ties]) -> bool:
    """Put the notes near in meaning down; False where the note has no vector yet."""
    model = meaning.serving(connection)
    vector = meaning.centroid(connection, model, memory.id) if model is not None else None
    if model is None or vector is None:
        return False
    for near in meaning.nearest(connection, model, vector, 2 * limit + 1):
        if near.memory_id != memory.id and near.cosine >= _NEAR:
            told = ties.setdefault(near.memory_id, _Ties())
            told.add(_MEANING * near.cosine, tr("says something alike"))
            told.place = (near.start, near.end)
    return True


def _by_words(connection: Connection, memory: Memory, limit: int, ties: dict[UUID, _Ties]) -> None:
    """Put the notes down that hold the same rare words."""
    counts = frequencies(connection, relating.lexemes_of(connection, memory.id))
    most = max(2, int(_COMMON * statistics(connection).documents))
    rare = sorted((word for word in counts if 1 < counts[word] <= most), key=lambda word: counts[word])[
        :_RARE
    ]
    if not rare:
        return
    found = finding.answer(connection, question(connection, parse(" OR ".join(rare)))).found[: 2 * limit + 1]
    best = max((each.score for each in found), default=0) or 1.0
    for each in found:
        if each.memory_id != memory.id:
            ties.setdefault(each.memory_id, _Ties()).add(
                _WORDS * each.score / best, tr("uses the same rare words")
            )
