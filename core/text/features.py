"""What a text holds beside its words, read off its Markdown: pictures, links, tasks open and done, code, and files.

Owns what each of these looks like. Knows no properties of a note and nothing of how it is stored.
"""

from __future__ import annotations

import re

_PICTURES = "png|jpe?g|gif|webp|svg|avif|heic|bmp|tiff?"
_ITEM = r"^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+"
# A bracket never reaches over the next opening one: each character is then looked at a few times at most, also in a text of
# ten million brackets.
_LOOKS = {
    "image": (
        r"!\[[^\[\]\n]*\]\([^)\n]",
        rf"!\[\[[^\[\]\n]+\.(?:{_PICTURES})(?!\w)",
        r"<img\s",
    ),
    "link": (r"\bhttps?://\S", r"\[\[[^\[\]\n]+\]\]", r"(?<!!)\[[^\[\]\n]+\]\([^)\s]"),
    "open-task": (rf"{_ITEM}\[ \](?!\S)",),
    "done-task": (rf"{_ITEM}\[x\](?!\S)",),
    "code": (r"^[ \t>]*(?:```|~~~)", r"`[^`\n]+`"),
    "attachment": (
        r"!\[\[[^\[\]\n]+\.\w",
        r"\]\((?![^()\n]*\.(?:md|markdown)\))[^():\s?#]+\.\w{1,5}\)",
    ),
}
_FEATURES = {
    name: re.compile("|".join(looks), re.IGNORECASE | re.MULTILINE) for name, looks in _LOOKS.items()
}
# What no such look is without. To find none of these takes a hundredth of the time, and most notes are plain words.
SIGNS = {
    "image": ("![", "<"),
    "link": ("://", "["),
    "open-task": ("[ ]",),
    "done-task": ("[x]", "[X]"),
    "code": ("`", "~~~"),
    "attachment": ("![[", "]("),
}


def features_of(content: str) -> frozenset[str]:
    """Which of attachment, code, image, link and task a text holds, and of tasks open-task and done-task."""
    likely = (name for name, signs in SIGNS.items() if any(sign in content for sign in signs))
    found = frozenset(name for name in likely if _FEATURES[name].search(content))
    return found | {"task"} if found & {"open-task", "done-task"} else found


def task_in(line: str, state: str) -> str:
    """What a task of this state, `open-task` or `done-task`, says is to be done or was; empty for any other line."""
    box = _FEATURES[state].match(line)
    return line[box.end() :].strip() if box else ""
