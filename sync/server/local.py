"""The whole team server on this machine, without docker: `make server`.

Owns a folder with the database, the services that are installed, and a secret of its own. What is not installed is left
away and said: one process does without Redis, nothing is published without a broker, and files lie in the folder
without an object store. Everything stops with the program, however it ends.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from core import BrainError, Cluster

HOME_VARIABLE = "SECOND_BRAIN_SERVER_HOME"
_PATIENCE = 60.0  # seconds until a service has to answer
_RABBIT = ("/usr/lib/rabbitmq/bin/rabbitmq-server",)  # not the one on PATH, which changes the user


@dataclass(slots=True)
class Local:
    """What runs: the environment that the server reads, and in words what does and what is left away."""

    environment: dict[str, str] = field(default_factory=dict)
    runs: list[str] = field(default_factory=list)
    reduced: list[str] = field(default_factory=list)


def server_home(given: str | None = None) -> Path:
    """The folder of the local server: the one given, else SECOND_BRAIN_SERVER_HOME, else the platform's place."""
    if chosen := given or os.environ.get(HOME_VARIABLE):
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("second-brain-server", appauthor=False)


def prepare(home: Path) -> None:
    """Make the folder, readable for its owner alone. Raises BrainError when that is impossible."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        home.chmod(0o711)  # the database may run under another account and has to pass through
    except OSError as error:
        raise BrainError(
            f"The folder {home} cannot be used: {error.strerror}.", f"Set {HOME_VARIABLE}."
        ) from None


@contextmanager
def running(home: Path) -> Iterator[Local]:
    """Everything that is installed, up, for as long as the block lasts."""
    prepare(home)
    local = Local()
    with ExitStack() as stack:
        cluster = stack.enter_context(Cluster(home))
        local.environment["DATABASE_URL"] = cluster.url()
        local.environment["JWT_SECRET_KEY"] = kept_secret(home, "jwt")
        local.environment["SECOND_BRAIN_FILES"] = str(home / "files")
        local.runs.append("Postgres, built in")
        for make, without in _SERVICES:
            if (service := make(home)) is None:
                local.reduced.append(without)
                continue
            stack.callback(service.stop)
            service.start()
            local.environment |= service.gives
            local.runs.append(service.name)
        yield local


@contextmanager
def database(home: Path) -> Iterator[str]:
    """The address of the local server's database, up, whether the server runs or not."""
    prepare(home)
    with Cluster(home) as cluster:
        yield cluster.url()


def kept_secret(home: Path, name: str) -> str:
    """A secret of this folder, made when it is first asked for, in a file that only its owner reads."""
    path = home / f"secret-{name}"
    with suppress(FileExistsError):
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


@dataclass(slots=True)
class Service:
    """One service on a port of its own, with its data in a folder. It can be started again after it ended."""

    name: str
    folder: Path
    port: int
    command: list[str]
    gives: dict[str, str] = field(repr=False)
    """What the server's environment says of it."""
    environment: dict[str, str] = field(default_factory=dict, repr=False)
    needs: Service | None = None
    """What runs beside it, and is started and stopped with it."""
    leash: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers. Raises BrainError where it does not."""
        if self.needs is not None and self.needs.leash is None:
            self.needs.start()
        with (self.folder / f"{self.name.rsplit(maxsplit=1)[-1].lower()}.log").open("ab") as log:
            self.leash = subprocess.Popen(
                [sys.executable, "-m", "sync.server.leash", *self.command],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, **self.environment},
                cwd=self.folder,
                start_new_session=True,
            )
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline and self.leash.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)
        self.stop()
        raise BrainError(
            f"{self.name} did not start.",
            f"Its own words are in {self.folder}. What was kept before is safe.",
        )

    def stop(self) -> None:
        """Let it go, and wait until it ended; nothing happens where it does not run."""
        if self.leash is not None and self.leash.stdin is not None:
            self.leash.stdin.close()
            with suppress(subprocess.TimeoutExpired):
                self.leash.wait(20)
        self.leash = None
        if self.needs is not None:
            self.needs.stop()


def redis(home: Path) -> Service | None:
    """Redis, in memory alone; None where it is not installed."""
    if not (program := shutil.which("redis-server")):
        return None
    folder, port, secret = _folder(home, "redis"), free_port(), kept_secret(home, "redis")
    settings = folder / "redis.conf"
    _write(
        settings,
        f'bind 127.0.0.1\nport {port}\ndir "{folder}"\nsave ""\nappendonly no\nrequirepass {secret}\n',
    )
    gives = {"REDIS_URL": f"redis://:{secret}@127.0.0.1:{port}/0"}
    return Service("Redis", folder, port, [program, str(settings)], gives)


def rabbitmq(home: Path) -> Service | None:
    """RabbitMQ; None where it is not installed."""
    program = next((each for each in _RABBIT if Path(each).exists()), None)
    epmd = shutil.which("epmd")
    if program is None or epmd is None:
        return None
    folder, secret = _folder(home, "rabbitmq"), kept_secret(home, "rabbitmq")
    port, between, names = free_port(), free_port(), free_port()
    environment = _rabbit_environment(folder, secret, port, between, names)
    naming = [epmd, "-address", "127.0.0.1", "-port", str(names)]
    beside = Service("epmd", folder, names, naming, {}, environment)
    gives = {"RABBITMQ_URL": f"amqp://second-brain:{secret}@127.0.0.1:{port}/"}
    return Service("RabbitMQ", folder, port, [program], gives, environment, beside)


def _rabbit_environment(folder: Path, secret: str, port: int, between: int, names: int) -> dict[str, str]:
    settings = (
        f"listeners.tcp.local = 127.0.0.1:{port}\ndefault_user = second-brain\ndefault_pass = {secret}\n"
        "loopback_users = none\nlog.console = false\nvm_memory_high_watermark.absolute = 512MB\n"
        "disk_free_limit.absolute = 50MB\n"
    )
    _write(folder / "rabbitmq.conf", settings)
    _write(folder / "plugins", "[].\n")
    return {
        "HOME": str(folder),
        "RABBITMQ_NODENAME": "second-brain@localhost",
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
        "RABBITMQ_CONF_ENV_FILE": "/dev/null",
        "RABBITMQ_MNESIA_BASE": str(folder / "data"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
        "RABBITMQ_DIST_PORT": str(between),
        "RABBITMQ_PID_FILE": str(folder / "pid"),
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
        "ERL_EPMD_PORT": str(names),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
    }


def objects(home: Path) -> Service | None:
    """An S3 server over a folder; None where it is not installed."""
    beside = Path(sys.executable).parent
    program = shutil.which("rclone", path=f"{beside}{os.pathsep}{os.environ.get('PATH', '')}")
    if program is None:
        return None
    folder, port, secret = _folder(home, "objects"), free_port(), kept_secret(home, "objects")
    (folder / "data").mkdir(exist_ok=True)
    # The key is in the environment: everybody on this machine could read it among the arguments. A pair is one field of CSV.
    environment = {"RCLONE_AUTH_KEY": f'"second-brain,{secret}"', "RCLONE_CONFIG": os.devnull}
    command = [program, "serve", "s3", "--addr", f"127.0.0.1:{port}", str(folder / "data")]
    gives = {
        "MINIO_ENDPOINT": f"127.0.0.1:{port}",
        "MINIO_ACCESS_KEY": "second-brain",
        "MINIO_SECRET_KEY": secret,
        "MINIO_SECURE": "false",
    }
    return Service("an S3 server", folder, port, command, gives, environment)


def free_port() -> int:
    """A port of the loopback address that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _folder(home: Path, name: str) -> Path:
    folder = home / name
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _write(path: Path, text: str) -> None:
    """Write a file that only its owner reads, since it may hold a secret."""
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)


_SERVICES: tuple[tuple[Callable[[Path], Service | None], str], ...] = (
    (redis, "no Redis: limits and wake-up are those of one process"),
    (rabbitmq, "no RabbitMQ: events are kept, and published when there is one"),
    (objects, "no object store: files of notes lie in the server's folder"),
)
