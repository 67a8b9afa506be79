"""The way from Second Brain v2 into a notebook: look, plan, import, verify, undo.

`migration` is this room's face, reached as `brain.migration`. `sources` reads what a v2 left behind into `values`; `run`
takes them; `notes`, `links`, `vectors` and `filing` decide what becomes of each; `ledger` and `report` count it, and
`manifest` keeps it. `verifying` and `undoing` come afterwards, months later too.
"""
