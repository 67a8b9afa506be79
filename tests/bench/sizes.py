"""What a note costs on the disk, table by table, beside its text."""

from __future__ import annotations

from tests.bench import ground, kept
from tests.bench.figures import Figure
from tests.bench.searching import NOTES

_PARTS = {
    "the log": "pg_total_relation_size('events')",
    "the notes and their lists": "pg_total_relation_size('memories') + pg_total_relation_size('links')",
    "words": "pg_table_size('search_documents')",
    "their index": "pg_relation_size('ix_search_documents_words')",
    "other indexes of words": "pg_indexes_size('search_documents') - pg_relation_size('ix_search_documents_words')",
    "the vocabulary": "pg_total_relation_size('vocabulary') + pg_total_relation_size('languages')",
    "passages": "pg_total_relation_size('passages')",
    "vectors": "pg_total_relation_size('vectors_1') - pg_relation_size('vectors_1_near')",
    "HNSW": "pg_relation_size('vectors_1_near')",
    "what is still to be done": "pg_total_relation_size('uncounted') + pg_total_relation_size('uncut')"
    " + pg_total_relation_size('unembedded')",
}


def run(notes: int = NOTES) -> list[Figure]:
    """Sizes a note, indexes included."""
    with kept.notebook(notes) as opened, ground.bare(opened.brain) as connection:
        sizes = connection.execute(
            f"select {', '.join(_PARTS.values())} from generate_series(1, 1)".encode()
        ).fetchone()
        text = connection.execute("select sum(octet_length(content)) from memories").fetchone()
        built = ", ".join(f"{step} {seconds:.0f} s" for step, seconds in opened.seconds.items())
    assert sizes is not None
    assert text is not None
    parts = ", ".join(f"{name} {size / notes:.0f}" for name, size in zip(_PARTS, sizes, strict=True))
    told = f"{notes:_} notes".replace("_", " ")
    return [
        Figure(
            f"disk for a note of {text[0] / notes:.0f} bytes, {told}",
            "stated",
            f"{sum(sizes) / notes:.0f} bytes: {parts}",
        ),
        Figure(f"filling a notebook with {told}", "stated", built),
    ]
