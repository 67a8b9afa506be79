"""A query's tree as text: as it can be typed, and in words that a person reads.

Owns the way back from a tree to the language of `core.search.lexer`; what is printed reads as an equal tree. A word that
cannot be typed bare is put in quotes. Refuses to know how text becomes a tree.
"""

from __future__ import annotations

from datetime import datetime

from core.language import tr, tr_noop
from core.search.dates import Span, span_in_words
from core.search.lexer import QUOTES, Kind, can_be_excluded, scan
from core.search.nodes import And, Filter, Node, Not, Or, Phrase, TagName, Word

_IN_WORDS = {
    "attachment": tr_noop("with an attachment"),
    "image": tr_noop("with an image"),
    "link": tr_noop("with a link"),
    "task": tr_noop("with a task"),
    "open-task": tr_noop("with an open task"),
    "done-task": tr_noop("with a done task"),
    "code": tr_noop("with code"),
    "trashed": tr_noop("in the trash"),
    "conflict": tr_noop("in conflict"),
    "untagged": tr_noop("without a tag"),
    "pinned": tr_noop("pinned"),
    "import": tr_noop("imported"),
    "last-import": tr_noop("from the last import"),
    "device": tr_noop("written here"),
}


def typed(node: Node) -> str:
    """The node as it can be typed, with no more parentheses than it needs."""
    match node:
        case And(nodes):
            return " ".join(_grouped(inner, And) for inner in nodes)
        case Or(nodes):
            return " OR ".join(_grouped(inner, And, Or) for inner in nodes)
        case Not(inner):
            text = _grouped(inner, And, Or, Not)
            return f"-{text}" if can_be_excluded(text) else f"-({text})"
        case Filter(name, TagName(text, prefix)):
            return _valued(name, text, prefix)
        case Filter(name, value):
            return _valued(name, value.text if isinstance(value, Span) else str(value))
        case Word(text, field, prefix):
            return _valued("" if field == "any" else field, text, prefix)
        case Phrase(text, field):
            return quoted(text) if field == "any" else f"{field}:{quoted(text)}"


def quoted(text: str) -> str:
    """The text in quotes that do not occur in it; where all do, without the plain ones."""
    for opening, closing in QUOTES.items():
        if closing not in text:
            return f"{opening}{text}{closing}"
    return quoted(text.replace('"', " "))


def in_words(node: Node, now: datetime) -> str:
    """The node as a person reads it: “tag work”, “not “draft””, “changed in March 2026”."""
    match node:
        case And(nodes):
            return tr(" and ").join(_grouped_words(inner, now) for inner in nodes)
        case Or(nodes):
            return tr(" or ").join(_grouped_words(inner, now) for inner in nodes)
        case Not(Filter("tag", TagName("", True))):
            return tr("no tag")
        case Not(inner):
            return tr("not {what}", what=_grouped_words(inner, now))
        case Word(text, field, prefix):
            return _of_field(field, _in_quotes(f"{text}…" if prefix else text))
        case Phrase(text, field):
            return _of_field(field, _in_quotes(text))
        case Filter():
            return _filter_in_words(node, now)


def _in_quotes(text: str) -> str:
    """A word as a person reads it."""
    return tr("“{text}”", text=text)


def _filter_in_words(node: Filter, now: datetime) -> str:
    match node:
        case Filter(_, TagName("", True)):
            return tr("any tag")
        case Filter(_, TagName(text, prefix)):
            return tr("tag {tag}", tag=f"{text}…" if prefix else text)
        case Filter(name, Span() as span):
            when = span_in_words(span, now)
            return tr("created {when}", when=when) if name == "created" else tr("changed {when}", when=when)
        case Filter("id", value):
            return tr("id {value}", value=value)
        case Filter("type", value):
            return tr("type {value}", value=value)
    return tr(_IN_WORDS[str(node.value)])


def _of_field(field: str, words: str) -> str:
    if field == "any":
        return words
    return tr("title has {words}", words=words) if field == "title" else tr("body has {words}", words=words)


def _grouped(node: Node, *kinds: type) -> str:
    return f"({typed(node)})" if isinstance(node, kinds) else typed(node)


def _grouped_words(node: Node, now: datetime) -> str:
    return f"({in_words(node, now)})" if isinstance(node, And | Or) else in_words(node, now)


def _valued(name: str, text: str, prefix: bool = False) -> str:
    """A word, or a filter's name and value, bare where it is read back so."""
    front, star = (f"{name}:" if name else ""), ("*" if prefix else "")
    bare = f"{front}{text}{star}"
    tokens = list(scan(bare + " "))
    same = [(Kind.FILTER if name else Kind.WORD, text, name, prefix, False, len(bare))]
    if [(each.kind, each.text, each.name, each.prefix, each.excluded, each.end) for each in tokens] == same:
        return bare
    return f"{front}{quoted(text)}{star if name == 'tag' else ''}"
