"""What is installed and bundled: the lock agrees with pyproject.toml, Briefcase can read its file, compose is sound."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
import yaml
from briefcase.config import DraftAppConfig, parse_config
from briefcase.console import Console
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from core.embedding.local import FOLDER
from tests.architecture.source import ROOT, text_of

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+?)(?:\s*;.*)?\s*\\?$", re.MULTILINE)
BUNDLES = [("linux", "system"), ("macOS", "app"), ("windows", "app")]
PROJECT: dict[str, Any] = tomllib.loads(text_of("pyproject.toml"))


def pinned() -> dict[str, str]:
    return {
        canonicalize_name(name): version for name, version in PINNED.findall(text_of("requirements.lock"))
    }


def bundle(platform: str, output_format: str) -> tuple[DraftAppConfig, dict[str, Any]]:
    """The bundle's description as Briefcase itself reads it."""
    _, apps = parse_config(ROOT / "briefcase.toml", platform, output_format, Console())
    (settings,) = apps.values()
    return DraftAppConfig(**settings), settings


def test_the_lock_holds_every_dependency_in_a_version_that_fits() -> None:
    locked = pinned()
    groups = PROJECT["dependency-groups"]["dev"]
    asked = [Requirement(line) for line in [*PROJECT["project"]["dependencies"], *groups]]
    unmet = [
        str(one) for one in asked if not one.specifier.contains(locked.get(canonicalize_name(one.name), "0"))
    ]
    assert unmet == []


@pytest.mark.parametrize("lock", ["requirements.lock", ".make/uv.lock", ".make/model.lock"])
def test_every_locked_package_has_hashes_and_no_source(lock: str) -> None:
    entries = re.split(
        r"\n(?=[a-z0-9])", text_of(lock).partition("==")[0].rpartition("\n")[2] + text_of(lock)
    )
    assert [entry for entry in entries if "==" in entry and "--hash=sha256:" not in entry] == []
    assert not re.search(r"://|--(extra-)?index-url|--find-links|^-e ", text_of(lock), re.MULTILINE)


@pytest.mark.parametrize(("platform", "output_format"), BUNDLES)
def test_briefcase_reads_the_bundle(platform: str, output_format: str) -> None:
    app, settings = bundle(platform, output_format)
    assert app.formal_name == "Second Brain"
    assert settings["version"] == PROJECT["project"]["version"]
    assert sorted(settings["requires"]) == sorted(PROJECT["project"]["dependencies"])


def test_the_bundle_holds_every_room_and_can_start() -> None:
    app, settings = bundle("linux", "system")
    assert settings["sources"] == PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert [source for source in settings["sources"] if not (ROOT / source / "__init__.py").is_file()] == []
    assert (ROOT / app.module_name / "__main__.py").is_file()


def test_a_wheel_and_a_bundle_hold_the_model_that_was_built_here() -> None:
    built = sorted(str(each.relative_to(ROOT)) for each in FOLDER.iterdir()) if FOLDER.is_dir() else []
    if not built:
        pytest.skip("the local model is not built here: make model")
    packed = {each.relative_path for each in WheelBuilder(str(ROOT)).recurse_included_files()}
    assert set(built) <= packed
    _, settings = bundle("linux", "system")
    assert any(each.startswith(f"{source}/") for source in settings["sources"] for each in built)


def test_compose_offers_postgres_and_the_server_to_this_machine_only() -> None:
    compose = yaml.safe_load(text_of("docker-compose.yml"))
    services = compose["services"]
    assert re.fullmatch(r"pgvector/pgvector:(0\.\d+\.\d+-)?pg1[6-9](-\w+)?", services["postgres"]["image"])
    assert {name for name, service in services.items() if "ports" in service} == {"postgres", "server"}
    ports = [str(port) for service in services.values() for port in service.get("ports", ())]
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []
    named = {
        volume.partition(":")[0] for service in services.values() for volume in service.get("volumes", ())
    }
    assert named == set(compose["volumes"])


def test_compose_knows_whether_each_service_is_well_and_which_release_it_is() -> None:
    services = yaml.safe_load(text_of("docker-compose.yml"))["services"]
    assert {"postgres", "redis", "rabbitmq", "objects", "server"} == set(services)
    assert [name for name, service in services.items() if not service["healthcheck"]["test"]] == []
    images = [service["image"] for service in services.values() if "image" in service]
    assert [image for image in images if not re.search(r":(pg)?\d", image) or "minio" in image] == []
    assert set(services["server"]["depends_on"]) == set(services) - {"server"}


def test_the_image_of_the_server_runs_as_nobody_special() -> None:
    words = text_of("Dockerfile")
    assert words.rindex("USER second-brain") < words.index('CMD ["second-brain-server"')
    assert "--require-hashes" in words and "HEALTHCHECK" in words


def test_compose_asks_for_the_passwords_and_knows_none() -> None:
    words = text_of("docker-compose.yml")
    for name in (
        "SECOND_BRAIN_PASSWORD",
        "REDIS_PASSWORD",
        "RABBITMQ_PASSWORD",
        "OBJECTS_SECRET",
        "JWT_SECRET_KEY",
    ):
        assert re.search(r"\$\{" + name + r":\?[^}]+\}", words)
    assert not re.search(r"(?i)(password|secret|pass)\w*: *[\"']?\w", words)


def test_a_bundle_on_a_mac_says_that_it_opens_links() -> None:
    app, _ = bundle("macOS", "app")
    (links,) = app.info["CFBundleURLTypes"]
    assert links["CFBundleURLSchemes"] == ["secondbrain"]
