"""How much a word, its rarity and its place count. Constants, each with its reason, and small sums over them. Pure.

The figures were chosen on labeled collections; the table stands in `docs/benchmarks.md`. Nothing here knows a collection.
"""

from __future__ import annotations

import math

# A word that stands once says most of what ten of it say (BM25's k1), and a long text says less by it (b). The index
# gives the saturated count v = 1/1² + 1/2² + …, over its limit; 1 / (1 + K (1/v - 1)) turns it into BM25's form.
SATURATION = 1.6
LENGTH = 0.6
# What a word weighs in the text, another form of it in the text, a tag or another form in the title, a word of the title.
PLACES = "{0.5, 0.45, 0.8, 1.0}"

# What counts as a word, beside the word itself and its forms: words that begin so, that hold it inside, that were meant.
LONGER, PART, MEANT = 0.95, 0.45, 0.9
# In a short query, the word exactly as typed counts so much more: exact beats prefix beats stem.
EXACT, SHORT = 0.3, 4
# Two words of the query side by side in the note, as a share of the rarer one's weight.
NEAR, MOST_PAIRS = 0.2, 8


def rarity(notes: int, of: int) -> float:
    """What a word weighs that is in so many of all documents: BM25's inverse document frequency, never below zero."""
    return math.log(1 + (max(of, notes) - notes + 0.5) / (notes + 0.5))
