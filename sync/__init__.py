"""One brain on many devices: what each writes goes to a team server, and what the others wrote comes from there.

Begin with `SPEC.md`: every state, everything that can happen, and what is promised. Then `far` (the server in six calls),
`round` (one round: repeat, pull, push) and `syncing` (the loop, and how it stands); `client` says the calls over HTTP,
`plain` serves a server that takes texts only. The other end is the package `server`, which shares nothing with this half
but `protocol` and `wire`. It may use the core's public face; nothing below may know it.
"""

import sys
from types import ModuleType
from typing import cast

# httpx brings a command line along, and that a toolkit for terminals: most of the time that importing it takes. It does
# without where the command line is missing, which None stands for.
sys.modules.setdefault("httpx._main", cast("ModuleType", None))
