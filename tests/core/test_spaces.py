"""What is known of spaces: what was lost stays known, and what cannot be read is asked for again."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

from core.spaces import FILE, Shared, Space, Spaces

MINE, THEIRS = UUID(int=1), UUID(int=2)
ADA, BOB = UUID(int=97), UUID(int=98)
GARDEN = Space(
    UUID(int=3),
    "Garden",
    "ada",
    own=False,
    may_write=False,
    members={"bob": False},
    mine=frozenset({MINE}),
    others=frozenset({THEIRS}),
)


def test_what_the_server_told_is_there_after_a_restart(tmp_path: Path) -> None:
    told = Spaces(tmp_path).learn([GARDEN])
    assert Spaces(tmp_path).known() == told == Shared((GARDEN,))
    assert told.may_write(MINE) and not told.may_write(THEIRS)
    assert told.is_mine(MINE) and not told.is_mine(THEIRS)


def test_a_note_of_others_that_is_shared_no_more_is_known_as_lost_until_it_comes_back(tmp_path: Path) -> None:
    spaces = Spaces(tmp_path)
    spaces.learn([GARDEN])
    lost = spaces.learn([])
    assert lost.lost == {THEIRS} and not lost.may_write(THEIRS) and lost.may_write(MINE)
    assert spaces.learn([GARDEN]).lost == frozenset()


def test_a_file_that_cannot_be_read_says_nothing(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{")
    assert Spaces(tmp_path).known() == Shared()
    assert Spaces(tmp_path).learn([GARDEN]).spaces == (GARDEN,)


def test_who_left_is_called_as_they_were_and_a_new_name_takes_the_place_of_the_old_one(
    tmp_path: Path,
) -> None:
    spaces = Spaces(tmp_path)
    spaces.learn([GARDEN], {ADA: "ada", BOB: "bob"})
    spaces.learn([GARDEN], {ADA: "countess"})
    spaces.learn([GARDEN])
    assert Spaces(tmp_path).known().people == {ADA: "countess", BOB: "bob"}


def test_a_file_of_before_names_were_kept_is_read_without_them(tmp_path: Path) -> None:
    Spaces(tmp_path).learn([GARDEN], {ADA: "ada"})
    kept = json.loads((tmp_path / FILE).read_text("utf-8"))
    del kept["people"]
    (tmp_path / FILE).write_text(json.dumps(kept), "utf-8")
    assert Spaces(tmp_path).known() == Shared((GARDEN,))
