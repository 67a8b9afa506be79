"""Why a note is among the results of a query, and why another one is not.

Owns the words of the reasons. Everything is asked of the same channels that answer a search, so what is said here is
what happened there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from core.language import tr
from core.memory import Memory
from core.search.fusion import CHANCE
from core.search.nodes import Node, Not, Phrase, Word
from core.search.printing import in_words
from core.search.result import Mode, Reason, Why
from core.searching.channels import MARKS, Asked, ask, plain_text
from core.searching.hits import hits_of
from core.store import file_finding, finding, meaning
from core.store.engine import Connection, in_time
from core.store.filters import condition
from core.store.question import Question, members_of
from core.text.segmentation import fold

if TYPE_CHECKING:
    from core.embedding import Model


def why(connection: Connection, memory: Memory, text: str, model: Callable[[str], Model | None]) -> Why:
    """The place of a note in the answer to a query, with what each channel says; or what keeps it out."""
    with in_time(tr("Finding out why took too long and was stopped.")):
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
        yield Reason("trash", tr("It is in the trash."), tr("Add is:trashed, or take it out of the trash."))
    members = list(members_of(asked.strict.root))
    missing = [node for node in members if not _holds(connection, memory, asked.strict, node)]
    for node in missing:
        yield _reason(node, asked)
    if not members:
        yield Reason("empty", tr("Nothing is asked for."), tr("Type a word."))
    elif not missing and memory.attachments and _is_apart(connection, memory, asked.strict):
        yield Reason(
            "apart",
            tr("It holds everything, but some of it in its text and some in a file, or in two files."),
            tr("Leave out what stands in one of them."),
        )
    elif not missing and memory.deleted_at is None:
        yield Reason(
            "order",
            tr("It holds everything, but very many notes do, and only the best of the newest are listed."),
            tr("Add a word or a filter."),
        )
    yield from _far(connection, memory, asked)


def _holds(connection: Connection, memory: Memory, asked: Question, node: Node) -> bool:
    return finding.holds(connection, memory.id, condition(node, finding.leaf_of(asked)))


def _is_apart(connection: Connection, memory: Memory, asked: Question) -> bool:
    """Whether some of it stands in the note and some in a file, or in two."""
    return not (
        finding.in_text(connection, memory.id, asked) or file_finding.holds(connection, memory.id, asked)
    )


def _reason(node: Node, asked: Asked) -> Reason:
    told = in_words(node, datetime.now().astimezone())
    if isinstance(node, Word):
        meant = asked.strict.misspelt.get(fold(node.text).strip(MARKS))
        hint = (
            tr("Did you mean “{word}”?", word=meant)
            if meant
            else tr("Leave the word out, or type one that stands in the note.")
        )
        return Reason("word", tr("It does not hold “{word}”.", word=node.text), hint)
    if isinstance(node, Phrase):
        hint = tr("Leave the quotes out: then the words may stand apart, and in other forms.")
        return Reason("phrase", tr("It does not hold “{words}” in a row.", words=node.text), hint)
    if isinstance(node, Not):
        words = tr("The query leaves it out: {what}.", what=told)
        return Reason("excluded", words, tr("Take that out of the query."))
    words = tr("This does not hold for it: {what}.", what=told)
    return Reason("filter", words, tr("Take that out of the query."))


def _far(connection: Connection, memory: Memory, asked: Asked) -> Iterator[Reason]:
    """What meaning says of the note."""
    if asked.nearness is None:
        if plain_text(asked.query) and meaning.coverage(connection) is None:
            yield Reason(
                "meaning", tr("Nothing can be found by meaning yet."), tr("Run `second-brain embed`.")
            )
        return
    asked.nearness.join(connection, [memory.id])
    near = asked.nearness.found.get(memory.id)
    if near is None:
        yield Reason(
            "embedding",
            tr("It cannot be found by meaning yet: it waits for its vectors."),
            tr("They come in the background; `second-brain embed` makes them now."),
        )
    elif near.cosine < CHANCE:
        words = tr(
            "What it means is far from the query: {near}, and below {chance} it is chance.",
            near=f"{near.cosine:.2f}",
            chance=CHANCE,
        )
        yield Reason("meaning", words, tr("Say it in other words."))
    else:
        cosine = f"{near.cosine:.2f}"
        words = tr("What it means is near the query ({near}), but many notes are nearer.", near=cosine)
        yield Reason("meaning", words, tr("Say more of what you remember."))
