"""Taking back what was done here, and doing it again: across notes, bulk actions and restarts.

Owns what "the last action" is: all is read from the log, so nothing is forgotten when the program ends. An undo is new
events that restore what the action changed, and only that; so it can be undone, too. Refuses to know of imports, which have
an undo of their own, and of what came from other devices.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from uuid import UUID

from core.actions import REDO, UNDO, Action, Seen, Stacks, in_words, stacks
from core.bulk import in_parts
from core.changes import Changes
from core.errors import BrainError
from core.events import ACTION_BEGUN, ACTION_ENDED, PURGED, UPDATED, new_id
from core.language import tr, tr_n
from core.memory import Memory
from core.noting import together
from core.progress import Progress, Stop, never, unheard
from core.reversing import Reversed, Step, do_again, steps_of, take_back
from core.store import actions, reading
from core.store.database import Database
from core.store.log import Log

_PIECE = 20_000  # positions of the log that are looked through together
_NAMED = 5  # notes
_ENOUGH, _FURTHEST = 300, 500_000  # actions, and positions: further back nobody goes step by step


@dataclass(frozen=True, slots=True)
class Offers:
    """What undo would take back now, and what redo would do again."""

    undo: Action | None = None
    redo: Action | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or redo did: the action in words, what it touched, and the titles of the first notes of which a part
    was left as it is, because it was changed since; `left` counts them, `gone` those that were deleted for good since. One
    that was stopped is not `finished`: it can be gone on with."""

    words: str = ""
    changes: Changes = field(default_factory=Changes)
    kept: tuple[str, ...] = ()
    left: int = 0
    gone: int = 0
    finished: bool = True

    @property
    def explained(self) -> str:
        """What stayed as it is and why, in sentences; empty where nothing did."""
        gone = tr_n(
            "{n} note was deleted for good since then, and stays so.",
            "{n} notes were deleted for good since then, and stay so.",
            self.gone,
        )
        return together(self._changed_since, gone if self.gone else "")

    @property
    def _changed_since(self) -> str:
        if not self.left:
            return ""
        if self.left == 1:
            return tr(
                "“{title}” was changed since then in the same place, so that part stays. The history has every version.",
                title=self.kept[0],
            )
        titles = ", ".join(tr("“{title}”", title=each) for each in self.kept)
        return tr_n(
            "{n} note was changed since then in the same place, so that part stays: {titles}. The history has every"
            " version.",
            "{n} notes were changed since then in the same place, so that part stays: {titles}. The history has every"
            " version.",
            self.left,
            titles=titles if self.left == len(self.kept) else f"{titles}, …",
        )


class Undo:
    """The actions of one notebook on this device: `brain.undo`. May be used from any thread."""

    def __init__(self, database: Database, log: Log, user_id: UUID) -> None:
        self._database = database
        self._log = log
        self._user_id = user_id
        # Undoing takes its time, and what is offered is asked meanwhile.
        self._turn, self._looking = Lock(), Lock()
        self._seen: dict[UUID, Seen] = {}
        self._upto = 0
        # Nothing of them counts any more, or it was said that there is no way back.
        self._passed: set[UUID] = set()

    def offers(self) -> Offers:
        """What can be taken back and done again now, in words."""
        both = self._stacks()
        return Offers(self._top(both.undo), self._top(both.redo))

    def undo(
        self, action: UUID | None = None, progress: Progress = unheard, cancelled: Stop = never
    ) -> Undone | None:
        """Take back this action, or the last one; None when there is none. `progress` hears of notes. What was stopped on
        the way is gone on with by the next one. Raises BrainError where there is no way back; the next one takes back what
        was done before that."""
        with self._turn:
            return self._run(UNDO, self._chosen(self._stacks().undo, action), take_back, progress, cancelled)

    def redo(
        self, action: UUID | None = None, progress: Progress = unheard, cancelled: Stop = never
    ) -> Undone | None:
        """Do again this action, or the one that was taken back last; None when there is none."""
        with self._turn:
            return self._run(REDO, self._chosen(self._stacks().redo, action), do_again, progress, cancelled)

    def undo_edit(self, memory_id: UUID, version: int) -> Undone | None:
        """Take back the last edit of one note's text that was made here up to this version of it, whatever was done to other
        notes since; None when there is none."""
        with self._turn:
            return self._run(UNDO, self._last_edit(self._stacks().undo, memory_id, version), take_back)

    def redo_edit(self, memory_id: UUID) -> Undone | None:
        """Do again the edit of one note's text that was taken back last; None when there is none."""
        with self._turn:
            return self._run(REDO, self._last_edit(self._stacks().redo, memory_id), do_again)

    def _stacks(self) -> Stacks:
        with self._looking:
            return self._look()

    def _look(self) -> Stacks:
        """Read what the log has of this device since the last look; the first time as far back as anybody goes."""
        head = self._database.ask(reading.head)[0]
        if not self._upto or head - self._upto > _FURTHEST:
            self._seen.clear()
            self._look_back(head)
            self._upto = head
        while self._upto < head:
            upto = min(self._upto + _PIECE, head)
            self._take(self._upto, upto)
            self._upto = upto
        return stacks(self._seen.values())

    def _look_back(self, head: int) -> None:
        upto = head
        while upto > max(0, head - _FURTHEST) and len(self._seen) < _ENOUGH:
            self._take(max(0, upto - _PIECE), upto)
            upto -= _PIECE

    def _take(self, after: int, upto: int) -> None:
        for each in self._database.ask(actions.seen, self._log.device_id, after, upto):
            known = self._seen.get(each.id)
            earlier = known is not None and each.first < known.first
            self._seen[each.id] = each if known is None else (each | known if earlier else known | each)

    def _top(self, stack: Sequence[UUID]) -> Action | None:
        """The last of them of which something is left."""
        for action_id in reversed(stack):
            if action_id not in self._passed:
                content = self._database.ask(actions.content_of, action_id)
                possible = all(each.event_type != PURGED for each in content.kinds)
                if content.there or (content.notes and not possible):
                    return self._told(action_id, content, possible=possible)
                self._passed.add(action_id)
        return None

    def _chosen(self, stack: Sequence[UUID], action: UUID | None) -> Action | None:
        return self._top(stack if action is None else [action] if action in stack else [])

    def _last_edit(self, stack: Sequence[UUID], memory_id: UUID, version: int | None = None) -> Action | None:
        for action_id in reversed(stack):
            seen = self._seen.get(action_id)
            if seen is not None and seen.note == memory_id and UPDATED in seen.kinds:
                content = self._database.ask(actions.content_of, action_id)
                early = version is None or content.version <= version
                if early and any(each.text for each in content.kinds):
                    return self._told(action_id, content)
        return None

    def _told(self, action_id: UUID, content: actions.Content, *, possible: bool = True) -> Action:
        told = self._seen[action_id].told if action_id in self._seen else None
        words = in_words(told, content.kinds, content.notes, content.title)
        return Action(action_id, words, content.notes, possible)

    def _run(
        self,
        kind: str,
        action: Action | None,
        reverse: Callable[[Memory, Sequence[Step]], Reversed],
        progress: Progress = unheard,
        cancelled: Stop = never,
    ) -> Undone | None:
        if action is None:
            return None
        if not action.possible:
            self._passed.add(action.id)
            raise BrainError(
                tr("There is no way back from this: {action}. Nothing was changed.", action=action.words),
                tr("Undo once more takes back what was done before it."),
            )
        mark, of = new_id(), action.id
        self._mark(ACTION_BEGUN, mark, {"kind": kind, "of": str(of)})
        stayed: list[str | None] = []

        def reverse_part(part: Sequence[UUID]) -> Changes:
            changes, titles = self._reverse(part, of, reverse, mark)
            stayed.extend(titles)
            return changes

        done = in_parts(self._database.ask(actions.notes_of, of), reverse_part, progress, cancelled)
        if done.finished:
            self._mark(ACTION_ENDED, mark, {})
        kept = [title for title in stayed if title is not None]
        gone = len(stayed) - len(kept)
        return Undone(action.words, done.changes, tuple(kept[:_NAMED]), len(kept), gone, done.finished)

    def _reverse(
        self,
        ids: Sequence[UUID],
        action_id: UUID,
        reverse: Callable[[Memory, Sequence[Step]], Reversed],
        mark: UUID,
    ) -> tuple[Changes, list[str | None]]:
        """What was touched, and the titles of the notes in which not all could be reversed; None of one gone for good."""
        told = self._database.ask(actions.streams, ids)
        steps = {memory_id: steps_of(stream, action_id) for memory_id, stream in told.items()}
        stayed: list[str | None] = []

        def decide(known: Mapping[UUID, Memory]) -> list[Memory]:
            results = [reverse(known[each], steps[each]) for each in ids if each in known and each in steps]
            kept = [result.memory for result in results if result.kept]
            stayed[:] = [None if each.purged else each.title or tr("Untitled") for each in kept]
            return [result.memory for result in results]

        return self._log.append(ids, decide, correlation_id=mark), stayed

    def _mark(self, event_type: str, mark: UUID, told: Mapping[str, Any]) -> None:
        self._log.record(event_type, mark, self._user_id, told)
