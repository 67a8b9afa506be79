"""Files of notes are in an S3 store as well: they get there in the background, come back whole or not at all, and whatever
the store does, nothing is lost and no secret is told."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core import Brain, BrainError, Cancelled, FarKey, FarPlace, look_around, open_brain, place_at
from core.far_files.bucket import Bucket
from tests.core.test_unused import age, attached, kept
from tests.fixtures.far_store import Ring
from tests.fixtures.services import Killable

FILM = b"frame " * (3 << 20)  # travels in parts
ROOT = Path(__file__).parents[3]


def note_with(brain: Brain, *contents: bytes) -> list[str]:
    note = brain.create_memory("a note").memory
    return [attached(brain, note, content) for content in contents]


def gone(brain: Brain, *contents: str) -> None:
    """As on another computer with the same database."""
    for each in contents:
        brain.files.blobs.path(each).unlink()


def standing(brain: Brain) -> tuple[int, int, str]:
    now = brain.far_files.standing()
    return now.files, now.copied, now.trouble


def test_what_notes_have_is_copied_and_comes_back_where_it_is_missing(
    brain: Brain, far_store: SimpleNamespace
) -> None:
    small, large, empty = note_with(brain, b"small", FILM, b"")
    given_up = kept(brain, b"begun, and never given to a note")
    assert (standing(brain), far_store.names()) == ((3, 0, ""), {})  # nothing is left of the trial either
    heard: list[tuple[int, int]] = []
    assert brain.far_files.copy(lambda done, total: heard.append((done, total))) == 3
    assert (heard[0], heard[-1]) == ((0, 3), (3, 3))
    assert (standing(brain), far_store.names().keys()) == ((3, 3, ""), {small, large, empty})
    assert given_up not in far_store.names()
    assert brain.far_files.standing().at is not None
    assert brain.far_files.copy(look=True) == brain.far_files.copy() == 0
    gone(brain, small, large, empty)
    for each, content in ((small, b"small"), (large, FILM), (empty, b"")):
        with brain.files.open(each) as file:
            assert file.read() == content
        assert brain.files.blobs.verify(each)


def test_a_content_that_is_damaged_in_the_store_is_neither_shown_nor_kept(
    brain: Brain, far_store: SimpleNamespace, tmp_path: Path
) -> None:
    (file,) = note_with(brain, b"what was attached")
    brain.far_files.copy()
    gone(brain, file)
    for wrong in (b"what WAS attached", b"", b"longer than what was attached"):
        far_store.damage(file, wrong)
        for ask in (lambda: brain.files.open(file), lambda: brain.files.save_as(file, tmp_path / "out")):
            with pytest.raises(BrainError, match="damaged"):
                ask()
    blobs = [path.name for path in (brain.home / "blobs").rglob("*") if path.is_file()]
    assert sorted(blobs) == ["lock", "notebooks"] and not (tmp_path / "out").exists()


def test_what_is_damaged_here_is_told_and_not_copied_over_anything(
    brain: Brain, far_store: SimpleNamespace
) -> None:
    good, bad = note_with(brain, b"good", b"bad")
    path = brain.files.blobs.path(bad)
    path.write_bytes(b"dab")
    with pytest.raises(BrainError, match="1 file is damaged on this device"):
        brain.far_files.copy()
    assert (far_store.names().keys(), standing(brain)[:2]) == ({good}, (2, 1))
    assert "damaged" in standing(brain)[2]
    path.write_bytes(b"bad")
    assert (brain.far_files.copy(), standing(brain)) == (1, (2, 2, ""))


def test_what_the_store_lost_is_copied_again_when_it_is_looked_at(
    brain: Brain, far_store: SimpleNamespace, far_client: Any, far_place: FarPlace
) -> None:
    first, second = note_with(brain, b"first", b"second")
    brain.far_files.copy()
    far_client.remove_object(far_place.bucket, far_store.names()[first])
    far_store.damage(second, b"cut")
    assert (brain.far_files.copy(), brain.far_files.copy(look=True)) == (0, 2)
    assert far_store.names().keys() == {first, second}
    for record in (brain.home / "s3").iterdir():
        record.write_text("torn")  # as if the power had failed
    assert (brain.far_files.copy(), standing(brain)) == (0, (2, 2, ""))


def test_stopping_keeps_what_was_copied_also_in_the_middle_of_a_large_file(
    brain: Brain, far_store: SimpleNamespace
) -> None:
    note_with(brain, b"one", b"two")
    asked = iter([False] * 2 + [True] * 99)
    assert brain.far_files.copy(cancelled=lambda: next(asked)) == 1 == len(far_store.names())
    assert brain.far_files.standing().at is None
    assert brain.far_files.copy() == 1
    (film,) = note_with(brain, FILM)
    asked = iter([False] * 2 + [True] * 99)
    with pytest.raises(Cancelled):
        brain.far_files.copy(cancelled=lambda: next(asked))
    assert film not in far_store.names()
    assert brain.far_files.copy() == 1


COPYING = """
import sys
from core import open_brain
from tests.fixtures.far_store import Ring
import core.embedding.keys

ring = Ring()
ring.kept[sys.argv[3]] = sys.stdin.read()
core.embedding.keys.trusted_keyring = lambda: ring
with open_brain(sys.argv[1], sys.argv[2]) as brain:
    brain.far_files.copy(lambda done, total: print(done, flush=True))
"""


def test_a_program_that_is_killed_while_it_copies_goes_on_where_it_was(
    brain: Brain, far_store: SimpleNamespace, far_ring: Ring, database_url: str
) -> None:
    files = note_with(brain, *(bytes([number]) * (4 << 20) for number in range(12)))
    ((name, secret),) = far_ring.kept.items()
    command = [sys.executable, "-c", COPYING, str(brain.home), database_url, name]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write(secret)
        child.stdin.close()
        while child.stdout.readline() != "5\n":
            assert child.poll() is None
        time.sleep(0.02)
        os.kill(child.pid, signal.SIGKILL)
    copied = standing(brain)[1]
    assert 5 <= copied < 12
    assert brain.far_files.copy() == 12 - copied
    assert (standing(brain), far_store.names().keys()) == ((12, 12, ""), set(files))
    gone(brain, *files)
    for file in files:
        brain.files.open(file).close()  # whole, or it would not come


def test_a_store_that_is_away_is_told_and_keeps_nobody_from_working(
    brain: Brain, far_store: SimpleNamespace, object_store: Killable
) -> None:
    first, second = note_with(brain, b"first", b"second")
    brain.far_files.copy()
    gone(brain, first)
    third = note_with(brain, b"third")[0]
    object_store.kill()
    for ask in (brain.far_files.copy, lambda: brain.files.open(first)):
        with pytest.raises(BrainError, match="does not answer"):
            ask()
    assert "does not answer" in standing(brain)[2]
    brain.files.open(second).close()
    note_with(brain, b"fourth")
    brought: list[str] = []
    brain.files.fetch = brought.append  # the team server has it, too
    with pytest.raises(BrainError, match="does not answer"):
        brain.files.open(first)
    assert brought == [first]
    object_store.start()
    assert brain.far_files.copy() == 2 and third in far_store.names()
    assert standing(brain)[1:] == (3, "")
    with brain.files.open(first) as file:
        assert file.read() == b"first"


def test_a_place_is_taken_only_when_all_can_be_done_there(
    brain: Brain, far_ring: Ring, far_place: FarPlace, far_key: FarKey
) -> None:
    wrong, unknown = FarKey(far_key.access, "wrong-secret"), FarKey("nobody-of-mine", far_key.secret)
    nowhere = place_at("s3://no-such-bucket", far_place.endpoint)
    for where, given, words in (
        (far_place, wrong, "refuses the key"),
        (far_place, unknown, "refuses the key"),
        (nowhere, far_key, "no bucket called no-such-bucket"),
        (place_at("s3://bucket", "http://127.0.0.1:9"), far_key, "does not answer"),
    ):
        with pytest.raises(BrainError, match=words) as refused:
            brain.far_files.keep_in(where, given)
        told = f"{refused.value!r}{refused.value}{refused.value.__cause__!r}{given!r}"
        assert given.secret not in told and given.access not in told
    assert (brain.far_files.place, far_ring.kept) == (None, {})
    with pytest.raises(BrainError, match="There is no key"):
        brain.far_files.keep_in(far_place)
    assert brain.far_files.copy() == 0


def test_the_doctor_says_whether_the_store_answers(
    brain: Brain, far_store: SimpleNamespace, far_ring: Ring, object_store: Killable
) -> None:
    def told() -> tuple[bool, str]:
        (check,) = [each for each in look_around(brain.home, {}) if each.name == "s3"]
        return check.ok, check.words

    assert told()[0] and "answers" in told()[1]
    object_store.kill()
    assert not told()[0] and "does not answer" in told()[1]
    far_ring.kept.clear()
    assert "There is no key" in told()[1]
    brain.far_files.keep_here()
    assert told() == (True, "Files of notes are kept in the data folder alone.")


def test_the_key_is_in_the_keyring_alone_and_goes_with_the_choice(
    brain: Brain, far_store: SimpleNamespace, far_ring: Ring, far_key: FarKey, far_place: FarPlace
) -> None:
    (file,) = note_with(brain, b"something")
    brain.far_files.copy()
    for path in brain.home.rglob("*"):
        if path.is_file() and "postgres" not in path.parts:
            assert far_key.secret.encode() not in path.read_bytes()
    assert json.loads((brain.home / "s3.json").read_text())["bucket"] == far_place.bucket
    assert list(far_ring.kept.values()) == [f"{far_key.access}\n{far_key.secret}"]
    brain.far_files.keep_in(
        place_at(f"s3://{far_place.bucket}/other", far_place.endpoint)
    )  # the key is known
    assert standing(brain)[:2] == (1, 0)
    far_ring.kept.clear()
    with pytest.raises(BrainError, match="There is no key"):
        brain.far_files.copy()
    brain.far_files.keep_in(far_place, far_key)
    assert standing(brain)[:2] == (1, 1)  # it is still known what is there
    brain.far_files.keep_here()
    assert (brain.far_files.place, far_ring.kept, file in far_store.names()) == (None, {}, True)


def test_removing_what_is_unused_removes_it_in_the_store_and_touches_no_other_notebooks(
    brain: Brain, far_store: SimpleNamespace, far_client: Any, far_place: FarPlace
) -> None:
    (wanted,) = note_with(brain, b"wanted")
    brain.far_files.copy()
    mine = far_store.names()[wanted].removesuffix(f"{wanted[:2]}/{wanted}")
    unused = sha256(b"unused").hexdigest()
    mentioned = sha256(b"mentioned").hexdigest()
    (brain.home / "capture.txt").write_text(f"begun: {mentioned}")
    for area, each in ((mine, unused), (mine, mentioned), ("notes/another/", sha256(b"others").hexdigest())):
        far_client.put_object(far_place.bucket, f"{area}{each[:2]}/{each}", io.BytesIO(b"unused"), 6)
    stranger = sha256(b"another copy of this notebook put it there").hexdigest()
    far_client.put_object(far_place.bucket, f"{mine}{stranger[:2]}/{stranger}", io.BytesIO(b"alone"), 5)
    brain.far_files._record(far_place).add("+", unused, mentioned)
    given_up = kept(brain, b"given up")
    age(brain)
    gone(brain, wanted)  # it is in the store alone, and stays there
    removed = brain.unused.remove()
    assert (removed.files, removed.far, removed.far_trouble) == (1, 1, "")
    assert far_store.names().keys() == {wanted, mentioned, stranger, sha256(b"others").hexdigest()}
    assert not brain.files.blobs.has(given_up)


def test_unused_files_go_here_when_the_store_is_away_and_that_is_told(
    brain: Brain, far_store: SimpleNamespace, object_store: Killable
) -> None:
    kept(brain, b"given up")
    age(brain)
    object_store.kill()
    removed = brain.unused.remove()
    assert (removed.files, removed.far) == (1, 0)
    assert "does not answer" in removed.far_trouble


@pytest.mark.parametrize(
    "endpoint",
    ["http://s3.example.com", "http://192.168.1.5:9000", "http://127.0.0.1.example.com", "http://[::2]"],
)
def test_without_tls_a_store_has_to_be_on_this_machine_or_allowed(endpoint: str) -> None:
    with pytest.raises(BrainError, match="Without TLS"):
        place_at("s3://bucket", endpoint)
    assert place_at("s3://bucket", endpoint, insecure=True).endpoint == endpoint
    for near in ("http://127.0.0.1:9000", "http://localhost", "http://[::1]:9000"):
        assert place_at("s3://bucket", near).endpoint == near


@pytest.mark.parametrize(
    ("address", "endpoint"),
    [
        ("bucket", "https://s3.example.com"),
        ("s3://", "https://s3.example.com"),
        ("s3://Bucket", "https://s3.example.com"),
        ("s3://bucket/../other", "https://s3.example.com"),
        ("s3://bucket", "https://name:secret@s3.example.com"),
        ("s3://bucket", "https://s3.example.com/path"),
        ("s3://bucket", "https://s3.example.com:port"),
        ("s3://bucket", "s3.example.com"),
        ("s3://bucket", "ftp://s3.example.com"),
        ("s3://bucket", "https://[::1"),
    ],
)
def test_what_is_no_place_is_refused_without_repeating_a_secret(address: str, endpoint: str) -> None:
    with pytest.raises(BrainError) as refused:
        place_at(address, endpoint)
    assert "secret" not in str(refused.value)


def test_a_choice_that_cannot_be_read_is_not_taken_for_none(
    brain: Brain, far_ring: Ring, tmp_path: Path, database_url: str
) -> None:
    (file,) = note_with(brain, b"here")
    for nonsense in (
        "{",
        "[]",
        '{"bucket": 1}',
        '{"endpoint": "http://far.example.com", "bucket": "bucket"}',
    ):
        (brain.home / "s3.json").write_text(nonsense)
        with pytest.raises(BrainError, match="cannot be read"):
            brain.far_files.copy()
        brain.files.open(file).close()  # what is here needs no store
    brain.far_files.keep_here()
    with open_brain(tmp_path / "other", database_url) as other:
        assert (brain.far_files.place, other.far_files.place, far_ring.kept) == (None, None, {})


def test_a_store_that_points_elsewhere_is_not_followed() -> None:
    asked: list[str] = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(307)
            self.send_header("Location", f"http://127.0.0.1:{server.server_port}/followed")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_PUT = do_HEAD = do_GET  # noqa: N815 - the names that the server looks for

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        place = place_at("s3://bucket", f"http://127.0.0.1:{server.server_port}", "eu")
        bucket = Bucket(place, FarKey("mine", "secret"), "notebook")
        for ask in (bucket.ask, lambda: bucket.size("0" * 64), lambda: list(bucket.pieces("0" * 64))):
            with pytest.raises(BrainError):
                ask()
        with pytest.raises(BrainError):
            bucket.put("0" * 64, io.BytesIO(b"a secret"), 8)
        server.shutdown()
    assert len(asked) >= 4 and "/followed" not in asked
