"""Why a note is among the results of a query, and why another one is not.

Owns the words of the reasons. Everything is asked of the same channels that answer a search, so what is said here is what
happened there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from core.memory import Memory
from core.search.fusion import CHANCE
from core.search.nodes import Node, Not, Phrase, Word
from core.search.printing import in_words
from core.search.result import Mode, Reason, Why
from core.searching.channels import MARKS, Asked, ask, plain_text
from core.searching.hits import hits_of
from core.store import finding, meaning
from core.store.engine import Connection, in_time
from core.store.filters import condition
from core.store.question import Question, members_of
from core.text.segmentation import fold

if TYPE_CHECKING:
    from core.embedding import Model


def why(connection: Connection, memory: Memory, text: str, model: Callable[[str], Model | None]) -> Why:
    """The place of a note in the answer to a query, with what each channel says; or what keeps it out."""
    with in_time("Finding out why took too long and was stopped."):
        return _why(connection, memory, text, model)


def _why(connection: Connection, memory: Memory, text: str, model: Callable[[str], Model | None]) -> Why:
    asked = ask(connection, text, Mode.BOTH, model)
    for rank, found in enumerate(asked.ranked, 1):
        if found.id == memory.id:
            told = [hit.why for hit in hits_of(connection, asked, [found])]
            return Why(memory.id, memory.title, text, rank, told[0] if told else found.why)
    return Why(memory.id, memory.title, text, None, reasons=tuple(_reasons(connection, memory, asked)))


def _reasons(connection: Connection, memory: Memory, asked: Asked) -> Iterator[Reason]:
    if memory.deleted_at is not None and not asked.strict.trash:
        yield Reason("trash", "It is in the trash.", "Add is:trashed, or take it out of the trash.")
    members = list(members_of(asked.strict.root))
    missing = [node for node in members if not _holds(connection, memory, asked.strict, node)]
    for node in missing:
        yield _reason(node, asked)
    if not members:
        yield Reason("empty", "Nothing is asked for.", "Type a word.")
    elif not missing and memory.attachments and not finding.together(connection, memory.id, asked.strict):
        yield Reason(
            "apart",
            "It holds everything, but some of it in its text and some in a file, or in two files.",
            "Leave out what stands in one of them.",
        )
    elif not missing and memory.deleted_at is None:
        yield Reason(
            "order",
            "It holds everything, but very many notes do, and only the best of the newest are listed.",
            "Add a word or a filter.",
        )
    yield from _far(connection, memory, asked)


def _holds(connection: Connection, memory: Memory, asked: Question, node: Node) -> bool:
    return finding.holds(connection, memory.id, condition(node, finding.leaf_of(asked)))


def _reason(node: Node, asked: Asked) -> Reason:
    told = in_words(node, datetime.now().astimezone())
    if isinstance(node, Word):
        meant = asked.strict.misspelt.get(fold(node.text).strip(MARKS))
        hint = (
            f"Did you mean “{meant}”?"
            if meant
            else "Leave the word out, or type one that stands in the note."
        )
        return Reason("word", f"It does not hold “{node.text}”.", hint)
    if isinstance(node, Phrase):
        hint = "Leave the quotes out: then the words may stand apart, and in other forms."
        return Reason("phrase", f"It does not hold “{node.text}” in a row.", hint)
    if isinstance(node, Not):
        return Reason("excluded", f"The query leaves it out: {told}.", "Take that out of the query.")
    return Reason("filter", f"This does not hold for it: {told}.", "Take that out of the query.")


def _far(connection: Connection, memory: Memory, asked: Asked) -> Iterator[Reason]:
    """What meaning says of the note."""
    if asked.nearness is None:
        if plain_text(asked.query) and meaning.coverage(connection) is None:
            yield Reason("meaning", "Nothing can be found by meaning yet.", "Run `second-brain embed`.")
        return
    asked.nearness.join(connection, [memory.id])
    near = asked.nearness.found.get(memory.id)
    if near is None:
        yield Reason(
            "embedding",
            "It cannot be found by meaning yet: it waits for its vectors.",
            "They come in the background; `second-brain embed` makes them now.",
        )
    elif near.cosine < CHANCE:
        words = f"What it means is far from the query: {near.cosine:.2f}, and below {CHANCE} it is chance."
        yield Reason("meaning", words, "Say it in other words.")
    else:
        words = f"What it means is near the query ({near.cosine:.2f}), but many notes are nearer."
        yield Reason("meaning", words, "Say more of what you remember.")
