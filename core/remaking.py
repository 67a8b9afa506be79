"""What was done here, done again behind what the server has: the rules by which two sides of one note become one.

Owns what counts more than what: an addition than a removal, an edit than a deletion, the later property than the
earlier one, and what becomes of two texts. Pure. Refuses to know where a stream divides (`core.merge`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any

from core import events
from core.events import Data, Event, new_id, type_versions
from core.memory import Memory, evolve
from core.text.threeway import weave
from core.timeline import Ours, Theirs, has_text, rank, things
from core.typed import Typed, base_of, merged_data, text_change, text_hash

_TEXT = ("content", "splices", "sha256", "merged")


class Remaking:
    """Makes our events anew, in their order, behind theirs. `memory` and `made` are what comes of it; `clash` says that
    the texts could not be merged."""

    def __init__(self, theirs: Theirs, common: Memory | None, history: Set[str]) -> None:
        """`common` is the note at the last version that both have; `history` has the hashes of the texts that are in
        the stream so far."""
        self.memory = theirs.memory
        self.made: list[Event] = []
        self.clash = False
        self._theirs = theirs
        self._begin = common.version if common else 0
        self._begin_text = common.content if common else ""
        self._history = history
        self._texts: list[Ours] = []
        self._apart = False
        self._settled: set[int] = set()
        self._numbers: dict[int, int] = {}  # of our versions, as they were and as they are now

    def run(self, ours: Sequence[Ours]) -> None:
        """Make them all."""
        self._texts = [each for each in ours if has_text(each.event)]
        self._apart = bool(self._texts) and self._texts[0].before != self.memory.content
        self._settled = {v for each in ours for v in each.event.data.get("versions", ())}
        for each in ours:
            _STEPS[each.event.event_type](self, each)
            self._numbers[each.event.stream_version] = self.memory.version

    def restore(self, like: Event) -> None:
        """Take the note out of the trash, as part of what `like` did."""
        if self.memory.deleted_at is not None:
            self._record(like, events.RESTORED, {})

    def _record(self, like: Event, event_type: str, data: Data) -> None:
        event = Event(
            new_id(),
            self.memory.id,
            event_type,
            self.memory.version + 1,
            like.user_id,
            like.occurred_at,
            data,
            type_versions[event_type],
            like.device_id,
            like.clock,
            like.correlation_id,
            causation_id=like.event_id,
        )
        self.memory = evolve(self.memory, event)
        self.made.append(event)

    def _as_it_was(self, ours: Ours) -> None:
        self._record(ours.event, ours.event.event_type, ours.event.data)

    # ---- text and properties

    def _create(self, ours: Ours) -> None:
        """A note that both created: what is here more than there. One that was voided there begins a new life."""
        if self.memory.voided:
            self._as_it_was(ours)
            return
        data = ours.event.data
        there = self._theirs.first
        change = {"set": data.get("metadata", {}), "unset": []}
        self._change(ours, {}, self._properties(ours.event, change))
        new = [tag for tag in data.get("tags", ()) if tag not in (*there.get("tags", ()), *self.memory.tags)]
        if new:
            self._record(ours.event, events.TAGGED, {"tags": new})

    def _update(self, ours: Ours) -> None:
        data = ours.event.data
        rest = {key: value for key, value in data.items() if key not in (*_TEXT, "metadata")}
        properties = self._properties(ours.event, data["metadata"]) if "metadata" in data else {}
        self._change(ours, rest, properties)

    def _change(self, ours: Ours, rest: Data, properties: Data) -> None:
        data = dict(rest)
        if has_text(ours.event):
            data |= self._text(ours)
        if properties:
            data["metadata"] = properties
        if data:
            self._record(ours.event, events.UPDATED, data)

    def _properties(self, event: Event, change: Mapping[str, Any]) -> dict[str, Any]:
        """The part of a change of properties that is later than theirs and still changes something."""
        there, now = self._theirs.properties, self.memory.metadata
        mine = rank(event)
        put = {
            key: value
            for key, value in change["set"].items()
            if mine > there.get(key, (0, "")) and (key not in now or now[key] != value)
        }
        gone = [key for key in change["unset"] if mine > there.get(key, (0, "")) and key in now]
        return {"set": put, "unset": gone} if put or gone else {}

    def _text(self, ours: Ours) -> dict[str, Any]:
        """What an update says of the text: the same as before where the other side left it alone; else the last of
        our updates brings all of them together with theirs."""
        if self._apart:
            return self._together(ours) if ours is self._texts[-1] else {}
        data = self._changed_to(ours.text)
        if "merged" in ours.event.data:
            data["merged"] = self._moved(ours)
            self.clash |= ours.clashed and ours.event.stream_version not in self._settled
        return data

    def _changed_to(self, text: str) -> dict[str, Any]:
        now = self.memory
        return {} if text == now.content else text_change(now.content, text, now.version + 1)

    def _moved(self, ours: Ours) -> dict[str, Any]:
        """What a merged update of ours told of the texts before it, with the number that its beginning has now."""
        told, begin = dict(ours.event.data["merged"]), base_of(ours.event)
        if begin <= self._begin:
            return told
        if begin in self._numbers:
            return told | {"base": self._numbers[begin]}
        return merged_data(self._begin, self._begin_text, ours.typed, clash=ours.clashed)

    def _together(self, last: Ours) -> dict[str, Any]:
        woven = weave(self._last_common_text(), last.text, self._theirs.memory.content)
        open_before = any(
            each.clashed and each.event.stream_version not in self._settled for each in self._texts
        )
        typed = self._not_told(woven.text)
        if woven.clash and not (last.clashed and open_before):
            typed = [each for each in typed if each.text != last.text]
            event = last.event
            typed.append(Typed(last.text, event.event_id, event.occurred_at, event.device_id))
        clash = bool(typed) and (woven.clash or open_before)
        self.clash |= clash
        data = self._changed_to(woven.text)
        if typed:
            data["merged"] = merged_data(self._begin, self._begin_text, typed, clash=clash)
        return data

    def _last_common_text(self) -> str:
        """The last text of ours that the other side had, too, and went on from; else the one that ours began from."""
        for each in reversed(self._texts):
            for text in (each.text, *(typed.text for typed in reversed(each.typed))):
                if text_hash(text) in self._theirs.hashes:
                    return text
        return self._texts[0].before

    def _not_told(self, text: str) -> list[Typed]:
        """What was typed here and is in no version so far; nothing where that is `text` alone. Beside others `text` is
        told of, too: the next merge would take it for one that nobody typed."""
        typed = {text_hash(each.text): each for ours in self._texts for each in ours.typed}
        told = [each for known, each in typed.items() if known not in self._history]
        return told if any(each.text != text for each in told) else []

    def _settle(self, ours: Ours) -> None:
        """Clashes that a person has looked at. Of ours that were brought together with theirs anew, nobody has."""
        numbers = [
            version if version <= self._begin else 0 if self._apart else self._numbers.get(version, 0)
            for version in ours.event.data["versions"]
        ]
        settled = sorted(set(numbers) & set(self.memory.clashes))
        if settled:
            self._record(ours.event, events.SETTLED, {"versions": settled})

    # ---- what is added and taken away

    def _tag(self, ours: Ours) -> None:
        new = [tag for tag in ours.event.data["tags"] if tag not in self.memory.tags]
        if new:
            self._record(ours.event, events.TAGGED, {"tags": new})

    def _untag(self, ours: Ours) -> None:
        gone = [
            tag
            for tag in ours.event.data["tags"]
            if tag in self.memory.tags and ("tag", tag) not in self._theirs.added
        ]
        if gone:
            self._record(ours.event, events.UNTAGGED, {"tags": gone})

    def _add(self, ours: Ours) -> None:
        if not self._holds(ours.event):
            self._as_it_was(ours)

    def _take_away(self, ours: Ours) -> None:
        if self._holds(ours.event) and self._theirs.added.isdisjoint(things(ours.event)):
            self._as_it_was(ours)

    def _holds(self, event: Event) -> bool:
        held: set[tuple[str, ...]] = {("link", str(link.target), link.kind) for link in self.memory.links}
        held |= {("file", each.sha256, each.name) for each in self.memory.attachments}
        return held.issuperset(things(event))

    # ---- being there or not

    def _delete(self, ours: Ours) -> None:
        if not self._theirs.edited and self.memory.deleted_at is None:
            self._as_it_was(ours)

    def _restore(self, ours: Ours) -> None:
        self.restore(ours.event)

    def _remove(self, ours: Ours) -> None:
        if not self._theirs.edited:
            self._as_it_was(ours)


_STEPS: Mapping[str, Callable[[Remaking, Ours], None]] = {
    events.CREATED: Remaking._create,
    events.UPDATED: Remaking._update,
    events.SETTLED: Remaking._settle,
    events.TAGGED: Remaking._tag,
    events.UNTAGGED: Remaking._untag,
    events.LINKED: Remaking._add,
    events.ATTACHED: Remaking._add,
    events.UNLINKED: Remaking._take_away,
    events.DETACHED: Remaking._take_away,
    events.DELETED: Remaking._delete,
    events.RESTORED: Remaking._restore,
    events.PURGED: Remaking._remove,
    events.VOIDED: Remaking._remove,
    events.EMBEDDED: Remaking._as_it_was,
    events.UNEMBEDDED: Remaking._as_it_was,
}
