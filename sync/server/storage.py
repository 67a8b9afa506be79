"""Where the bytes of files are: in an S3 server, or in a folder.

Owns names, pieces and the translation of whatever a storage raises. A piece is at most `LARGEST_CHUNK`, and more is never
held in memory. Refuses to know what the bytes are and who may read them: see `blobs`.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from sync.protocol import LARGEST_CHUNK
from sync.server.problems import unavailable
from sync.server.settings import ObjectStore, Settings

if TYPE_CHECKING:
    from minio import Minio

Answer = TypeVar("Answer")

LINK_SECONDS = 300
"""How long a link to the bytes works."""
_KIND = "application/octet-stream"


class Storage(Protocol):
    """Named bytes. Every call raises Problem 503 where the storage is away."""

    async def write(self, name: str, content: bytes) -> None:
        """Keep these bytes, at most a chunk, in place of what had the name."""

    async def read(self, name: str, start: int, size: int) -> bytes:
        """So many bytes from there, at most a chunk. Raises FileNotFoundError where there is nothing of that name."""

    async def join(self, parts: Sequence[str], size: int, name: str) -> None:
        """Keep under a name what is in these parts, `size` bytes one after another. Nobody sees less than all of it."""

    async def remove(self, names: Sequence[str]) -> None:
        """Forget these; what is not there is no trouble."""

    async def link(self, name: str) -> str | None:
        """An address at which the bytes are for LINK_SECONDS, without a token; None where there is no such thing."""

    async def ask(self) -> None:
        """Find out whether the storage answers; raises anything where it does not."""


def storage_of(settings: Settings) -> Storage:
    """What the settings name."""
    return Folder(settings.files) if settings.objects is None else Objects(settings.objects)


async def sha256_of(storage: Storage, parts: Sequence[tuple[str, int]]) -> str:
    """The hash of what is in these parts, given with their sizes, one after another."""
    whole = hashlib.sha256()
    for name, size in parts:
        piece = await storage.read(name, 0, size)
        await asyncio.to_thread(whole.update, piece)
    return whole.hexdigest()


class Folder:
    """Files in a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def write(self, name: str, content: bytes) -> None:
        """See Storage."""
        await self._do(self._keep, name, lambda: iter((content,)))

    async def read(self, name: str, start: int, size: int) -> bytes:
        """See Storage."""

        def piece() -> bytes:
            with (self._root / name).open("rb") as file:
                file.seek(start)
                return file.read(size)

        return await self._do(piece)

    async def join(self, parts: Sequence[str], size: int, name: str) -> None:  # noqa: ARG002 - S3 wants the size
        """See Storage."""
        await self._do(self._keep, name, lambda: ((self._root / part).read_bytes() for part in parts))

    async def remove(self, names: Sequence[str]) -> None:
        """See Storage."""
        for name in names:
            await self._do(partial((self._root / name).unlink, missing_ok=True))

    async def link(self, name: str) -> str | None:
        """None: a folder has no addresses."""

    async def ask(self) -> None:
        """A folder answers always."""

    def _keep(self, name: str, pieces: Callable[[], Iterator[bytes]]) -> None:
        path = self._root / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, new = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                for piece in pieces():
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            Path(new).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(new).unlink()
            raise

    async def _do(self, work: Callable[..., Answer], *given: object) -> Answer:
        try:
            return await asyncio.to_thread(work, *given)
        except FileNotFoundError:
            raise
        except OSError:
            raise unavailable("The folder of files") from None


class Objects:
    """A bucket of an S3 server; it is made when it is missing. The client is synchronous, so each call has a thread."""

    def __init__(self, store: ObjectStore) -> None:
        import urllib3
        from minio import Minio

        self._bucket = store.bucket
        self._minio: Minio = Minio(
            store.endpoint,
            access_key=store.access_key,
            secret_key=store.secret_key,
            secure=store.secure,
            region=store.region,
            http_client=urllib3.PoolManager(
                timeout=urllib3.Timeout(connect=2, read=20),
                maxsize=20,
                retries=urllib3.Retry(total=1, backoff_factor=0.1),
            ),
        )

    async def write(self, name: str, content: bytes) -> None:
        """See Storage."""
        await self._put(name, lambda: io.BytesIO(content), len(content))

    async def read(self, name: str, start: int, size: int) -> bytes:
        """See Storage."""
        return await self._do(self._piece, name, start, size)

    async def join(self, parts: Sequence[str], size: int, name: str) -> None:
        """See Storage."""
        await self._put(name, lambda: _Joined(self._piece, parts), size)

    async def remove(self, names: Sequence[str]) -> None:
        """See Storage."""
        for name in names:
            await self._do(self._minio.remove_object, self._bucket, name)

    async def link(self, name: str) -> str | None:
        """See Storage. A browser that follows it saves the file, and does not show it."""
        headers: dict[str, str | list[str] | tuple[str]] = {
            "response-content-disposition": "attachment",
            "response-content-type": _KIND,
        }
        ends = timedelta(seconds=LINK_SECONDS)
        return await self._do(
            lambda: self._minio.presigned_get_object(self._bucket, name, ends, response_headers=headers)
        )

    async def ask(self) -> None:
        """See Storage."""
        await asyncio.to_thread(self._minio.bucket_exists, self._bucket)

    async def _put(self, name: str, content: Callable[[], io.IOBase], size: int) -> None:
        def put() -> None:
            self._minio.put_object(self._bucket, name, content(), size, _KIND, part_size=LARGEST_CHUNK)  # type: ignore[arg-type]  # it only reads

        try:
            await self._do(put)
        except FileNotFoundError:
            await self._do(self._make_bucket)
            await self._do(put)

    def _make_bucket(self) -> None:
        if not self._minio.bucket_exists(self._bucket):
            self._minio.make_bucket(self._bucket)

    def _piece(self, name: str, start: int, size: int) -> bytes:
        if size == 0:
            return b""
        answer = self._minio.get_object(self._bucket, name, start, size)
        try:
            return answer.read()
        finally:
            answer.close()
            answer.release_conn()

    async def _do(self, work: Callable[..., Answer], *given: object) -> Answer:
        def translated() -> Answer:
            with _away():
                return work(*given)

        return await asyncio.to_thread(translated)


@contextmanager
def _away() -> Iterator[None]:
    """Whatever the client raises, as what `Storage` promises."""
    import urllib3
    from minio.error import InvalidResponseError, MinioException, S3Error

    try:
        yield
    except S3Error as error:
        if error.code in ("NoSuchKey", "NoSuchBucket"):
            raise FileNotFoundError from None
        raise unavailable("The storage of files") from None
    except InvalidResponseError as error:
        if "Response code: 404" in str(error):  # from a server that calls its XML by another name
            raise FileNotFoundError from None
        raise unavailable("The storage of files") from None
    except (MinioException, urllib3.exceptions.HTTPError, OSError):
        raise unavailable("The storage of files") from None


class _Joined(io.RawIOBase):
    """Parts as one stream, of which one part at a time is in memory."""

    def __init__(self, piece: Callable[[str, int, int], bytes], parts: Sequence[str]) -> None:
        self._parts = iter(parts)
        self._piece = piece
        self._rest = b""

    def readable(self) -> bool:
        """Yes."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes; none at the end."""
        if not self._rest and (part := next(self._parts, None)) is not None:
            self._rest = self._piece(part, 0, LARGEST_CHUNK)
        size = len(self._rest) if size < 0 else size
        given, self._rest = self._rest[:size], self._rest[size:]
        return given
