"""A small program that has a notebook open. Tests start it, talk to it over its standard streams, and kill it.

It says one JSON object a line: each step of the start, then `ready` or the words of what went wrong. It then obeys `ensure`,
`note TEXT` (keep a line durably), `notes` (all that were kept), and closes the notebook at the end of its input.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import BrainError
from core.store.cluster import Cluster

if TYPE_CHECKING:
    import psycopg


def say(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def connect(cluster: Cluster) -> psycopg.Connection:
    import psycopg

    return psycopg.connect(cluster.url().replace("+psycopg", "", 1), autocommit=True)


def obey(cluster: Cluster, command: str, text: str) -> object:
    if command == "ensure":
        cluster.ensure()
        return None
    with connect(cluster) as connection:
        connection.execute("create table if not exists notes (id serial, text text)")
        if command == "note":
            connection.execute("insert into notes (text) values (%s)", [text])
        return [row[0] for row in connection.execute("select text from notes order by id")]


def main() -> int:
    cluster = Cluster(Path(sys.argv[1]))
    try:
        cluster.start(lambda step: say(step=step))
        say(ready=True, url=cluster.url(), admin=cluster.admin_url("postgres"), uid=os.getuid())
        for line in sys.stdin:
            command, _, text = line.strip().partition(" ")
            say(answer=obey(cluster, command, text))
        cluster.close()
    except BrainError as problem:
        say(problem=type(problem).__name__, words=problem.words, hint=problem.hint)
        return 1
    say(closed=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
