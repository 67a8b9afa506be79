"""Files go from this device when the S3 store is proven to have them, and never otherwise; nothing is less whole then."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from core import Account, Brain, BrainError, FarKey, FarPlace, Fetching
from core.backup_folder import sha256_of
from tests.core.far_files.test_far_files import note_with, standing
from tests.core.test_unused import age
from tests.fixtures.services import Killable


def here(brain: Brain, *files: str) -> list[bool]:
    return [brain.files.blobs.has(each) for each in files]


def test_only_what_the_store_gives_back_whole_goes_and_comes_when_it_is_opened(
    brain: Brain, far_store: SimpleNamespace
) -> None:
    whole, damaged, late = note_with(brain, b"whole", b"damaged there", b"opened today")
    brain.far_files.copy()
    (not_copied,) = note_with(brain, b"not copied yet")
    far_store.damage(damaged, b"DAMAGED there")  # as long as it was
    age(brain, 40)
    brain.files.blobs.renew(late)
    found = brain.far_files.freeing.find()
    assert (found.files, found.size) == (2, 18) and all(here(brain, whole, damaged, late, not_copied))
    heard: list[tuple[int, int]] = []
    freed = brain.far_files.freeing.free(progress=lambda done, total: heard.append((done, total)))
    assert (freed.files, freed.size, freed.mended, heard[-1]) == (1, 5, 1, (2, 2))
    assert here(brain, whole, damaged, late, not_copied) == [False, True, True, True]
    now = brain.far_files.standing()
    assert (now.files, now.copied, now.alone) == (3, 2, 1)
    assert brain.far_files.freeing.find().files == 0  # it was read today, to be copied again
    age(brain, 40)
    freed = brain.far_files.freeing.free()
    assert (freed.files, freed.mended, here(brain, damaged, not_copied)) == (2, 0, [False, True])
    for each, content in ((whole, b"whole"), (damaged, b"damaged there")):
        with brain.files.open(each) as file:
            assert file.read() == content
    assert all(here(brain, whole, damaged)) and brain.far_files.standing().alone == 1
    assert brain.far_files.freeing.find().files == 0  # they came today


def test_what_the_store_lost_stays_here(
    brain: Brain, far_store: SimpleNamespace, far_client: Any, far_place: FarPlace, object_store: Killable
) -> None:
    first, second = note_with(brain, b"first", b"second")
    brain.far_files.copy()
    far_client.remove_object(far_place.bucket, far_store.names()[first])
    age(brain, 40)
    assert brain.far_files.freeing.free(cancelled=lambda: True).files == 0 and all(here(brain, first, second))
    object_store.kill()
    with pytest.raises(BrainError, match="does not answer"):
        brain.far_files.freeing.free()
    assert all(here(brain, first, second))
    object_store.start()
    freed = brain.far_files.freeing.free()
    assert (freed.files, freed.mended, here(brain, first, second)) == (1, 1, [True, False])
    assert far_store.names().keys() == {first, second}


def test_a_store_that_alone_has_files_is_not_left_unless_that_is_said(
    brain: Brain, far_store: SimpleNamespace, far_place: FarPlace, far_key: FarKey
) -> None:
    (file,) = note_with(brain, b"something")
    brain.far_files.copy()
    age(brain, 40)
    brain.far_files.freeing.free()
    with pytest.raises(BrainError, match="1 file is not on this device"):
        brain.far_files.keep_here()
    with pytest.raises(BrainError, match="1 file is not on this device"):
        brain.far_files.keep_in(elsewhere(far_place), far_key)
    assert brain.far_files.place == far_place
    assert brain.far_files.freeing.bring() == (1, 0) and here(brain, file) == [True]
    age(brain, 40)
    brain.far_files.freeing.free()
    brain.far_files.keep_here(leave=True)
    with pytest.raises(BrainError, match="not on this device"):
        brain.files.open(file)
    brain.far_files.keep_in(far_place, far_key)  # nothing is lost
    brain.files.open(file).close()


def elsewhere(place: FarPlace) -> FarPlace:
    return FarPlace(place.endpoint, place.bucket, "other")


def test_backups_are_complete_and_the_doctor_is_content(
    brain: Brain, far_store: SimpleNamespace, object_store: Killable, tmp_path: Path
) -> None:
    first, second = note_with(brain, b"first", b"second")
    brain.far_files.copy()
    age(brain, 40)
    assert brain.far_files.freeing.free().files == 2
    (files,) = [each for each in brain.upkeep.health().checks if each.name == "files"]
    assert files.ok
    folder = tmp_path / "backups"
    folder.mkdir()
    made = brain.backups.make(to=folder)
    assert (made.files, made.files_missing) == (2, 0)
    for each in (first, second):
        assert sha256_of(folder / "files" / each[:2] / each) == each
    assert here(brain, first, second) == [False, False]
    object_store.kill()
    other = tmp_path / "other"
    other.mkdir()
    made = brain.backups.make(to=other)  # it is made all the same, and says what it lacks
    assert (made.files, made.files_missing) == (0, 2)
    lacking = brain.exchange.export(tmp_path / "notes.jsonl", "jsonl")
    assert (lacking.files, lacking.files_missing) == (0, 2)


def test_nothing_goes_that_a_server_waits_for_or_brings_back_at_once(
    brain: Brain, far_store: SimpleNamespace
) -> None:
    sent, waits = note_with(brain, b"sent", b"waits")
    brain.far_files.copy()
    age(brain, 40)
    brain.replica.join(Account("https://notes.example.org", "maria", UUID(int=1), UUID(int=2), "desk"))
    brain.replica.file_sent(sent)
    assert brain.far_files.freeing.free().files == 1 and here(brain, sent, waits) == [False, True]
    brain.replica.configure(fetching=Fetching.ALWAYS)
    with pytest.raises(BrainError, match="all files of its account"):
        brain.far_files.freeing.find()
    assert standing(brain)[0] == 1
