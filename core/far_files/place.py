"""Where contents of files are kept beside the data folder: a place in an S3 store, and the key for it.

Owns one small file in the home folder, `s3.json`, which holds no secret, and which addresses are taken: without TLS only on
this machine, or when a person says so. The key is in the system's keyring and nowhere else. Refuses to know what is kept.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from core.embedding.keys import PATIENCE, forget_secret, read_secret, write_secret
from core.errors import BrainError
from core.language import tr, tr_noop
from core.text.addresses import is_this_machine
from core.whole import write_whole

_FILE = "s3.json"
_BUCKET = re.compile(r"(?!.*(?:\.[.-]|-\.))(?![0-9.]+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIX = re.compile(r"(?!\.)[A-Za-z0-9._=-]{1,100}(?:/(?!\.)[A-Za-z0-9._=-]{1,100}){0,9}|")
_KEY = re.compile(r"[!-~]{1,500}")
_REGION = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?)?")
_HOST = re.compile(r"[a-z0-9]([a-z0-9._-]{0,250}[a-z0-9])?|[0-9a-f:.]+")
_AS_BEFORE = tr_noop("Nothing was changed.")


@dataclass(frozen=True, slots=True)
class FarPlace:
    """A bucket at an address such as https://s3.example.com, and the beginning of all names in it. `insecure` allows an
    address without TLS on another machine."""

    endpoint: str
    bucket: str
    prefix: str = ""
    region: str = ""
    insecure: bool = False

    @property
    def host(self) -> str:
        """The machine, and its port where it has one of its own."""
        return urlsplit(self.endpoint).netloc

    @property
    def address(self) -> str:
        """The place in the store, as `place_at` takes it."""
        return f"s3://{self.bucket}{'/' if self.prefix else ''}{self.prefix}"

    @property
    def words(self) -> str:
        """The place as it is written down."""
        return f"{self.address}, {self.endpoint}"


@dataclass(frozen=True, slots=True)
class FarKey:
    """The two halves of a key. They are not part of what this says of itself. Raises BrainError for what is no key."""

    access: str = field(repr=False)
    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        """Only what can travel in the head of a request."""
        if not (_KEY.fullmatch(self.access) and _KEY.fullmatch(self.secret)):
            raise BrainError(tr("There is no key in that."), tr(_AS_BEFORE))


def place_at(address: str, endpoint: str, region: str = "", *, insecure: bool = False) -> FarPlace:
    """The place that a person means by s3://BUCKET/PREFIX and the address of a store. Raises BrainError."""
    scheme, _, rest = address.strip().partition("://")
    bucket, _, prefix = rest.strip("/").partition("/")
    if scheme != "s3" or not _BUCKET.fullmatch(bucket) or not _PREFIX.fullmatch(prefix):
        raise BrainError(
            tr("“{address}” is no place in an S3 store.", address=address[:80]),
            tr("{nothing} Write it like s3://bucket or s3://bucket/notes.", nothing=tr(_AS_BEFORE)),
        )
    if not _REGION.fullmatch(region.strip()):
        raise BrainError(
            tr("“{region}” is no region.", region=region[:40]),
            tr(
                "{nothing} Write it like eu-central-1, or leave it out: the store is asked then.",
                nothing=tr(_AS_BEFORE),
            ),
        )
    return FarPlace(
        _checked(endpoint.strip().rstrip("/"), insecure), bucket, prefix, region.strip(), insecure
    )


def read_place(home: Path) -> FarPlace | None:
    """The place that was chosen for this data folder; None where contents are kept in it alone. Raises BrainError when that
    cannot be read, lest it is taken for so."""
    try:
        found = json.loads((home / _FILE).read_text(encoding="utf-8"))
        given = FarPlace(**found)
        address = f"s3://{given.bucket}/{given.prefix}"
        return place_at(address, given.endpoint, given.region, insecure=given.insecure is True)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, AttributeError, BrainError):
        raise BrainError(
            tr("What is said about the S3 store in {path} cannot be read.", path=home / _FILE),
            tr("No file of a note was touched. Choose the store again, or: second-brain files --store here"),
        ) from None


def write_place(home: Path, place: FarPlace | None) -> None:
    """Choose this place from now on, or none. Raises BrainError; then it is as before."""
    try:
        if place is None:
            (home / _FILE).unlink(missing_ok=True)
        else:
            write_whole(home / _FILE, json.dumps(asdict(place)))
    except OSError as error:
        raise BrainError(
            tr("This cannot be kept in {home}: {reason}.", home=home, reason=error.strerror),
            tr("It is as before. Make room, or make the folder writable for you, and try again."),
        ) from error


def read_far_key(place: FarPlace, patience: float = PATIENCE) -> FarKey:
    """The key for a place. Raises BrainError when there is none, and when the keyring is missing, locked or silent."""
    access, _, secret = (read_secret(_name(place), patience) or "").partition("\n")
    if not (access and secret):
        raise BrainError(
            tr("There is no key for the S3 store at {host} in the system's keyring.", host=place.host),
            tr("Choose the store again, and give the key: second-brain files --store …"),
        )
    return FarKey(access, secret)


def write_far_key(place: FarPlace, key: FarKey) -> None:
    """Keep this key for a place, in place of any other. Raises BrainError as `read_far_key` does."""
    write_secret(_name(place), f"{key.access}\n{key.secret}")


def forget_far_key(place: FarPlace) -> None:
    """Keep no key for a place any more. Raises BrainError as `read_far_key` does."""
    forget_secret(_name(place))


def _name(place: FarPlace) -> str:
    """What the key is called in the keyring: each bucket has its own."""
    return f"s3 {place.endpoint}/{place.bucket}"


def _checked(endpoint: str, insecure: bool) -> str:
    """The address as it is written down, if it is one that is taken: what decides about TLS must not be a matter of case."""
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        parts, host, port = urlsplit(""), "", None
    bare = "@" in parts.netloc or parts.path or parts.query or parts.fragment
    if parts.scheme not in ("https", "http") or not _HOST.fullmatch(host) or bare:
        raise BrainError(
            tr("The address of an S3 store begins with https:// and has nothing but a machine and a port."),
            tr("{nothing} Write it like https://s3.example.com.", nothing=tr(_AS_BEFORE)),
        )
    if parts.scheme == "http" and not insecure and not is_this_machine(host):
        raise BrainError(
            tr(
                "Without TLS everybody on the way could read your files: {host} is another machine.",
                host=host,
            ),
            tr(
                "{nothing} Use an address that begins with https://. If you trust the network, allow this one: by “More…” "
                "in the settings, or with --insecure.",
                nothing=tr(_AS_BEFORE),
            ),
        )
    named = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{named}{f':{port}' if port else ''}"
