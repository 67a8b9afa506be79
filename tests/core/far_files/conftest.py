"""A real S3 store, a keyring in memory, and a notebook that keeps its files in both places."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

import pytest

from core import Brain, FarKey, FarPlace, place_at
from tests.fixtures.services import Killable


class Ring:
    """A keyring that forgets with the test."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get_password(self, _service: str, name: str) -> str | None:
        """As of a keyring, and so are the others."""
        return self.kept.get(name)

    def set_password(self, _service: str, name: str, secret: str) -> None:
        self.kept[name] = secret

    def delete_password(self, _service: str, name: str) -> None:
        del self.kept[name]


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    """The system's keyring."""
    made = Ring()
    monkeypatch.setattr("core.embedding.keys.trusted_keyring", lambda: made)
    return made


@pytest.fixture
def key(object_store: Killable) -> FarKey:
    """A key that the store takes."""
    return FarKey(object_store.gives["MINIO_ACCESS_KEY"], object_store.gives["MINIO_SECRET_KEY"])


@pytest.fixture
def minio(object_store: Killable, key: FarKey) -> Any:
    """The store's own client."""
    from minio import Minio

    return Minio(object_store.gives["MINIO_ENDPOINT"], key.access, key.secret, secure=False)


@pytest.fixture
def place(object_store: Killable, minio: Any, database_url: str) -> FarPlace:
    """A bucket of this test alone."""
    bucket = database_url.rpartition("/")[2].partition("?")[0].replace("_", "-")
    minio.make_bucket(bucket)
    return place_at(f"s3://{bucket}/notes", f"http://{object_store.gives['MINIO_ENDPOINT']}")


@pytest.fixture
def store(brain: Brain, ring: Ring, place: FarPlace, key: FarKey, minio: Any) -> SimpleNamespace:
    """The notebook keeps its files there, too; `names` gives what is in the bucket, `damage` spoils one."""
    assert ring.kept == {}
    brain.far_files.keep_in(place, key)

    def names() -> dict[str, str]:
        found = minio.list_objects(place.bucket, recursive=True)
        return {each.object_name.rpartition("/")[2]: each.object_name for each in found}

    def damage(sha256: str, by: bytes) -> None:
        minio.put_object(place.bucket, names()[sha256], io.BytesIO(by), len(by))

    return SimpleNamespace(names=names, damage=damage)
