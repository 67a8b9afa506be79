"""The languages of code that notes may name behind a fence, each with a number.

Owns the names. Pure, and knows nothing of how code is read.
"""

from __future__ import annotations

LANGUAGES = tuple(
    (
        "bash c clojure cmake cpp csharp css dart diff docker elixir elm erlang fortran fsharp go graphql"
        " groovy haskell hcl html http ini java javascript json jsx julia kotlin latex lisp lua make matlab"
        " nginx nix objectivec ocaml perl php postgresql powershell protobuf python r ruby rust scala scheme"
        " scss sh sql swift tex toml ts typescript vim vue xml yaml zig"
    ).split()
)
"""Names of languages as Pygments knows them, with a fixed place each: it is part of what is known of a line."""
_OTHER_NAMES = {
    "c++": "cpp", "c#": "csharp", "cs": "csharp", "dockerfile": "docker", "golang": "go", "h": "c", "hs": "haskell",
    "js": "javascript", "kt": "kotlin", "makefile": "make", "md": "", "pl": "perl", "ps1": "powershell", "py": "python",
    "python3": "python", "rb": "ruby", "rs": "rust", "shell": "bash", "tsx": "typescript", "yml": "yaml", "zsh": "bash",
}  # fmt: skip


def language_number(info: str) -> int:
    """The number of the language that the words behind a fence name, from 1 on; 0 when it is none that is known."""
    name = info.strip().lower().lstrip("{.").split(" ")[0].split("}")[0].split(",")[0]
    name = _OTHER_NAMES.get(name, name)
    return LANGUAGES.index(name) + 1 if name in LANGUAGES else 0
