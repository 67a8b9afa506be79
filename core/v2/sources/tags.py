"""The tags of a v2 note, wherever its shape keeps them.

Owns how null, blank, repeated and odd tags become tags that a memory can have, and the remarks that say so. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from core.v2.sources.cells import Json, Unreadable, array_elements

LONGEST = 255
"""Characters that a tag may have here; v2 knew no limit."""


def clean_tags(found: Iterable[Any], remarks: list[str]) -> tuple[str, ...]:
    """The tags, trimmed and each once in their order; whatever else was there leaves a remark."""
    tags: dict[str, None] = {}
    for element in found:
        tag = _text_of(element, remarks)
        trimmed = tag.strip()
        if len(trimmed) > LONGEST:
            remarks.append("long-tag")
            continue
        if not trimmed:
            remarks.append("null-tag" if element is None else "blank-tag")
        elif trimmed in tags:
            remarks.append("duplicate-tag")
        else:
            tags[trimmed] = None
            if trimmed != tag:
                remarks.append("trimmed-tag")
    return tuple(tags)


def tags_of_metadata(value: Any, remarks: list[str]) -> list[Any]:
    """What `metadata["tags"]` of the v2 server holds: a list, nothing, or a bare word."""
    if value is None:
        return []
    if isinstance(value, list):
        return value
    remarks.append("bare-tag")
    return [value]


def tags_of_cell(text: str, remarks: list[str]) -> list[Any]:
    """What a column of tags holds: an array of Postgres, a JSON list, or words between commas."""
    try:
        return list(array_elements(text))
    except Unreadable:
        pass
    try:
        value = Json().value(text)
        if isinstance(value, list):
            return value
    except (Unreadable, OverflowError):
        pass
    remarks.append("bare-tag")
    return text.split(",")


def _text_of(element: Any, remarks: list[str]) -> str:
    if element is None or isinstance(element, str):
        return element or ""
    remarks.append("tag-no-text")
    return json.dumps(element, ensure_ascii=False)
