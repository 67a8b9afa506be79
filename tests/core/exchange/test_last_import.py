"""What the last import brought is found by a filter, apart from what came before it."""

from __future__ import annotations

from pathlib import Path

from core.brain import Brain


def titles(brain: Brain, query: str) -> list[str]:
    return sorted(hit.title for hit in brain.search(query).hits)


def test_the_last_import_is_found_alone_until_it_is_taken_back(brain: Brain, tmp_path: Path) -> None:
    brain.create_memory("# Mine")
    assert titles(brain, "source:last-import") == []
    for name in ("First", "Second"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / f"{name}.md").write_text(f"# {name}")
        came = brain.exchange.bring([folder])
    assert titles(brain, "source:import") == ["First", "Second"]
    assert titles(brain, "source:last-import") == ["Second"]
    assert titles(brain, "-source:last-import") == ["First", "Mine"]
    assert came.batch is not None
    brain.exchange.undo(came.batch)
    assert titles(brain, "source:last-import") == ["First"]
