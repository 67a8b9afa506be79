"""What stands right behind `second-brain` and is no command: a link is opened, a text stands in the capture window.

Owns how both are told from a slip of the hand. It refuses to know what becomes of a thought.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperGroup

_LINK = "secondbrain:"
# As commands are written, with any accent: a word of another script is no slip of the hand, and where a script has no spaces
# it may be a whole sentence.
_ONE_WORD = re.compile(r"[a-z0-9_\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff-]*", re.IGNORECASE)


class Commands(TyperGroup):
    """The commands by their names. A single word of Latin letters that is none of them is an error: it may be a name that
    was typed wrongly, and whoever types one wants no note of it."""

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]  # typer's own context is click's
        """The command that is meant, and what is left for it."""
        first, *rest = args
        if first.lower().startswith(_LINK):
            args = ["open", first, *rest]
        elif not _ONE_WORD.fullmatch(first):
            args = ["capture", "--window", *rest, "--", first]
        elif not get_close_matches(first, self.commands):
            ctx.fail(f'No such command {first!r}. To write something down: second-brain "Buy milk"')
        return super().resolve_command(ctx, args)
