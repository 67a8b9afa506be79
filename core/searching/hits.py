"""What is shown of the notes that were found: an excerpt, the words that were found in it, and why the note is there.

Owns the words that say what was cut or may have been meant. Refuses to know how notes are found (`core.searching.channels`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from core.language import thousands, tr, tr_noop
from core.search.excerpt import Piece, Wanted, beginning_of, piece_of, task_of
from core.search.fusion import Fused
from core.search.nodes import Filter, Word, text_leaves, wanted_leaves
from core.search.query import Query
from core.search.result import Channel, Evidence, Hit, Mode
from core.searching.channels import MARKS, Asked
from core.store import finding
from core.store.engine import Connection
from core.store.file_finding import places as places_in_files
from core.store.file_words import InFile
from core.store.question import Question
from core.store.showing import Row, shown
from core.text.features import SIGNS
from core.text.language import ENGLISH
from core.text.segmentation import fold

TOO_LONG = tr_noop("The search took too long and was stopped. Type another word.")


def hits_of(connection: Connection, asked: Asked, found: Sequence[Fused]) -> tuple[Hit, ...]:
    """These notes with an excerpt and the reasons, in their order."""
    near = asked.nearness.found if asked.nearness else {}
    places = {each.id: (near[each.id].start, near[each.id].end) for each in found if each.id in near}
    words = _plain_words(asked.question)
    tasks = _tasks_of(asked.query)
    rows = shown(connection, [each.id for each in found], words, places, SIGNS.get(tasks, ()))
    wanted = wanted_of(asked.question)
    pieces = {
        id_: piece_of(row.around, row.title, wanted, row.language or ENGLISH) for id_, row in rows.items()
    }
    files = _in_files(connection, asked, pieces)
    return tuple(
        _hit(each, rows[each.id], pieces[each.id], files.get(each.id), tasks)
        for each in found
        if each.id in rows
    )


def wanted_of(asked: Question) -> Wanted:
    """What marks a word in an excerpt."""
    words: dict[str, Channel] = {}
    for term in asked.terms:
        words |= dict.fromkeys(term.meant, Channel.MISSPELT)
        words |= dict.fromkeys(term.parts, Channel.PARTS)
    for term in asked.terms:
        words |= dict.fromkeys(term.plain_forms, Channel.WORDS)
    beginnings = tuple(term.word for term in asked.terms if term.begins)
    return Wanted(words, frozenset(form for term in asked.terms for form in term.plain_forms), beginnings)


def _tasks_of(query: Query) -> str:
    """The state of the tasks that a note shall have; empty where none is asked for."""
    asked = (
        leaf.value for leaf in wanted_leaves(query.root) if isinstance(leaf, Filter) and leaf.name == "has"
    )
    return next((state for state in asked if state in ("open-task", "done-task")), "")


def _hit(found: Fused, row: Row, piece: Piece, in_file: tuple[InFile, Piece] | None, tasks: str) -> Hit:
    passage = beginning_of(row.passage or row.around, row.title)
    if in_file is not None:
        seen = in_file[1]
        piece = Piece(seen.excerpt, {**piece.matched, **seen.matched})
    elif not piece.excerpt.marks:
        task = task_of(row.lines, tasks) if row.lines and not row.passage else None
        piece = Piece(task or passage, piece.matched)
    why = tuple(_with_matches(each, piece, passage.text, in_file) for each in found.why)
    return Hit(
        row.id,
        row.title,
        piece.excerpt,
        found.score,
        tuple(row.tags),
        row.updated_at,
        why,
        row.source_id,
        row.picture,
    )


def _in_files(
    connection: Connection, asked: Asked, pieces: Mapping[UUID, Piece]
) -> dict[UUID, tuple[InFile, Piece]]:
    """The notes of which a file shows more of what was asked for than their own text does, with the piece of the file. One
    that holds all of it itself, perhaps in its title, is shown by itself."""
    beside = asked.question.beside
    if beside is None or asked.mode is Mode.MEANING:
        return {}
    wanted = wanted_of(beside)
    some = [id_ for id_, piece in pieces.items() if len({*map(fold, piece.matched)}) < len(beside.terms)]
    found = places_in_files(connection, asked.question, some) if some else {}
    shown = {}
    for id_, file in found.items():
        piece = piece_of(file.text, "", wanted, file.language)
        if len(_marked(piece)) > len(_marked(pieces[id_])):
            page = file.page and file.page + file.text.count("\f", 0, piece.at)
            shown[id_] = file._replace(page=page), piece
    return shown


def _marked(piece: Piece) -> set[str]:
    """The words that are marked in what is shown, each once."""
    return {fold(piece.excerpt.text[start:end]) for start, end in piece.excerpt.marks}


def _with_matches(
    evidence: Evidence, piece: Piece, passage: str, in_file: tuple[InFile, Piece] | None
) -> Evidence:
    if evidence.channel is Channel.MEANING:
        return replace(evidence, matched=(passage,))
    if evidence.channel is Channel.WORDS:
        by_word = set(piece.matched.values())
        channel = next(
            (each for each in (Channel.WORDS, Channel.PARTS, Channel.MISSPELT) if each in by_word), None
        )
        evidence = replace(evidence, channel=channel or Channel.WORDS, matched=tuple(piece.matched))
        if in_file is not None:
            file, seen = in_file
            evidence = replace(evidence, file=file.name, page=file.page, in_file=tuple(seen.matched))
    return evidence


def _plain_words(asked: Question) -> list[str]:
    """The words by which the place in a long note is looked for."""
    return [word for term in asked.terms for word in (term.word, *term.parts[:2], *term.meant[:2])]


def suggestion(query: Query, misspelt: Mapping[str, str]) -> str | None:
    """The query with other words for those that seem misspelt; None where none does."""
    if not misspelt:
        return None
    text = query.text
    for leaf in text_leaves(query.root):
        typed = leaf.text.strip(MARKS)
        for word, meant in misspelt.items():
            if isinstance(leaf, Word) and fold(typed) == word:
                text = re.sub(rf"(?<![\w:#]){re.escape(typed)}(?!\w)", meant.replace("\\", r"\\"), text)
    return text if text != query.text else None


def cut(asked: Asked) -> tuple[str, ...]:
    """What was left out, in sentences."""
    told = [asked.query.cut] if asked.query.cut else []
    if asked.silent:
        told.append(tr("{words} Only words were looked for.", words=asked.silent))
    if asked.answer.too_long:
        told.append(tr(TOO_LONG))
    elif asked.answer.newest_only:
        told.append(
            tr("Only the newest {most} notes were looked through.", most=thousands(finding.MOST_WALKED))
        )
    elif asked.answer.at_least:
        most = thousands(finding.RANKED)
        told.append(tr("Very many notes match; the newest {most} of them were compared.", most=most))
    if asked.partly and asked.answer.found:
        told.append(tr("Notes that hold only some of the words are listed too."))
    if asked.question.too_many:
        told.append(tr("Of so many words, the rarest ones decide the order."))
    return tuple(told)
