"""A plan says before an import whose notes there are, what may go otherwise than expected, and what it will take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from core.v2 import planning, problems
from core.v2.choices import AS_THEY_ARE, Choices, Duplicates, Sources
from core.v2.plan import Owner, Plan
from core.v2.planning import OwnersSeen, estimated, needed, planned
from core.v2.report import REMARKS, Report, TableCount
from core.v2.values import SetAside, V2Memory, V2User


def note(owner: str | None = None, content: str = "x" * 400) -> V2Memory:
    return V2Memory(uuid4(), content, (), {}, None, None, owner, None, (), "")


def aside(code: str) -> SetAside:
    return SetAside("public.memories", None, 1, code, "", "", "")


def report(
    created: int = 0,
    identical: int = 0,
    updated: int = 0,
    codes: tuple[str, ...] = (),
    *,
    whole: bool = True,
    embeddings: int = 0,
    remarks: Mapping[str, int] | None = None,
    role: str = "memories",
) -> Report:
    now = datetime.now(UTC)
    source = created + identical + updated + len(codes)
    table = TableCount("public.memories", role, "A", source, created, identical, len(codes), updated)
    return Report(
        "v2.sql",
        1,
        whole,
        True,
        True,
        now,
        now,
        (table,),
        {},
        embeddings,
        remarks or {},
        tuple(map(aside, codes)),
        reasons=Counter(codes),
    )


def plan(
    told: Report,
    choices: Choices = AS_THEY_ARE,
    owners: OwnersSeen | None = None,
    seconds: float = 1.0,
    **more: object,
) -> Plan:
    given: dict[str, Any] = {"home": Path("/"), "environment": {}} | more
    return planned(
        Sources(dump=Path("v2.sql")), choices, (), told, owners or OwnersSeen(), seconds=seconds, **given
    )


def test_owners_are_counted_and_named_whichever_comes_first() -> None:
    seen = OwnersSeen()
    for owner in ["1", "2", "2", None, "3", "2", "1"]:
        seen.note(note(owner))
    seen.user(V2User("2", "maria"))
    seen.user(V2User("9", "nobody"))
    assert seen.found() == (Owner("2", "maria", 3), Owner("1", "1", 2), Owner("3", "3", 1))
    assert plan(report(7), owners=seen).owners == seen.found()


def test_very_many_owners_take_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "_OWNERS", 3)
    seen = OwnersSeen()
    for number in range(10):
        seen.note(note(str(number)))
        seen.note(note("0"))
        seen.user(V2User(str(number), "name"))
    assert [(owner.id, owner.notes) for owner in seen.found()] == [("0", 11), ("1", 1), ("2", 1)]
    assert len(seen.names) == 3


def test_nothing_to_say_when_all_is_well() -> None:
    assert plan(report(10, identical=3)).problems == ()


@pytest.mark.parametrize(
    ("codes", "words", "remedy"),
    [
        (("no-content", "no-content"), "no text at all", "Correct them in v2"),
        (("repeated-id", "repeated-id"), "repeat an id", "add them by hand"),
        (("no-uuid", "broken-json"), "cannot be read", "Correct them in v2"),
        (("cut", "cut"), "cut off", "Make the file again"),
        (("no-such-note", "no-such-note"), "neither in v2 nor here", "could not follow them either"),
        (("orphan", "orphan"), "Vectors belong to notes that are neither", "import the dump"),
        (("dummy-vector", "zero-vector"), "OpenAI could not be reached", "anew"),
        (("wrong-dimension", "wrong-dimension"), "1536 dimensions", "anew"),
        (("something-new", "other-thing"), "Other rows", "lists them"),
    ],
)
def test_what_cannot_come_is_told_once_with_its_number(
    codes: tuple[str, ...], words: str, remedy: str
) -> None:
    [problem] = plan(report(5, codes=codes)).problems
    assert words in problem.words
    assert remedy in problem.remedy
    assert problem.count == 2


@pytest.mark.parametrize(
    "code", ["dummy-vector", "wrong-dimension", "broken-vector", "time-kept-as-text", "no-time"]
)
def test_what_changes_on_the_way_is_told(code: str) -> None:
    [problem] = plan(report(5, remarks={code: 3, "trimmed-tag": 9})).problems
    assert problem.count == 3
    assert problem.words and problem.remedy


def test_every_remark_that_is_told_of_exists() -> None:
    assert {code for codes, _, _ in problems._REMARKS for code in codes} <= set(REMARKS)


def test_notes_that_differ_from_those_here() -> None:
    [problem] = plan(report(5, codes=("differs",) * 4)).problems
    assert "What is here stays" in problem.words and "Choose to update them" in problem.remedy
    assert problem.count == 4
    [problem] = plan(report(5, updated=4), Choices(duplicates=Duplicates.UPDATE)).problems
    assert "would become what v2 says" in problem.words and "history" in problem.remedy
    assert plan(report(5, codes=("other-owner",)), Choices(only=frozenset({"maria"}))).problems == ()


def test_a_file_that_was_cut_and_one_that_holds_nothing() -> None:
    [problem] = plan(report(5, whole=False)).problems
    assert "ends too early" in problem.words
    [problem] = plan(report()).problems
    assert "nothing in it" in problem.words


def test_what_v2_left_in_the_environment() -> None:
    left = {"QDRANT_URL": "http://secret", "QDRANT_API_KEY": "secret", "PATH": "/"}
    [problem] = plan(report(5), environment=left).problems
    assert "QDRANT_API_KEY, QDRANT_URL" in problem.words
    assert "secret" not in problem.words
    with_export = planned(
        Sources(qdrant=(Path("q.json"),)),
        AS_THEY_ARE,
        (),
        report(5),
        OwnersSeen(),
        seconds=1,
        home=Path("/"),
        environment=left,
    )
    assert with_export.problems == ()


def test_a_disk_that_is_too_small_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "free_space", lambda _: 30_000_000)
    found = plan(report(5), home=tmp_path)
    [problem] = found.problems
    assert "67 MB are needed, and 30 MB are free" in problem.words
    assert (found.free, plan(report(5), here=False).free) == (30_000_000, -1)
    assert plan(report(5), here=False).problems == ()


def test_free_space_is_told_for_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    assert planning.free_space(tmp_path / "a" / "b") > 0


def test_what_is_new_takes_time_and_room_and_what_is_here_does_not(tmp_path: Path) -> None:
    seen = OwnersSeen()
    for _ in range(1000):
        seen.note(note())
    nothing, half, everything = (
        estimated(told, seen, 10)
        for told in (report(identical=1000), report(500, identical=500), report(1000))
    )
    assert 10 <= nothing < half < everything
    assert everything < estimated(report(1000), seen, 20)
    assert estimated(report(), OwnersSeen(), 0.1) < 2
    assert needed(report(identical=1000), seen, Sources()) == 0
    without, with_vectors = (
        needed(report(1000), seen, Sources()),
        needed(report(1000, embeddings=600), seen, Sources()),
    )
    assert 3_000_000 < without - planning._SPARE < 12_000_000
    assert with_vectors - without > 600 * 6144
    (tmp_path / "a.bin").write_bytes(b"x" * 5000)
    files = report(10, role="files")
    assert needed(files, OwnersSeen(), Sources(attachments=(tmp_path,))) == planning._SPARE + 5000
