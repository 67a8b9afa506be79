"""The vocabulary as a question looks into it: that of the notes, or that of their files.

Owns what either tells of a word. Notes are asked for as if there were no files, but for one thing: a word that a file holds
is not taken for misspelt. Files are asked for with the counts of both, so that a word weighs the same wherever it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from core.search.nodes import Phrase, Word
from core.search.spelling import Neighbor
from core.store.asking import Term, terms_of
from core.store.engine import Connection
from core.store.lexemes import FILE, TITLE, in_file
from core.store.vocabulary import (
    Statistics,
    begins_a_word,
    documents_with_beginning,
    frequencies,
    words_like,
    words_with,
)


class Shelf:
    """The words of the notes."""

    file = False

    def __init__(self, connection: Connection, known: Statistics) -> None:
        self._connection = connection
        self.known = known

    @property
    def languages(self) -> Mapping[str, int]:
        """How many documents there are of each language."""
        return self.known.languages

    def terms(self, leaf: Word | Phrase, languages: Sequence[str]) -> list[Term]:
        """What is looked for, for a word or phrase."""
        return terms_of(leaf, languages)

    def counts(self, lexemes: Collection[str]) -> dict[str, int]:
        """In how many documents each of these is."""
        return frequencies(self._connection, lexemes)

    def words_with(self, part: str, most: int) -> list[tuple[str, int]]:
        """Words that hold this part."""
        return words_with(self._connection, part, most)

    def words_like(self, word: str, most: int) -> list[Neighbor]:
        """Words that this one may be misspelt for."""
        return words_like(self._connection, word, most)

    def is_known(self, term: Term) -> bool:
        """Whether a term that hardly a note holds is no mistake all the same: some word begins so, or a file has it."""
        if term.begins and begins_a_word(self._connection, term.word):
            return True
        return bool(self.known.files) and self._is_in_files(term)

    def with_documents(self, term: Term) -> Term:
        """The term with how many documents count for it, those with longer words included."""
        if term.field == "title":
            return replace(term, documents=documents_with(self._connection, TITLE + term.word, term.begins))
        longer = documents_with_beginning(self._connection, term.word) if term.begins else 0
        return replace(term, documents=term.notes + longer)

    def _is_in_files(self, term: Term) -> bool:
        begins = term.begins and begins_a_word(self._connection, in_file(term.word))
        return begins or bool(frequencies(self._connection, [in_file(form) for form in term.forms]))


class FileShelf(Shelf):
    """The words of the files."""

    file = True

    def __init__(self, connection: Connection, known: Statistics) -> None:
        files = sum(known.files.values())
        super().__init__(connection, replace(known, documents=known.documents + files))

    @property
    def languages(self) -> Mapping[str, int]:
        """How many files there are of each language."""
        return self.known.files

    def terms(self, leaf: Word | Phrase, languages: Sequence[str]) -> list[Term]:
        """What is looked for, for a word or phrase."""
        return [replace(term, file=True) for term in terms_of(leaf, languages)]

    def counts(self, lexemes: Collection[str]) -> dict[str, int]:
        """In how many notes and files each of these is."""
        notes, files = super().counts(lexemes), super().counts([in_file(each) for each in lexemes])
        both = {each: notes.get(each, 0) + files.get(in_file(each), 0) for each in lexemes}
        return {each: count for each, count in both.items() if count}

    def words_with(self, part: str, most: int) -> list[tuple[str, int]]:
        """Words of files that hold this part."""
        return words_with(self._connection, part, most, FILE)

    def words_like(self, word: str, most: int) -> list[Neighbor]:
        """Words of files that this one may be misspelt for."""
        return words_like(self._connection, word, most, FILE)

    def is_known(self, term: Term) -> bool:
        """Whether some word of a note or a file begins as the term."""
        return term.begins and (
            begins_a_word(self._connection, term.word) or begins_a_word(self._connection, in_file(term.word))
        )

    def with_documents(self, term: Term) -> Term:
        """The term with how many files count for it."""
        stored = [in_file(form) for form in (*term.forms, *term.parts, *term.meant)]
        files = sum(frequencies(self._connection, stored).values())
        longer = documents_with_beginning(self._connection, in_file(term.word)) if term.begins else 0
        return replace(term, documents=files + longer)


def documents_with(connection: Connection, lexeme: str, begins: bool) -> int:
    """In about how many documents a lexeme is, or any that begins so."""
    if begins:
        return documents_with_beginning(connection, lexeme)
    return frequencies(connection, [lexeme]).get(lexeme, 0)
