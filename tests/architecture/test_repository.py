"""The checkout as a newcomer meets it: a tidy top level, nothing of anybody's machine, and a README that is true."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import pytest
import typer

from app.cli.program import program
from tests.architecture.source import ROOT, files, text_of

TOP_LEVEL = {
    *("app", "core", "sync", "migrations", "resources", "tests", "docs"),
    *(
        "pyproject.toml",
        "briefcase.toml",
        "requirements.lock",
        "Makefile",
        "docker-compose.yml",
        "Dockerfile",
    ),
    *("README.md", "CHANGELOG.md", "LICENSE"),
}
# Places that exist on one machine or in one company only. Spelled so that this file does not find itself.
OF_A_MACHINE = re.compile(
    r"(?<![\w.])/(work|opt)/(main|shared|pypi|wheels)"
    r"|/(home|Users)/(?!you\b|me\b|USER\b|user\b|someone\b)[a-z]\w+/"
    r"|python(hosted)[.]org|pypi[.]org|deb[.]debian[.]org|arti(factory)|//[^/\s\"']*:[^/\s\"'@{$<]*@(?!localhost|127)[\w.-]+[.]\w+/simple"
)
DOCUMENTS = [name for name in files() if name.endswith(".md")]
TEXTS = {".py", ".toml", ".md", ".lock", ".yml", ".yaml", ".cfg", ".sh", ".mako", ".json", ".qss", ""}


def test_the_top_level_holds_what_it_should_and_nothing_else() -> None:
    tops = {name.partition("/")[0] for name in files()}
    assert {name for name in tops if not name.startswith(".")} - TOP_LEVEL == set()


def test_the_rule_sees_a_path_and_a_host() -> None:
    assert OF_A_MACHINE.search("see /work" + "/main/app")
    assert OF_A_MACHINE.search("https://files.python" + "hosted.org/x.whl")
    assert OF_A_MACHINE.search("/home" + "/anna/notes")
    assert not OF_A_MACHINE.search("an /opt/second-brain folder, or the framework/main loop")


def test_nothing_names_a_machine_or_a_registry() -> None:
    texts = [name for name in files() if PurePosixPath(name).suffix in TEXTS]
    found = [(name, match.group()) for name in texts if (match := OF_A_MACHINE.search(text_of(name)))]
    assert found == []


def test_every_make_target_that_the_documents_name_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    named = {
        target
        for name in DOCUMENTS
        for target in re.findall(r"(?:`|^)make ([a-z-]+)", text_of(name), re.MULTILINE)
    }
    assert {"run", "test"} <= named
    assert named - targets == set()


def test_every_command_and_option_in_the_readme_exists() -> None:
    group = typer.main.get_group(program)
    lines = re.findall(r"^second-brain ([a-z][\w-]*)([^#\n]*)", text_of("README.md"), re.MULTILINE)
    assert lines
    for name, rest in lines:
        known = {word for parameter in group.commands[name].params for word in parameter.opts}
        assert set(re.findall(r"(?<= )--[a-z-]+", rest)) - known == set(), name


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_links_to_exists(document: str) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text_of(document))
    targets = [link for link in links if "://" not in link]
    assert [link for link in targets if not (ROOT / document).parent.joinpath(link).exists()] == []


def test_the_map_of_architecture_stays_short() -> None:
    assert text_of("docs/architecture.md").count("\n") <= 200
