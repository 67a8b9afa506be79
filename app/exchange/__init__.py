"""Notes of other programs into the notebook and out of it, on pages that cover it."""
