"""A store that lies, refuses or never ends; two programs that copy at once; and a choice that changes meanwhile."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

import pytest

from core import Brain, BrainError, Cancelled, FarKey, FarPlace, place_at
from core.far_files.bucket import Bucket
from core.far_files.place import write_far_key, write_place
from tests.core.far_files.test_far_files import gone, note_with, standing
from tests.fixtures.far_store import Ring


@pytest.mark.parametrize(
    "written", ["HTTPS://S3.example.com", "Https://s3.example.com:", "https://s3.example.com/"]
)
def test_an_address_with_tls_is_one_however_it_is_written(written: str) -> None:
    """What was sent without TLS because of a capital letter could be read by everybody on the way."""
    place = place_at("s3://bucket", written)
    assert place.endpoint == "https://s3.example.com"
    assert Bucket(place, FarKey("mine", "secret"), "notebook")._minio._base_url.is_https


def test_an_address_that_the_client_does_not_take_is_told_in_words() -> None:
    place = place_at("s3://bucket", "https://nonsense.amazonaws.com")
    with pytest.raises(BrainError, match="does not answer as an S3 store"):
        Bucket(place, FarKey("mine", "secret"), "notebook")


@contextmanager
def endless(sent: list[int]) -> Iterator[str]:
    """A store that says of every content that it has nine bytes, and sends for ever."""

    class Endless(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "9")
            self.end_headers()

        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    sent.append(self.wfile.write(b"." * (1 << 20)))
            except OSError:
                pass

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Endless) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_store_that_sends_more_than_was_attached_does_not_fill_the_disk(
    brain: Brain, far_ring: Ring
) -> None:
    (file,) = note_with(brain, b"nine byte")
    gone(brain, file)
    sent: list[int] = []
    with endless(sent) as address:
        place = place_at("s3://bucket", address, "eu")
        write_far_key(place, FarKey("mine", "secret"))
        write_place(brain.home, place)
        with pytest.raises(BrainError, match="damaged"):
            brain.files.open(file)
    assert sum(sent) < 64 << 20
    assert not brain.files.blobs.has(file) and not list((brain.home / "blobs" / "new").iterdir())


def test_a_content_that_the_store_does_not_take_keeps_no_other_back(
    brain: Brain, far_store: SimpleNamespace, far_client: Any, far_place: FarPlace
) -> None:
    (first,) = note_with(brain, b"first")
    brain.far_files.copy()
    area = far_store.names()[first].removesuffix(f"{first[:2]}/{first}")
    files = sorted(note_with(brain, *(bytes([number]) for number in range(8))))
    refused = files[0]
    in_the_way = f"{area}{refused[:2]}/{refused}/something"
    far_client.put_object(far_place.bucket, in_the_way, io.BytesIO(b""), 0)
    with pytest.raises(BrainError):
        brain.far_files.copy()
    assert standing(brain)[:2] == (9, 8)
    assert standing(brain)[2]


def test_nothing_more_is_sent_when_files_are_to_be_in_the_data_folder_alone(
    brain: Brain, far_store: SimpleNamespace
) -> None:
    note_with(brain, b"one", b"two", b"three")

    def told(done: int, _total: int) -> None:
        if done == 1:
            brain.far_files.keep_here()

    assert brain.far_files.copy(told) == 2 == len(far_store.names())  # the one under way came to its end


def test_two_programs_do_not_copy_the_same_at_once(brain: Brain, far_store: SimpleNamespace) -> None:
    note_with(brain, b"one", b"two")
    began, go_on = threading.Event(), threading.Event()

    def told(_done: int, _total: int) -> None:
        began.set()
        go_on.wait(30)

    first = threading.Thread(target=brain.far_files.copy, args=(told,))
    first.start()
    began.wait(30)
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        brain.far_files.copy(cancelled=lambda: next(asked))
    go_on.set()
    first.join(30)
    assert standing(brain) == (2, 2, "") and len(far_store.names()) == 2
    assert brain.far_files.copy() == 0


def test_choosing_another_bucket_forgets_the_key_of_the_one_before(
    brain: Brain,
    far_store: SimpleNamespace,
    far_client: Any,
    far_place: FarPlace,
    far_key: FarKey,
    far_ring: Ring,
) -> None:
    far_client.make_bucket(f"{far_place.bucket}-2")
    brain.far_files.keep_in(place_at(f"s3://{far_place.bucket}-2", far_place.endpoint), far_key)
    assert [name for name in far_ring.kept if not name.endswith("-2")] == []


def test_how_it_stands_is_known_again_without_looking_at_the_files_again(
    brain: Brain, far_store: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_with(brain, b"one", b"two")
    far = brain.far_files
    looked: list[str] = []
    size = far._size

    def look(each: str) -> int | None:
        looked.append(each)
        return size(each)

    monkeypatch.setattr(far, "_size", look)
    first = far.standing()
    newest = far.newest()
    assert (first.copied, len(looked)) == (0, 2)
    far.copy()
    first = far.standing(first)  # the store was asked for all that it has
    looked.clear()
    brain.create_memory("a note without a file")
    assert (far.standing(first), looked, far.newest()) == (first, [], newest)
    note_with(brain, b"three")
    assert far.newest() != newest
    again = far.standing(first)
    assert (again.files, again.copied, again.size, len(looked)) == (3, 2, 11, 3)
    looked.clear()
    far.copy()
    assert looked == [sha256(b"three").hexdigest()]  # of what is there, nothing is looked at
    again = far.standing(again)
    assert (again.files, again.copied, again.at == far.standing().at, len(looked)) == (3, 3, True, 4)
