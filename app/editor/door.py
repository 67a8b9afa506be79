"""One note's door into the notebook, as the write lane uses it: drafts, events, and the version they are made from.

Everything here runs on the lane that writes, one command after the other, so each command finds the version that the one
before it left behind; only `moved_on` is called from elsewhere, while no command is under way. Knows no window.
"""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from core import Brain, Changes, Memory, NotFound, VersionConflict


class Door:
    """Writes what is typed into one note, whatever became of that note meanwhile."""

    def __init__(self, memory_id: UUID, version: int, base: str = "", tags: tuple[str, ...] = ()) -> None:
        """`version` and its text `base` are typed over: version 0 for a note that does not exist yet and will get these
        tags."""
        self.memory_id = memory_id
        self.version = version
        self.base = base
        self.memory: Memory | None = None  # the note after the last command, when it was read
        self.began_here = version == 0
        self.discarded = False  # it was emptied, and nobody typed in it since
        self._tags = tags
        self._unsure: list[str] = []  # texts that were sent, and no answer came

    def moved_on(self, memory: Memory) -> None:
        """What is typed from now on is typed over this."""
        self.version, self.base = memory.version, memory.content

    def keep(self, brain: Brain, text: str) -> Changes:
        """Make a text safe without an event. An empty note that began here needs no keeping."""
        if self.began_here and not text.strip():
            brain.drop_draft(self.memory_id)
        else:
            brain.save_draft(self.memory_id, text, self.version, self.base if self.version else None)
        return Changes()

    def write(self, brain: Brain, text: str) -> Changes:
        """Make an event of a text. What somebody else changed meanwhile is merged with it. When the note is gone for good,
        the text is a new one, and this is the door of that."""
        if self.began_here and not text.strip():
            return self._discard(brain)
        self._settle(brain)
        self._unsure.append(text)
        changes = self._restored(brain) | self._written(brain, text)
        if copies := changes.memories - {self.memory_id}:
            (self.memory_id,) = copies
        self._learn(brain, text)
        self._unsure.clear()
        return changes

    def tag(self, brain: Brain, tags: tuple[str, ...], without: tuple[str, ...] = ()) -> Changes:
        """Give the note these tags and take others away; a note that does not exist yet will have them."""
        if self.version == 0:
            self._tags = tuple(tag for tag in dict.fromkeys((*self._tags, *tags)) if tag not in without)
            return Changes()
        changes = Changes()
        if tags:
            changes |= brain.tag(self.memory_id, *tags)
        if without:
            changes |= brain.untag(self.memory_id, *without)
        self.memory = brain.memory(self.memory_id)
        return changes

    def _written(self, brain: Brain, text: str) -> Changes:
        if self.version == 0:
            # Somebody may have written under this id, perhaps we did: `write` sorts that out.
            with suppress(VersionConflict):
                return brain.create_memory(text, tags=self._tags, id=self.memory_id)
        return brain.write(self.memory_id, text, self.version, self.base if self.version else None)

    def _discard(self, brain: Brain) -> Changes:
        """An emptied note that began here leaves nothing behind but, once it was saved, its last words in the trash."""
        brain.drop_draft(self.memory_id)
        if self.version == 0 or self.discarded:
            return Changes()
        self.discarded = True
        return brain.delete(self.memory_id)

    def _restored(self, brain: Brain) -> Changes:
        if not self.discarded:
            return Changes()
        self.discarded = False
        return brain.restore(self.memory_id)

    def _settle(self, brain: Brain) -> None:
        """Find out whether a text arrived after all whose answer was lost, lest it is taken for somebody else's."""
        if not self._unsure:
            return
        with suppress(NotFound):
            for told in reversed(brain.history(self.memory_id)):
                texts = (told.memory.content, *(typed.text for typed in told.typed))
                if arrived := [text for text in texts if text in self._unsure]:
                    self.version, self.base = told.version, arrived[0]
                    break
        self._unsure.clear()

    def _learn(self, brain: Brain, text: str) -> None:
        """What is typed from now on is typed over our text, and that is in the note as it is now."""
        self.memory = memory = brain.memory(self.memory_id)
        self.version, self.base = memory.version, text
