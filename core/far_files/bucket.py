"""Contents of files in a bucket of an S3 store, by what they are: each once, under its SHA-256.

    <prefix>/<notebook>/ab/abcdef…      the whole content with that SHA-256

Owns those names, and how whatever the store or the way to it raises becomes words. A name says whose a content is: another
notebook never removes it. Refuses to know which contents are wanted, and whether what comes is what its name says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.etree.ElementTree import ParseError

from core.errors import BrainError, Cancelled
from core.far_files.place import FarKey, FarPlace
from core.language import tr
from core.progress import Stop, never

if TYPE_CHECKING:
    import urllib3

_PIECE = 1 << 20  # bytes read at a time
_PART = 8 << 20  # bytes of a large content that travel at once
_CONNECT, _SILENT = 5.0, 30.0  # seconds
_KIND = "application/octet-stream"
_REFUSED = {"AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken"}
_MISSING = {"NoSuchKey", "NoSuchObject"}
_ELSEWHERE = {
    "AuthorizationHeaderMalformed",
    "InvalidRegion",
    "IllegalLocationConstraintException",
    "PermanentRedirect",
}


class Bucket:
    """One notebook's contents in a bucket. Every call waits for the store, and raises BrainError when that does not answer,
    refuses or fails. To be used by one thread at a time."""

    def __init__(self, place: FarPlace, key: FarKey, notebook: str) -> None:
        from minio import Minio

        self._place = place
        self._area = f"{place.prefix}/{notebook}/".lstrip("/")
        with self._told():
            self._minio: Any = Minio(
                place.host,
                access_key=key.access,
                secret_key=key.secret,
                secure=not place.endpoint.startswith("http:"),
                region=place.region or None,
                http_client=_way(),
            )

    def put(self, sha256: str, content: BinaryIO, size: int, cancelled: Stop = never) -> None:
        """Keep a content, all of it or nothing. Raises Cancelled."""
        with self._told():
            self._minio.put_object(
                self._place.bucket,
                self._name(sha256),
                _Read(content, cancelled),
                size,
                _KIND,
                part_size=_PART,
            )

    def size(self, sha256: str) -> int | None:
        """The size of a content in bytes; None when it is not there."""
        with self._told():
            try:
                return int(self._minio.stat_object(self._place.bucket, self._name(sha256)).size)
            except Exception as error:
                if _code(error) in _MISSING:
                    return None
                raise

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """What is kept under that name, a megabyte at a time, unchecked."""
        with self._told():
            answer = self._minio.get_object(self._place.bucket, self._name(sha256))
            try:
                yield from answer.stream(_PIECE)
            finally:
                answer.close()
                answer.release_conn()

    def all(self, cancelled: Stop = never, only: str = "") -> Iterator[tuple[str, int]]:
        """Each content of this notebook with its size in bytes, or `only` that one. Raises Cancelled."""
        area = self._name(only) if only else self._area
        with self._told():
            for each in self._minio.list_objects(self._place.bucket, prefix=area, recursive=True):
                if cancelled():
                    raise Cancelled
                sha256 = str(each.object_name).rpartition("/")[2]
                if each.object_name == self._name(sha256):
                    yield sha256, int(each.size or 0)

    def remove(self, sha256: str) -> None:
        """Forget a content; one that is not there is no trouble."""
        with self._told():
            try:
                self._minio.remove_object(self._place.bucket, self._name(sha256))
            except Exception as error:
                if _code(error) not in _MISSING:
                    raise

    def ask(self) -> None:
        """Find out whether the store answers, takes the key and has the bucket."""
        with self._told():
            try:
                there = self._minio.bucket_exists(self._place.bucket)
            except Exception as error:
                if _code(error) not in _MISSING:
                    raise
                there = False
            if not there:
                raise self._no_bucket()

    def _name(self, sha256: str) -> str:
        return f"{self._area}{sha256[:2]}/{sha256}"

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Whatever the client raises, in words. Nothing of what it says is repeated: it may hold what was sent."""
        import urllib3
        from minio.error import MinioException

        try:
            yield
        except (BrainError, Cancelled, GeneratorExit):
            raise
        except (MinioException, urllib3.exceptions.HTTPError, OSError, ValueError, ParseError) as error:
            raise self._in_words(error) from None

    def _in_words(self, error: Exception) -> BrainError:
        import urllib3

        host, code = self._place.host, _code(error)
        if code in _REFUSED:
            return BrainError(
                tr("The S3 store at {host} refuses the key for the bucket {bucket}.", **self._where),
                tr(
                    "Choose the store again with another key, or let this key read, write, list and remove there."
                ),
            )
        if code == "NoSuchBucket":
            return self._no_bucket()
        if code in _ELSEWHERE or (code == "BadRequest" and self._place.region):
            return self._in_another_region()
        if code == "RequestTimeTooSkewed":
            return BrainError(
                tr(
                    "The clock of this machine differs too much from that of the S3 store at {host}.",
                    host=host,
                ),
                tr("Set the clock, then try again."),
            )
        if isinstance(getattr(error, "reason", error), urllib3.exceptions.SSLError):
            return BrainError(
                tr(
                    "The S3 store at {host} cannot prove who it is: its certificate is not trusted here.",
                    host=host,
                ),
                tr("Nothing was sent. Have this system trust the authority that signed it."),
            )
        if code:
            return BrainError(
                tr("The S3 store at {host} could not do that ({code}).", host=host, code=code),
                tr("Nothing was changed here. Try again later."),
            )
        if isinstance(error, urllib3.exceptions.HTTPError | OSError):
            return BrainError(
                tr("The S3 store at {host} does not answer.", host=host),
                tr("Nothing is lost. Try again when it can be reached."),
            )
        return BrainError(
            tr("{host} does not answer as an S3 store does.", host=host),
            tr("Nothing was changed here. Look at its address."),
        )

    def _in_another_region(self) -> BrainError:
        return BrainError(
            tr("The S3 store at {host} has the bucket {bucket} in another region.", **self._where),
            tr(
                "Choose the store again and name its region: by “More…” in the settings, or with --region. Where "
                "none is named, the store is asked for it."
            ),
        )

    def _no_bucket(self) -> BrainError:
        return BrainError(
            tr("The S3 store at {host} has no bucket called {bucket}.", **self._where),
            tr("Make it there, or choose another."),
        )

    @property
    def _where(self) -> dict[str, str]:
        return {"host": self._place.host, "bucket": self._place.bucket}


def _way() -> urllib3.PoolManager:
    """Certificates are verified, and nothing follows to where a store points."""
    import urllib3

    return urllib3.PoolManager(
        timeout=urllib3.Timeout(connect=_CONNECT, read=_SILENT),
        retries=urllib3.Retry(total=False),
        cert_reqs="CERT_REQUIRED",
    )


def _code(error: Exception) -> str:
    """What a store calls what went wrong, as a word of letters; empty when it said nothing of the kind."""
    given = str(getattr(error, "code", None) or "")
    if not given and (found := re.search(r"Response code: (\d{3})", str(error))):
        # From a store that calls its XML by another name, or sends none.
        given = {"403": "AccessDenied", "404": "NoSuchKey"}.get(found[1], found[1])
    return re.sub(r"[^A-Za-z0-9]", "", given)[:60]


class _Read:
    """A content as the client reads it, until somebody wants that to stop."""

    def __init__(self, content: BinaryIO, cancelled: Stop) -> None:
        self._content = content
        self._cancelled = cancelled

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes; none at the end."""
        if self._cancelled():
            raise Cancelled
        try:
            return self._content.read(size)
        except OSError as error:
            raise BrainError(
                tr("The file cannot be read: {reason}.", reason=error.strerror), tr("Nothing was changed.")
            ) from error
