"""Several notes made into one: the first gets the texts, tags, files and links of the others, which go to the trash.

Pure. Nothing is lost by it: the others can be restored, and all of it can be taken back as one action.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.memory import Memory


def joined(memories: Sequence[Memory]) -> list[Memory]:
    """The notes after it, in their order: the first with everything, the others in the trash. Texts stand below each other
    with an empty line between them; one that is empty adds nothing."""
    first, *others = memories
    texts = [first.content, *(each.content for each in others)]
    into = first.update("\n\n".join(text.strip("\n") for text in texts if text.strip()))
    for each in others:
        into = into.tag(each.tags)
        for file in each.attachments:
            into = into.attach(file.sha256, file.name, file.media_type, file.size)
        for link in each.links:
            if link.target != into.id:
                into = into.link(link.target, link.kind, link.metadata)
    return [into, *(each.delete() for each in others)]
