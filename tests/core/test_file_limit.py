"""How large a file may be is said before it is taken, and what is refused keeps no other file back."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from core import Account, Brain, BrainError
from core.file_limit import STANDARD, Limits, TooLarge, read_limit, size_in

MB = 1 << 20


def sparse(path: Path, size: int) -> Path:
    with path.open("wb") as file:
        file.truncate(size)
    return path


def test_a_file_over_the_limit_is_refused_before_anything_is_copied(brain: Brain, tmp_path: Path) -> None:
    brain.files.set_limit(MB)
    note = brain.create_memory("a note").memory
    film = sparse(tmp_path / "film.mov", MB + 1)
    with pytest.raises(TooLarge) as refused:
        brain.files.attach(note, film)
    assert "“film.mov” has 1.1 MB" in refused.value.words and "up to 1 MB" in refused.value.words
    assert "where it was" in refused.value.hint
    assert not (brain.home / "blobs").exists() and film.stat().st_size == MB + 1
    assert brain.memory(note).attachments == () and brain.memory(note).version == 1
    with pytest.raises(TooLarge):
        brain.files.keep(b"." * (MB + 1), "pasted.png")
    assert brain.files.keep(b"." * MB, "pasted.png").size == MB
    brain.files.set_limit(2 * MB)
    brain.files.attach(note, film)
    assert brain.memory(note).attachments[0].size == MB + 1


def test_the_limit_is_a_hundred_megabytes_and_a_broken_setting_is_none(tmp_path: Path) -> None:
    assert read_limit(tmp_path) == STANDARD == 100 * MB
    for broken in ("", "[]", '{"largest": "much"}', '{"largest": true}', '{"largest": 5}', "\xff"):
        (tmp_path / "files.json").write_text(broken, encoding="latin-1")
        assert read_limit(tmp_path) == STANDARD


def test_the_servers_limit_is_told_where_somebody_is_signed_in(brain: Brain) -> None:
    brain.files.set_limit(500 * MB)
    assert brain.files.limits().words == "A note takes files up to 500 MB."
    assert brain.files.limits().stays("a.mov", 200 * MB) == ""
    brain.replica.join(Account("https://notes.example.org", "maria", UUID(int=1), UUID(int=2), "desk"))
    brain.files.server_takes = 50 * MB
    limits = brain.files.limits()
    assert limits == Limits(500 * MB, "https://notes.example.org", 50 * MB)
    assert "takes up to 50 MB of each; larger ones stay on this device" in limits.words
    assert limits.stays("a.mov", 50 * MB) == ""
    assert "more than the 50 MB that https://notes.example.org takes" in limits.stays("a.mov", 51 * MB)
    brain.replica.configure(plain=True)
    assert "takes no files, so all stay" in brain.files.limits().words
    assert "takes only texts" in brain.files.limits().stays("a.mov", 1)
    brain.replica.leave()
    assert brain.files.limits().server == ""


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("250", 250 * MB),
        ("250 MB", 250 * MB),
        ("2g", 2048 * MB),
        ("1.5 GiB", 1536 * MB),
        ("2000000 bytes", 2000000),
    ],
)
def test_a_size_is_read_as_people_write_it(text: str, size: int) -> None:
    assert size_in(text) == size


@pytest.mark.parametrize("text", ["", "much", "-5 MB", "1e9", "5 miles"])
def test_what_is_no_size_is_told_so(text: str) -> None:
    with pytest.raises(BrainError, match="is no size"):
        size_in(text)
