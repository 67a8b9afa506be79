"""How this program is called to do one piece of work in a process of its own. Owns the two forms of that; knows no work."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def own_process(
    module: str, option: str, environment: Mapping[str, str] = os.environ
) -> tuple[list[str], dict[str, str]]:
    """The command, and the environment to give it. In a bundle `sys.executable` is the program itself, which does the work
    of the module when called with this option."""
    if not Path(sys.executable).stem.lower().startswith("python"):
        return [sys.executable, option], dict(environment)
    root = str(Path(__file__).parents[1])
    path = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    return [sys.executable, "-P", "-m", module], {**environment, "PYTHONPATH": path}
