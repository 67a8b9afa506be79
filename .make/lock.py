"""Writes `requirements.lock`: every package with its version and hashes, for all systems, and no word of where it came from.

`make lock` keeps the versions that are there and adds what is missing; `make lock ARGS=--upgrade` takes the newest.
"""

from __future__ import annotations

import subprocess
import sys

from setup import LOCK, PYTHON, ROOT, clean_environment, uv_environment

WORDS = """\
# Written by `make lock`; do not edit. Versions and hashes for Linux, macOS and Windows, Python 3.11 and newer.
# It names no registry on purpose: packages come from wherever pip is told to look, and the hashes decide.
"""


def main(arguments: list[str]) -> int:
    what = "pyproject.toml --extra server --group dev --universal --python-version 3.11 --generate-hashes".split()
    silent = "--no-header --no-emit-index-url --no-emit-find-links --no-annotate".split()
    command = [str(PYTHON), "-m", "uv", "pip", "compile", "-q", *what, *silent, "-o", LOCK.name, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=uv_environment(clean_environment()), check=False)
    if done.returncode == 0:
        LOCK.write_text(WORDS + LOCK.read_text(encoding="utf-8"), encoding="utf-8")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
