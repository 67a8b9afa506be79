"""Front matter: the YAML between two lines of dashes at the top of a Markdown file.

Reads it as people mean it and not as YAML 1.1 does: `yes`, `1:30` and `2025-03-03` stay text, numbers are numbers only when
they read back the same. Writes it so that `split` and `read` give the same values again, and other programs the same types:
lists line by line, times without quotes, all other text between them. Files are untrusted: references,
repeated keys and custom types are refused or read as text, and nothing is ever constructed but plain values. Pure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from datetime import datetime
from typing import Any

import yaml

from core.events import to_json
from core.language import tr

LONGEST = 256 << 10  # characters
_FIRST_KEY = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*[^\s:#-][^\n:]{0,80}:(?:\s|\Z)")
_BLOCK = re.compile(r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_SIMPLE_KEY = re.compile(r"[^\W_](?:[\w ./+&()-]{0,59}[\w.)])?")
_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_UNPRINTABLE = re.compile("[\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_MORE = (yaml.TagToken, yaml.AnchorToken, yaml.DirectiveToken)
_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)  # only ever composes nodes, constructs nothing


class Unreadable(ValueError):
    """Front matter that is no YAML, or YAML that is refused; its text says why, `line` where in the file."""

    def __init__(self, why: str, line: int = 1) -> None:
        super().__init__(why)
        self.line = line


def split(text: str) -> tuple[str, str]:
    """The front matter without its dashes, and the text after it exactly as it stands; ("", text) where there is none.

    A text that merely begins with a line of dashes has none: the first line must name something.
    """
    match = _BLOCK.match(text) if text.startswith("---") else None
    if match is None or not _FIRST_KEY.match(match[1]):
        return "", text
    return match[1], text[match.end() :]


def top_of(text: str) -> str:
    """What stands between the first two lines of dashes, with these, whether it names something or not."""
    match = _BLOCK.match(text) if text.startswith("---") else None
    return match[0] if match else ""


def read(block: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The values of front matter, and the same with every single value as it is written; None when it is no mapping.

    Raises Unreadable.
    """
    if len(block) > LONGEST:
        raise Unreadable(tr("it is longer than {most} kB", most=LONGEST >> 10))
    try:
        node = yaml.compose(block, Loader=_LOADER)
        if not isinstance(node, yaml.MappingNode):
            return None
        return _Meaning(block, False).mapping(node), _Meaning(block, True).mapping(node)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        said = tr("line {line}: {problem}", line=line, problem=error.problem or error.context)
        raise Unreadable(said, line) from None
    except yaml.YAMLError as error:
        raise Unreadable(str(error).splitlines()[0]) from None
    except RecursionError:
        raise Unreadable(tr("it is nested too deeply")) from None


def says_more(block: str) -> bool:
    """Whether front matter that can be read says something that is in none of its values: a remark, a type, an anchor."""
    done = 0
    for token in yaml.scan(block, Loader=_LOADER):
        start, end = token.start_mark.index, token.end_mark.index
        told = block[start:end]
        header = (
            told.partition("\n")[0] if isinstance(token, yaml.ScalarToken) and told[:1] in ("|", ">") else ""
        )
        if block[done:start].strip() or "#" in header or isinstance(token, _MORE):
            return True
        done = max(done, end)
    return bool(block[done:].strip())


def write(values: dict[str, Any], texts: Collection[str] = ()) -> str:
    """Front matter with its dashes. Keys must be simple (`is_simple`); those of `texts` are text, also where it looks
    like a time."""
    lines = [_line(key, value, times=key not in texts) for key, value in values.items()]
    return "".join(["---\n", *lines, "---\n"])


def is_simple(key: str, value: Any) -> bool:
    """Whether `write` and `read` keep this pair as it is."""
    if not _SIMPLE_KEY.fullmatch(key):
        return False
    try:
        found = read(_line(key, value))
    except Unreadable:
        return False
    return found is not None and found[0] == {key: value}


def _line(key: str, value: Any, *, times: bool = True) -> str:
    if isinstance(value, list) and value:
        return "".join([f"{key}:\n", *(f"  - {_written(each, times)}\n" for each in value)])
    return f"{key}: {_written(value, times)}\n"


def _written(value: Any, times: bool) -> str:
    if times and isinstance(value, str) and _is_time(value):
        return value
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _is_time(text: str) -> bool:
    """Whether a text is a day or a moment that exists, as YAML writes them."""
    try:
        return _TIME.fullmatch(text) is not None and bool(datetime.fromisoformat(text))
    except ValueError:
        return False


class _Meaning:
    """The plain values of a composed document; with `as_text`, every single one as it is written."""

    def __init__(self, block: str, as_text: bool) -> None:
        self._block = block
        self._as_text = as_text
        self._seen: set[int] = set()

    def value(self, node: yaml.Node) -> Any:
        if id(node) in self._seen:
            raise Unreadable(tr("it uses references (& and *)"))
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(each) for each in node.value]
        assert isinstance(node, yaml.ScalarNode)  # YAML has no fourth kind
        text: str = node.value
        tagged = self._block[node.start_mark.index : node.start_mark.index + 1] == "!"
        if node.style or tagged:
            return text
        if self._as_text:
            return None if text in ("", "~", "null") else text
        return _plain(text)

    def mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 2
            if not isinstance(key, yaml.ScalarNode):
                raise Unreadable(tr("line {line}: a name is no text", line=line), line)
            if key.value in values:
                said = tr("line {line}: “{value}” is there twice", line=line, value=key.value[:60])
                raise Unreadable(said, line)
            values[key.value] = self.value(value)
        return values


def _plain(text: str) -> Any:
    """What a value without quotes means: nothing, true, false, a number that reads back the same, else its text."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) <= 30 and _NUMBER.fullmatch(text):
        number: int | float = json.loads(text)
        if to_json({"": number}) == f'{{"":{text}}}':
            return number
    return text
