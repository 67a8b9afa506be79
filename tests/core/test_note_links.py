"""Links from note to note: where they lead, who links here, and what a new title does to them."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from core.brain import Brain
from core.events import new_id


@pytest.fixture
def notes(brain: Brain) -> dict[str, UUID]:
    texts = {
        "garden": "# Garden plan\n\nbeds",
        "lake": "Lake house",
        "one": "One\n\nsee [[Garden plan]] and [[Lake house|the house]]",
        "two": "Two\n\nsee [[garden  Plan#Beds]]",
        "three": "Three\n\nthe Garden plan, https://example.org",
        "emoji": "🌱",
        "four": "Four [[🌱]] [[C++ (notes)]]",
        "cpp": "C++ (notes)",
    }
    return {name: brain.create_memory(text).memory for name, text in texts.items()}


def linking(brain: Brain, note: UUID) -> list[str]:
    return [each.title.split()[0] for each in brain.note_links.linking_to(note, brain.memory(note).called)]


def test_a_link_leads_to_the_note_that_is_called_so(brain: Brain, notes: dict[str, UUID]) -> None:
    for title, name in (
        ("garden PLAN", "garden"),
        ("Lake house", "lake"),
        ("🌱", "emoji"),
        ("C++ (notes)", "cpp"),
    ):
        assert brain.note_links.target(title) == notes[name]
    assert brain.note_links.target("Nothing of the kind") is None
    brain.delete(notes["garden"])
    assert brain.note_links.target("Garden plan") is None, "what is in the trash is not linked to"


def test_notes_that_link_here_are_found_by_their_text(brain: Brain, notes: dict[str, UUID]) -> None:
    assert linking(brain, notes["garden"]) == ["Two", "One"]
    assert linking(brain, notes["lake"]) == ["One"]
    assert linking(brain, notes["emoji"]) == linking(brain, notes["cpp"]) == ["Four"]
    assert linking(brain, notes["three"]) == []
    brain.delete(notes["one"])
    assert linking(brain, notes["garden"]) == ["Two"]


def test_titles_are_offered_by_their_beginning_and_by_their_words(
    brain: Brain, notes: dict[str, UUID]
) -> None:
    def offered(typed: str) -> list[str]:
        return [each.title for each in brain.note_links.titled_like(typed, 3)]

    assert offered("Gar") == offered("pla") == offered("garden pl") == ["Garden plan"]
    assert offered("T") == ["Three", "Two", "C++ (notes)"], (
        "those that begin so come first, the newest before others"
    )
    assert len(offered("")) == 3
    assert offered("100%") == offered("xyz") == []


def test_links_follow_a_new_title_in_one_action_that_can_be_taken_back(
    brain: Brain, notes: dict[str, UUID]
) -> None:
    brain.update_memory(notes["garden"], "# Flower beds\n\nbeds")
    before = {name: brain.memory(note).content for name, note in notes.items()}
    ids = [each.id for each in brain.note_links.linking_to(notes["garden"], ["Garden plan"])]
    action = new_id()
    done = brain.note_links.retarget(ids, ["Garden plan"], "Flower beds", action)
    assert done.memories == {notes["one"], notes["two"]}
    assert brain.memory(notes["one"]).content == "One\n\nsee [[Flower beds]] and [[Lake house|the house]]"
    assert sorted(linking(brain, notes["garden"])) == ["One", "Two"]
    brain.update_memory(notes["two"], "Two\n\nwritten since")
    undone = brain.undo.undo(action)
    assert undone is not None and undone.kept == ("Two",)
    assert brain.memory(notes["one"]).content == before["one"]
    assert brain.memory(notes["two"]).content == "Two\n\nwritten since", (
        "what was written since is not undone"
    )


def test_links_go_back_wherever_they_can_and_what_stays_is_named_with_the_reason(brain: Brain) -> None:
    goal = brain.create_memory("Goal").memory
    texts = (
        "Plain [[Goal]]",
        "Elsewhere\n\n[[Goal]]\n\nold",
        "Same [[Goal]]",
        "Also [[Goal]]",
        "Gone [[Goal]]",
    )
    plain, elsewhere, same, also, gone = (brain.create_memory(text).memory for text in texts)
    brain.update_memory(goal, "Aim")
    action = new_id()
    brain.note_links.retarget([plain, elsewhere, same, also, gone], ["Goal"], "Aim", action)
    brain.update_memory(elsewhere, "Elsewhere\n\n[[Aim]]\n\nnew")
    brain.update_memory(same, "Same [[Aiming high]]")
    brain.update_memory(also, "Also [[Aiming higher]]")
    brain.delete(gone)
    brain.purge(gone)
    undone = brain.undo.undo(action)
    assert undone is not None
    assert brain.memory(plain).content == texts[0]
    assert brain.memory(elsewhere).content == "Elsewhere\n\n[[Goal]]\n\nnew"
    assert brain.memory(same).content == "Same [[Aiming high]]", "nothing is changed behind anybody's back"
    assert undone.explained == (
        "2 notes were changed since then in the same place, so that part stays: “Same Aiming high”,"
        " “Also Aiming higher”. The history has every version. 1 note was deleted for good since then, and stays so."
    )
    assert brain.upkeep.replay().equal


@pytest.fixture
def vault(brain: Brain, tmp_path: Path) -> dict[str, UUID]:
    """A vault of Obsidian, as it was imported: its notes by what they are called and the folder they were in."""
    texts = {
        "A/Deep.md": "---\naliases: [Zeb, Deep down]\n---\ntext",
        "B/index.md": "see [up](../Deep%20sea.md) and [here](other.md)",
        "C/B/index.md": "further down",
        "C/other.md": "not here",
        "B/other.md": "see [[index]]",
        "Deep sea.md": "---\ntitle: The sea\n---\nwater",
        "Pather.md": "[[A/Deep]] [[Zeb]] [[B/index]] [md](A/Deep.md) [out](../../A/Deep.md)",
    }
    (tmp_path / "vault" / ".obsidian").mkdir(parents=True)
    for path, text in texts.items():
        (tmp_path / "vault" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "vault" / path).write_text(text)
    brain.import_notes(tmp_path / "vault")
    ids = brain.memory_ids()
    return {str(brain.memory(id_).metadata["source_path"]): id_ for id_ in ids}


def test_links_of_an_imported_vault_lead_where_they_led(brain: Brain, vault: dict[str, UUID]) -> None:
    for seen_from, named, leads_to in (
        ("Pather.md", "A/Deep", "A/Deep.md"),
        ("Pather.md", "a/deep.md", "A/Deep.md"),
        ("Pather.md", "Zeb", "A/Deep.md"),
        ("Pather.md", "deep  DOWN", "A/Deep.md"),
        ("Pather.md", "B/index", "B/index.md"),
        ("Pather.md", "C/B/index", "C/B/index.md"),
        ("C/other.md", "B/index.md", "C/B/index.md"),
        ("B/index.md", "other.md", "B/other.md"),
        ("C/other.md", "other.md", "C/other.md"),
        ("B/index.md", "../Deep sea.md", "Deep sea.md"),
        ("Pather.md", "Deep sea", "Deep sea.md"),
        ("Pather.md", "Gone/Deep", "A/Deep.md"),
        ("Pather.md", "../../A/Deep.md", None),
        ("Pather.md", "ib/nothing", None),
        ("Pather.md", "Ze", None),
        ("Pather.md", "100%_/", None),
    ):
        found = brain.note_links.target(named, vault[seen_from])
        assert found == (vault[leads_to] if leads_to else None), (seen_from, named)
    titled = brain.create_memory("Zeb").memory
    assert brain.note_links.target("Zeb") == titled, "a title comes before an alias"


def test_notes_that_link_by_path_or_alias_are_found(brain: Brain, vault: dict[str, UUID]) -> None:
    def leading(path: str) -> set[str]:
        found = brain.note_links.leading_to(vault[path])
        return {str(brain.memory(each.id).metadata["source_path"]) for each in found}

    assert leading("A/Deep.md") == {"Pather.md"}
    assert leading("Deep sea.md") == leading("B/other.md") == {"B/index.md"}
    assert leading("C/other.md") == set()
    assert leading("B/index.md") == {"Pather.md", "B/other.md"}
    brain.update_memory(vault["Pather.md"], "Pather\n\n[[Zeb]]")
    assert leading("A/Deep.md") == {"Pather.md"}
    brain.create_memory("Zeb")
    assert leading("A/Deep.md") == set(), "the link leads to the note of that title now"


def test_a_link_by_path_leads_on_to_a_note_that_was_given_another_title(
    brain: Brain, vault: dict[str, UUID]
) -> None:
    deep = vault["A/Deep.md"]
    brain.update_memory(deep, "# Deeper\n\ntext")
    assert brain.note_links.target("A/Deep", vault["Pather.md"]) == deep
    assert [each.id for each in brain.note_links.leading_to(deep)] == [vault["Pather.md"]]
    brain.update_memory(vault["B/other.md"], "One")
    brain.update_memory(vault["C/other.md"], "Another")
    assert [each.id for each in brain.note_links.leading_to(vault["B/other.md"])] == [vault["B/index.md"]]
    assert brain.note_links.leading_to(vault["C/other.md"]) == ()


def test_aliases_are_found_however_they_are_written(brain: Brain) -> None:
    for text, aliases, named in (
        ("One", "Uno, Der  Erste", "der erste"),
        ("Two", ["C# notes", 7, None, ["deep"]], "c NOTES"),
        ("Three", [f"{'long ' * 2_000}first"], f"{'long ' * 2_000}FIRST"),
        ("Four", [f"{'long ' * 2_000}second"], f"{'Long ' * 2_000}second"),
        ("Five", ["Ölförderung"], "ÖLFÖRDERUNG"),
        ("Six", ["100%_", "a\\b", 'say "hello"'], 'Say "Hello"'),
    ):
        note = brain.create_memory(text, metadata={"aliases": aliases}).memory
        assert brain.note_links.target(named) == note, text
    odd: tuple[dict[str, object], ...] = (
        {"aliases": []},
        {"aliases": None},
        {"aliases": {"a": 1}},
        {"source_path": 7},
    )
    for metadata in odd:
        brain.create_memory("Odd", metadata=metadata)
    assert brain.note_links.target("100%_") is not None
    assert brain.note_links.target("100") is None
    assert brain.upkeep.replay().equal


def test_a_note_with_a_new_alias_or_without_one_is_found_accordingly(brain: Brain) -> None:
    note = brain.create_memory("One", metadata={"aliases": ["Uno"]}).memory
    assert brain.note_links.target("uno") == note
    brain.delete(note)
    assert brain.note_links.target("uno") is None, "what is in the trash is not linked to"
    brain.restore(note)
    assert brain.note_links.target("uno") == note


def test_links_of_a_text_that_lead_nowhere_are_told(brain: Brain, vault: dict[str, UUID]) -> None:
    text = "[[Zeb]] [[a/deep]] [[A/Nothing]] [[Gone|x]] ![[Gone too#p]] ![[a.png]] [x](other.md) [y](../no.md) `[[code]]`"
    lost = brain.note_links.lost_in(text, vault["Pather.md"])
    assert lost == {"A/Nothing", "Gone", "Gone too", "../no.md"}
    brain.create_memory("gone  TOO")
    many = "".join(f"[[{number}]]" for number in range(2_000))
    assert brain.note_links.lost_in(f"[[Gone  too]]{many}", vault["Pather.md"])
    assert brain.note_links.lost_in("nothing") == frozenset()


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("> [!note] Mind the gap\n> between", "!note Mind the gap"),
        ("![[boiler.png]]\nIt hums.", "!boiler.png"),
        ("![the boiler|300](boiler.png)", "the boiler 300"),
        ("| Bed | Crop |\n|---|---|", "Bed Crop"),
        ("<h1>Boiler</h1>", "<h1>Boiler</h1>"),
        ("```sh\n# all of it\n```", "all of it"),
    ],
)
def test_a_link_by_the_marked_form_that_a_title_once_had_leads_there(
    brain: Brain, text: str, once: str
) -> None:
    note = brain.create_memory(text).memory
    other = brain.create_memory(f"Other [[{once}|there]]").memory
    links = brain.note_links
    assert links.target(once) == note
    assert links.lost_in(f"[[{once}]]") == frozenset()
    assert [each.id for each in links.leading_to(note)] == [other]
    called = brain.memory(note).called
    assert [each.id for each in links.linking_to(note, called)] == [other]
    links.retarget([other], called, "Another name")
    assert brain.memory(other).content == "Other [[Another name|there]]"
    newer = brain.create_memory(f"# `{once}`").memory
    assert links.target(once) == newer, "who is called so now comes before who was"


def test_a_note_that_is_shown_in_place_is_linked_to_and_follows_a_new_title(
    brain: Brain, notes: dict[str, UUID]
) -> None:
    shows = brain.create_memory(
        "Five\n\n![[Garden plan]] and ![[garden plan#Beds|beds]] ![[Garden plan.png]]"
    ).memory
    brain.create_memory("Six ![[Garden plan.png]] ![[The Garden plan]]")
    assert linking(brain, notes["garden"]) == ["Five", "Two", "One"]
    assert [each.title.split()[0] for each in brain.note_links.leading_to(notes["garden"])] == [
        "Five",
        "Two",
        "One",
    ]
    brain.note_links.retarget([shows], ["Garden plan"], "Beds")
    assert brain.memory(shows).content == "Five\n\n![[Beds]] and ![[Beds#Beds|beds]] ![[Garden plan.png]]"


def test_a_picture_that_is_shown_in_place_is_no_link_to_a_note_of_that_name(brain: Brain) -> None:
    note = brain.create_memory("# wall.png\n\nwhat it shows").memory
    brain.create_memory("Shows ![[wall.png]]")
    linked = brain.create_memory("Links [[wall.png]]").memory
    assert linking(brain, note) == ["Links"]
    assert [each.id for each in brain.note_links.leading_to(note)] == [linked]


def test_a_note_shown_in_place_by_its_path_or_alias_is_linked_to(
    brain: Brain, vault: dict[str, UUID]
) -> None:
    shows = brain.create_memory("Shows ![[A/Deep]]").memory
    also = brain.create_memory("Also ![[Zeb]]").memory
    found = [each.id for each in brain.note_links.leading_to(vault["A/Deep.md"])]
    assert found == [also, shows, vault["Pather.md"]]
