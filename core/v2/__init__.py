"""The way from Second Brain v2: read what it left behind, say what is there, bring it across.

`source` reads a file into v2's own values, `report` counts what became of each of them, `run` brings them into the brain.
Everything but `run` is pure: a file in, values out, no database.
"""
