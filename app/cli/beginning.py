"""Notes that begin with something: the note of the day, and a note from a template.

Owns which template is meant, and the tag of the notes of days, which is chosen in the window. What a note begins with is
decided in the core.
"""

from __future__ import annotations

import configparser
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.asked import Asked, one_id
from app.cli.screen import short_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from core import Summary

_TAG = "journal"


def today(asked: Asked) -> None:
    """Print the id of today's note, as the window opens it. Where there is none, it is made."""
    now = datetime.now().astimezone()
    with asked.brain() as brain:
        tag = journal_tag(brain.home)
        found = brain.templates.note_of(now.date(), tag)
        note = found or brain.templates.begin_day(now.date(), tag, now).memory
        title = brain.memory(note).title
    asked.screen.answer({"id": str(note), "title": title, "made": found is None}, str(note))


def template(
    asked: Asked,
    which: Annotated[
        str | None, typer.Argument(metavar="TEMPLATE", help="Its title, or six characters of its id.")
    ] = None,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="The title of the new note.")] = "",
) -> None:
    """List your templates; with TEMPLATE, make a note from that one, and print its id."""
    with asked.brain() as brain:
        listed = brain.templates.listed()
        if which is not None:
            now = datetime.now().astimezone()
            made = brain.templates.begin(_meant(listed, which), title.strip(), now).memory
            asked.screen.answer({"id": str(made)}, str(made))
            return
    values = {"templates": [{"id": str(each.id), "title": each.title} for each in listed]}
    rows = [(short_id(each.id), each.title) for each in listed]
    asked.screen.answer(values, lambda: asked.screen.table(rows, wide=1))
    if not rows and not asked.screen.as_json:
        asked.screen.aside(
            "No note is a template yet. Make one of it with: second-brain tag ID --tag template"
        )


def journal_tag(home: Path) -> str:
    """The tag of the notes that belong to a day, as the window keeps it. Qt writes that file, and is not loaded for this one
    value: it quotes as JSON does, and doubles an @ at the beginning."""
    window = configparser.RawConfigParser(delimiters="=", comment_prefixes=";", strict=False)
    try:
        window.read_string((home / "window.ini").read_text("utf-8"))
        kept = window.get("capture", "journal_tag", fallback="").removeprefix('"').removesuffix('"')
        tag = str(json.loads(f'"{kept}"'))
    except (OSError, ValueError, configparser.Error):
        return _TAG
    return (tag[1:] if tag.startswith("@@") else tag).strip() or _TAG


def _meant(listed: Sequence[Summary], which: str) -> UUID:
    from core import BrainError

    named = [each for each in listed if each.title.casefold() == which.strip().casefold()]
    if len(named) > 1:
        raise BrainError(
            f"{len(named)} templates are called “{which}”.", "Say the id of one of them in its place."
        )
    by_id = one_id(which, [str(each.id) for each in listed])
    found = named or [each for each in listed if str(each.id) == by_id]
    if not found:
        raise BrainError(f"No template is called “{which}”.", "List them with: second-brain template")
    return found[0].id
