"""The contents of notes' files, between the notebook and the team server.

Owns which file travels next, how it goes on where it was broken off, and how long a file rests that did not get through. It
refuses to know notes and events: those travel without their files. One file a step, so that events never wait for long.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from core import Account, Brain, BrainError, Cancelled, Fetching, FileWait, Stop, never, tr
from sync.account import connected
from sync.client import Client
from sync.far import RateLimited, SignInAgain, Slow, TooLarge, Unreachable, Unwell
from sync.line import NotThere
from sync.protocol import API, LARGEST_CHUNK, UPLOAD_OFFSET
from sync.vault import Vault

_MOST = 1_000  # files that are looked at to find the next one
_SHORTEST = 60.0  # seconds until a file is tried again; twice as long each time
_LONGEST = 6 * 3600.0
# Seconds after which the contents are looked at anyway: somebody may have copied one there.
_LOOK_AGAIN = 600.0
_CHUNK = LARGEST_CHUNK // 2


@dataclass(frozen=True, slots=True)
class _Seen:
    """A look that found nothing to do: what was known of the server, the log's position, and until when that holds."""

    known: tuple[object, ...] = ()
    position: int = 0
    until: float = 0.0


class Files:
    """The files of one notebook, at the server it is signed in to. `step` is for one thread, the others for any."""

    def __init__(
        self,
        brain: Brain,
        client: Client,
        *,
        chunk: int = _CHUNK,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._replica = brain.replica
        self._files = brain.files
        self._blobs = brain.files.blobs
        self._client = client
        self._chunk = chunk
        self._clock = clock
        self._largest = 0
        self._rests: dict[str, float] = {}
        self._all_rest = 0.0
        self._seen = _Seen()

    def step(self, stop: Stop = never) -> bool:
        """Let one file travel: outgoing ones first. False where there is nothing to do just now.

        A file that does not get through is told with the notebook and rests. Raises Unreachable, Slow, RateLimited and
        SignInAgain, after which no file travels for a minute, and Cancelled when `stop` says so; what came or went
        until then counts.
        """
        account = self._replica.account()
        if account is None or not account.signed_in or account.plain or self._clock() < self._all_rest:
            return False
        wait = self._next(account)
        if wait is None:
            return False
        try:
            self._travel(wait, stop)
        except Cancelled:
            raise
        except (Unreachable, Slow, RateLimited, SignInAgain):
            self._rest(wait)
            self._all_rest = self._clock() + _SHORTEST
            raise
        except BrainError as problem:
            self._failed(wait, problem)
        else:
            self._rests.pop(wait.sha256, None)
        return True

    def hurry(self) -> None:
        """Somebody wants it now: no file rests any longer, and the server is asked anew how large one may be."""
        self._rests, self._all_rest, self._largest, self._seen = {}, 0.0, 0, _Seen()

    def bring(self, sha256: str, stop: Stop = never) -> None:
        """Fetch this file now. Raises BrainError in words when it cannot be had."""
        if not self._blobs.has(sha256):
            self._take(sha256, stop)

    # ---- which

    def _next(self, account: Account) -> FileWait | None:
        """The next file. With none, the contents are not looked at again before a note's files change, what is known of the
        server does, or a file has rested enough: looking costs a look at each content."""
        now, position, known = self._clock(), self._replica.seen()[0], _known(account)
        seen = self._seen
        nothing_since = seen.known == known and now < seen.until
        if nothing_since and (position == seen.position or not self._replica.files_changed(seen.position)):
            self._seen = replace(seen, position=position)
            return None
        everything = account.fetching is Fetching.ALWAYS
        waits = [wait for wait in self._replica.file_waits(_MOST) if wait.outgoing or everything]
        for wait in waits:
            if self._rests.get(wait.sha256, 0.0) <= now:
                self._seen = _Seen()
                return wait
        rested = min((self._rests[wait.sha256] for wait in waits), default=now + _LONGEST)
        self._seen = _Seen(known, position, min(rested, now + _LOOK_AGAIN))
        return None

    # ---- how

    def _travel(self, wait: FileWait, stop: Stop) -> None:
        largest = self._limit()
        if wait.size > largest:
            raise TooLarge(
                tr("The file is larger than the {number} MB that the server takes.", number=largest >> 20)
            )
        if wait.outgoing:
            self._send(wait, stop)
        else:
            self._take(wait.sha256, stop)

    def _limit(self) -> int:
        if not self._largest:
            self._largest = self._files.server_takes = self._client.whoami().largest_blob
        return self._largest

    def _send(self, wait: FileWait, stop: Stop) -> None:
        path = f"{API}/blobs/{wait.sha256}"
        reply = self._client.plain("HEAD", path, also=(404,))
        offset = _offset(reply.headers.get(UPLOAD_OFFSET, ""), wait.size) if reply.status == 404 else None
        corrected = 0
        while offset is not None:
            if stop():
                raise Cancelled
            before, offset = offset, self._chunk_from(path, wait, offset)
            corrected = corrected + 1 if offset is not None and offset <= before else 0
            if corrected > 2:
                raise BrainError(tr("The server does not take the file's parts in their order."))
        self._replica.file_sent(wait.sha256)

    def _chunk_from(self, path: str, wait: FileWait, offset: int) -> int | None:
        """Send the next chunk; where the one behind it begins, None where that was the last."""
        with self._blobs.open(wait.sha256) as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(offset)
            content = file.read(self._chunk)
        headers = {"Content-Type": "application/octet-stream"}
        if size:  # an empty file has no range
            headers["Content-Range"] = f"bytes {offset}-{offset + len(content) - 1}/{size}"
        reply = self._client.plain("PUT", path, content, headers, also=(409,))
        if reply.status in (200, 201):
            return None
        return _offset(reply.headers.get(UPLOAD_OFFSET, ""), size)

    def _take(self, sha256: str, stop: Stop) -> None:
        largest = self._limit()
        part = self._blobs.coming(sha256)
        try:
            with part.open("ab") as file:
                self._client.save(f"{API}/blobs/{sha256}", file, largest, stop)
        except NotThere:
            raise BrainError(
                tr("The server does not have the file yet."),
                tr("It comes as soon as the device where it was attached has sent it."),
            ) from None
        except TooLarge:
            part.unlink(missing_ok=True)
            raise
        except OSError as error:
            raise BrainError(
                tr("The file cannot be kept: {why}.", why=error.strerror), tr("Make room, and try again.")
            ) from error
        if not self._blobs.take_in(sha256):
            raise BrainError(
                tr("What came is not the file that was attached, so it was thrown away."),
                tr("It is fetched again."),
            )
        self._replica.file_sent(sha256)

    # ---- what did not get through

    def _failed(self, wait: FileWait, problem: BrainError) -> None:
        self._replica.file_failed(wait.sha256, problem.words)
        self._rest(wait)
        if isinstance(problem, Unwell):  # the others would fare no better
            self._all_rest = self._clock() + max(_SHORTEST, problem.retry_after or 0.0)

    def _rest(self, wait: FileWait) -> None:
        self._rests[wait.sha256] = self._clock() + min(_LONGEST, _SHORTEST * float(1 << min(wait.tries, 12)))


def _known(account: Account) -> tuple[object, ...]:
    """What changes when other files than before may have to travel; the last also when all is sent again."""
    return account.log_id, account.user_id, account.signed_in_at, account.fetching, account.verified_at


def _offset(text: str, size: int) -> int:
    """Where the server wants to go on; what is no such place is the beginning."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 and int(text) < size else 0


def bring(brain: Brain, sha256: str, vault: Vault | None = None) -> None:
    """Fetch a file of a note from the server of the notebook's account, now; nothing where nobody is signed in. Raises
    BrainError in words when it cannot be had."""
    if (client := connected(brain, vault)) is None:
        return
    try:
        Files(brain, client).bring(sha256)
    finally:
        client.line.close()
