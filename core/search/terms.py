"""The words of a query.

Every word must occur in a note; the last one may be the beginning of a word, because it is still being typed; words in
double quotes belong together. Nothing that a person can type is an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_TERMS = 24  # what is typed beyond that is cut, and the answer says so
LONGEST_TERM = 200

_TERM = re.compile(r'"([^"]*)"|"(.*)$|(\S+)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for: a word, or several in a row (`phrase`); `prefix` when longer words count too."""

    text: str
    phrase: bool = False
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query understood: its text without surrounding space, its terms, and whether some were too many to look for."""

    text: str
    terms: tuple[Term, ...]
    cut: bool = False


def parse(text: str) -> Query:
    """The terms of what was typed; a word at the very end counts as a prefix, a quoted one does not."""
    clean = text.replace("\0", " ")
    terms = [
        _term(match) for match in _TERM.finditer(clean) if (match[1] or match[2] or match[3] or "").strip()
    ]
    if terms and not terms[-1].phrase and not clean[-1:].isspace():
        terms[-1] = Term(terms[-1].text, prefix=True)
    kept = terms[:MOST_TERMS]
    if len(kept) < len(terms):
        kept = [Term(term.text, term.phrase) for term in kept]
    return Query(clean.strip(), tuple(kept), cut=len(kept) < len(terms))


def _term(match: re.Match[str]) -> Term:
    quoted = match[1] if match[1] is not None else match[2]
    if quoted is not None:
        return Term(quoted.strip()[:LONGEST_TERM], phrase=True)
    return Term(match[3][:LONGEST_TERM])
