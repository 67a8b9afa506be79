"""Which files have a text that is worth reading, and what of it, told from their names and their first bytes. Pure.

Owns the list of endings. Pictures, sounds and archives have none. What is called otherwise than it is does no harm: bytes
that are no text are not taken for one (`core.text.decoding`).
"""

from __future__ import annotations

from pathlib import PurePath

PDF = b"%PDF-"
"""How a PDF begins."""

_AROUND = 1_024  # bytes: other things may stand in front of a PDF, and programs read it all the same
_TEXTS = frozenset(
    "txt text md markdown mdown rst adoc org tex bib log csv tsv json jsonl ndjson geojson ipynb xml html htm xhtml css"
    " scss less yaml yml toml ini cfg conf properties env sql py pyi rb pl pm php js mjs cjs ts tsx jsx vue svelte java"
    " kt kts scala groovy go rs c h cc cpp cxx hpp hh m mm cs fs vb swift r jl lua sh bash zsh fish ps1 bat cmd"
    " awk sed vim el clj hs ml ex exs erl dart nim zig asm diff patch srt vtt ics vcf eml opml bat gradle cmake mk".split()
)


def is_read(name: str, media_type: str) -> bool:
    """Whether a file of this name and kind is looked into."""
    ending = PurePath(name.lower()).suffix.removeprefix(".")
    if media_type.startswith("text/") or media_type == "application/pdf":
        return True
    return ending == "pdf" or ending in _TEXTS or (not ending and media_type == "application/octet-stream")


def is_pdf(beginning: bytes) -> bool:
    """Whether a content that begins so is a PDF."""
    return PDF in beginning[:_AROUND]
