"""Code in notes, told apart by color: which characters of a line are words of the language, texts, numbers and remarks.

Owns what of Pygments' fine distinctions is kept. A line is read alone, so that a
key press costs the same in any note; a text or remark over several lines is therefore colored where it begins only. Pure.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from app.editor.languages import LANGUAGES
from app.editor.markdown import STYLED, Span, Style

if TYPE_CHECKING:
    from pygments.lexer import Lexer

_KINDS = (
    ("Keyword", Style.KEYWORD),
    ("Operator.Word", Style.KEYWORD),
    ("Name.Tag", Style.KEYWORD),
    ("Literal.String", Style.STRING),
    ("Literal.Number", Style.NUMBER),
    ("Name.Decorator", Style.NUMBER),
    ("Name.Attribute", Style.NUMBER),
    ("Comment", Style.REMARK),
    ("Generic.Deleted", Style.REMARK),
    ("Generic.Inserted", Style.STRING),
    ("Generic.Heading", Style.KEYWORD),
)


def code_spans(text: str, language: int) -> tuple[Span, ...]:
    """What stands out in the first `STYLED` characters of some code: one line, or several."""
    return _read(text[:STYLED], language)


@lru_cache(maxsize=4_000)  # a line is asked for again with each stroke of the caret
def _read(text: str, language: int) -> tuple[Span, ...]:
    lexer = _lexer(LANGUAGES[language - 1]) if 0 < language <= len(LANGUAGES) else None
    if lexer is None or not text.strip():
        return ()
    spans = []
    for at, kind, value in lexer.get_tokens_unprocessed(text):
        style = next((style for name, style in _KINDS if str(kind).startswith(f"Token.{name}")), None)
        if style is not None and value.strip():
            spans.append(Span(at, len(value), style))
    return tuple(spans)


@lru_cache(maxsize=len(LANGUAGES))
def _lexer(name: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(name)
    except ClassNotFound:
        return None
