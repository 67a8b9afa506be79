"""Makes a checkout ready: system packages, `.venv`, the locked Python packages, the project, the local model, the languages.

Runs on the standard library alone, before anything is installed. What is done is written to a stamp in `.venv`, so the next
start compares two hashes and goes on. It never removes a package that somebody added by hand, and it makes the environment
anew only when the present one does not work or belongs to another folder.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / ".set-up.json"
LOCK = ROOT / "requirements.lock"
INSTALLER_LOCK = ROOT / ".make" / "uv.lock"
MODEL_LOCK = ROOT / ".make" / "model.lock"
MODEL_RECIPE = ROOT / ".make" / "model.py"
MODEL = ROOT / "resources" / "model"
LANGUAGES = ROOT / "resources" / "languages"
COMPILE_LANGUAGES = ROOT / ".make" / "languages.py"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

# Qt links against these even when it draws nowhere.
QT = (
    "libegl1",
    "libgl1",
    "libxkbcommon0",
    "libdbus-1-3",
    "libfontconfig1",
    "libglib2.0-0",
    "fonts-dejavu-core",
)
# What Qt loads at run time to open a window on an X server.
WINDOW = (
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxkbcommon-x11-0",
)
# Spelling in the editor: without them no words are marked.
SPELLING = ("libenchant-2-2", "hunspell-en-us", "hunspell-de-de")
EMOJI = ("fonts-noto-color-emoji",)
PICTURES = ("fonts-inter", "fonts-noto-cjk")
# What the team server stands on, and what a desktop has of its own: tests start each as a child of theirs, and open real
# windows on the X server.
SERVICES = ("redis-server", "rabbitmq-server")
DESKTOP = ("at-spi2-core", "dbus", "gnome-keyring", "xvfb")


class SetupError(Exception):
    """Set-up cannot go on; the text is one line that says what to do."""


# --- what is done already ---------------------------------------------------------------------------------------------


def fingerprint() -> str:
    """One hash over everything that decides what `.venv` and the model's folder hold."""
    digest = hashlib.sha256(str(ROOT).encode())
    decisive = (Path(__file__), ROOT / "pyproject.toml", LOCK, INSTALLER_LOCK, MODEL_LOCK, MODEL_RECIPE)
    for path in decisive:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def compiled(translations: Path) -> bool:
    """Whether Qt's file of a language says what people wrote last."""
    made = translations.with_suffix(".qm")
    return made.exists() and made.stat().st_mtime >= translations.stat().st_mtime


def read_stamp() -> dict[str, object]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(stamp: Mapping[str, object]) -> None:
    fresh = STAMP.with_suffix(".new")
    fresh.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    fresh.replace(STAMP)


def settled_packages(stamp: Mapping[str, object]) -> set[str]:
    """System packages that are there, or optional ones that a person was told of once."""
    names = stamp.get("system")
    return set(names) if isinstance(names, list) else set()


def ready(purpose: str) -> bool:
    stamp = read_stamp()
    required, optional = system_packages(purpose)
    return (
        PYTHON.exists()
        and stamp.get("fingerprint") == fingerprint()
        and {*required, *optional} <= settled_packages(stamp)
        and (MODEL.is_dir() or stamp.get("words_only") is True)
        and all(map(compiled, LANGUAGES.glob("*.po")))
    )


# --- system packages --------------------------------------------------------------------------------------------------


def opens_a_window() -> bool:
    on_screen = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] not in {"offscreen", "minimal", "vnc"}
    return on_screen and bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def system_packages(purpose: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The required and the optional packages of a purpose; none where dpkg does not rule."""
    if not sys.platform.startswith("linux") or not shutil.which("dpkg-query"):
        return (), ()
    window = WINDOW if purpose == "run" and opens_a_window() else ()
    pictures = PICTURES if purpose == "screenshots" else ()
    services = {"test": SERVICES + DESKTOP + WINDOW, "server": SERVICES}.get(purpose, ())
    spelling = SPELLING if purpose in ("run", "test") else ()
    return QT + window, EMOJI + pictures + spelling + services


def installed_packages() -> set[str]:
    """Names of installed packages and of what they stand in for (libglib2.0-0t64 provides libglib2.0-0)."""
    command = ["dpkg-query", "-W", "-f", "${db:Status-Status}\t${Package}\t${Provides}\n"]
    names: set[str] = set()
    for line in subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines():
        status, package, provides = line.split("\t")
        if status == "installed":
            names.add(package)
            names.update(word.split()[0].partition(":")[0] for word in provides.split(",") if word.strip())
    return names


def as_root() -> list[str] | None:
    """The words in front of a command that make it run as root, or None where that takes a password."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and succeeds(["sudo", "-n", "true"], os.environ):
        return ["sudo", "-n"]
    return None


def apt_install(packages: list[str]) -> bool:
    prefix = as_root()
    if prefix is None or not shutil.which("apt-get"):
        return False
    say(f"Installing system packages: {' '.join(packages)}")
    apt = [*prefix, "env", *"DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300".split()]
    # Lists that cannot be refreshed may still do; the installation itself decides.
    subprocess.run([*apt, "update"], capture_output=True, check=False)
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    if done.returncode:
        say(f"apt-get did not manage it: {done.stderr.strip()}")
    return done.returncode == 0


def ensure_system(purpose: str, *, needs_venv: bool) -> set[str]:
    """Installs what is missing, or names it. Returns the packages that need no further look."""
    required, optional = system_packages(purpose)
    if not required:
        return set()
    if needs_venv and importlib.util.find_spec("ensurepip") is None:
        required = (f"python{sys.version_info.major}.{sys.version_info.minor}-venv", *required)
    there = installed_packages()
    missing = [name for name in required if name not in there]
    wanted = [name for name in optional if name not in there]
    if not missing and not wanted:
        return {*required, *optional}
    # A missing font must not stand in the way of a missing library, so the two are asked for apart if together fails.
    done = apt_install(missing + wanted) or (bool(missing and wanted) and apt_install(missing))
    if missing and not done:
        raise SetupError(
            f"System packages are missing. Type: sudo apt-get install {' '.join(missing + wanted)}"
        )
    if wanted and not done:
        say(f"Optional, for all characters and all tests: sudo apt-get install {' '.join(wanted)}")
    return {*required, *optional}


# --- Python packages --------------------------------------------------------------------------------------------------


def clean_environment() -> dict[str, str]:
    """The environment without the variables that would send packages elsewhere."""
    elsewhere = {
        "PYTHONHOME",
        "PYTHONPATH",
        "VIRTUAL_ENV",
        "PIP_USER",
        "PIP_TARGET",
        "PIP_PREFIX",
        "PIP_ROOT",
    }
    environment = {name: value for name, value in os.environ.items() if name not in elsewhere}
    environment["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    return environment


def succeeds(command: Sequence[str | Path], environment: Mapping[str, str]) -> bool:
    try:
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def venv_works(environment: Mapping[str, str]) -> bool:
    """Whether `.venv` runs, is recent enough, holds pip, and was made for this very folder."""
    probe = (
        "import sys, pathlib, pip; sys.exit(sys.version_info < (3, 11) or sys.prefix == sys.base_prefix"
        " or pathlib.Path(sys.prefix).resolve() != pathlib.Path(sys.argv[1]))"
    )
    # Scripts in a `.venv` that has moved point to nowhere, and only the stamp knows.
    stayed = read_stamp().get("root", str(ROOT)) == str(ROOT)
    return stayed and PYTHON.exists() and succeeds([PYTHON, "-I", "-c", probe, VENV], environment)


def make_venv(environment: Mapping[str, str]) -> None:
    # Made anew it is emptied first, and behind a link that would be the folder of another checkout.
    if VENV.is_symlink():
        raise SetupError(
            f".venv is a link to {VENV.readlink()}, which stays as it is. Remove the link and try again."
        )
    say(f"Making .venv with Python {sys.version_info.major}.{sys.version_info.minor}")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout.strip(), done.stderr.strip(), file=sys.stderr)
        raise SetupError("Python could not make a virtual environment; its own words are above.")


def pip_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """What pip was told about registries and certificates, by option name; what is most specific wins."""
    command: list[str | Path] = [PYTHON, "-m", "pip", "config", "list"]
    listing = subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout
    lines = [line for line in listing.splitlines() if "=" in line]
    settings: dict[str, str] = {}
    for scope in ("global.", "install.", ":env:."):
        for line in lines:
            if line.startswith(scope):
                name, _, value = line.removeprefix(scope).partition("=")
                settings[name] = str(ast.literal_eval(value))
    return settings


def uv_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The same registries, certificates and proxy for uv, which does not read pip's configuration."""
    settings = pip_settings(environment)
    names = {
        "index-url": "UV_DEFAULT_INDEX",
        "extra-index-url": "UV_INDEX",
        "find-links": "UV_FIND_LINKS",
        "trusted-host": "UV_INSECURE_HOST",
        "cert": "SSL_CERT_FILE",
        "proxy": "HTTPS_PROXY",
    }
    translated = {uvs: " ".join(settings[pips].split()) for pips, uvs in names.items() if settings.get(pips)}
    if "UV_FIND_LINKS" in translated:
        translated["UV_FIND_LINKS"] = translated["UV_FIND_LINKS"].replace(" ", ",")
    # Any registry may serve a file, because the hashes in the lock say which file it has to be.
    fixed = {"UV_INDEX_STRATEGY": "unsafe-best-match", "UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1"}
    return {**fixed, **translated, **environment}


def install_packages(environment: Mapping[str, str]) -> None:
    """Installs what the lock names, hashes checked: by uv where it can, else by pip, which takes ten times as long."""
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "-q", "--no-warn-script-location"]
    locked: list[str | Path] = ["--require-hashes", "-r", LOCK]
    project: list[str | Path] = ["--no-deps", "--no-build-isolation", "-e", ROOT]
    say("Installing Python packages from requirements.lock (about 400 MB the first time)")
    if succeeds([*pip, "--require-hashes", "-r", INSTALLER_LOCK], environment):
        uv: list[str | Path] = [PYTHON, "-m", "uv", "pip", "install", "-q", "--python", PYTHON]
        with_uv = uv_environment(environment)
        if succeeds([*uv, *locked], with_uv) and succeeds([*uv, *project], with_uv):
            return
    say("The quick installer did not manage it here. Going on with pip; this takes some minutes")
    for step in (locked, project):
        done = subprocess.run(
            [*pip, *step], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode:
            print(without_warnings(done.stderr), file=sys.stderr)
            raise SetupError(
                "The Python packages could not be installed; pip says why above. "
                "When it is the network, run the same command again: it goes on where it stopped."
            )


def without_warnings(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("WARNING:")).strip()


# --- the model --------------------------------------------------------------------------------------------------------


def ensure_model(environment: Mapping[str, str]) -> bool:
    """Builds the model for search by meaning once. Whether it is there: everything else works without it."""
    command: list[str | Path] = [PYTHON, "-B", MODEL_RECIPE, "--quiet"]
    return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode == 0


# --- the languages ----------------------------------------------------------------------------------------------------


def compile_languages(environment: Mapping[str, str]) -> None:
    """Makes the translations into what Qt reads. Where that fails the window speaks English."""
    command: list[str | Path] = [PYTHON, "-B", COMPILE_LANGUAGES, "--compile"]
    if subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode:
        say("The translations could not be made; the window speaks English")


# --- the whole --------------------------------------------------------------------------------------------------------


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two commands started together set up once: the second waits for the first."""
    if WINDOWS:
        yield
        return
    import fcntl

    with LOCK.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def set_up(purpose: str) -> None:
    environment = clean_environment()
    works = venv_works(environment)
    settled = ensure_system(purpose, needs_venv=not works)
    if not works:
        make_venv(environment)
    stamp = read_stamp()
    if stamp.get("fingerprint") != fingerprint():
        install_packages(environment)
    words_only = not ensure_model(environment)
    compile_languages(environment)
    say("Ready")
    system = sorted(settled | settled_packages(stamp))
    write_stamp({"fingerprint": fingerprint(), "root": str(ROOT), "system": system, "words_only": words_only})


def say(words: str) -> None:
    print(f"set-up: {words}", file=sys.stderr, flush=True)


def main(arguments: list[str]) -> NoReturn:
    purpose = arguments[-1] if arguments else "test"
    if "--ready" in arguments:
        sys.exit(0 if ready(purpose) else 1)
    try:
        with one_at_a_time():
            if not ready(purpose):
                set_up(purpose)
    except SetupError as error:
        say(str(error))
        sys.exit(1)
    except KeyboardInterrupt:
        say("Stopped. The same command goes on from here")
        sys.exit(130)
    sys.exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
