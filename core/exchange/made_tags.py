"""What an import makes tags of, beyond those that notes name: the folders in which notes lie, and `#tags` in their texts.

Owns what a folder is called as a tag. It refuses to know where folders are found. Pure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Taking:
    """What becomes tags: with `folders`, the folders of Markdown and the notebooks of Joplin; with `text_tags`, what stands
    in texts of Markdown as `#tag`."""

    folders: bool = True
    text_tags: bool = True


ALL_OF_IT = Taking()


def tag_of(folders: Iterable[str]) -> str:
    """The tag of a folder, told as the names of those above it and its own: `Projects/Garden`; empty for the top.

    A number sign before a name goes, as before every tag, and no name holds a slash.
    """
    names = (" ".join(unicodedata.normalize("NFC", each).replace("/", "-").split()) for each in folders)
    return "/".join(each.lstrip("# ") or each for each in names if each)


def tag_of_place(place: str) -> str:
    """The tag of the folder in which a file lies."""
    return tag_of(place.split("/")[:-1])
