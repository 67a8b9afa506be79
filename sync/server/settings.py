"""What the server is told by its environment.

Owns the names and defaults of the variables, as the v3 contract has them, and refuses what would be unsafe. Secrets are kept
out of `repr`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from core import BrainError

SHORTEST_SECRET = 32  # characters


@dataclass(frozen=True, slots=True)
class ObjectStore:
    """An S3 server; `endpoint` is host:port."""

    endpoint: str
    access_key: str = field(repr=False)
    secret_key: str = field(repr=False)
    bucket: str = "secondbrain"
    secure: bool = True
    region: str = "us-east-1"


@dataclass(frozen=True, slots=True)
class Settings:
    """One server's settings. Redis, the broker and the object store may be absent: then limits and wake-up are those of one
    process, nothing is published, and files lie in `files`."""

    database_url: str = field(repr=False)
    jwt_secret: str = field(repr=False)
    redis_url: str | None = field(default=None, repr=False)
    rabbitmq_url: str | None = field(default=None, repr=False)
    objects: ObjectStore | None = None
    files: Path = Path("files")
    jwt_algorithm: str = "HS256"
    access_seconds: int = 3_600
    refresh_seconds: int = 30 * 86_400
    limit_default: int = 1_000
    limit_search: int = 100
    limit_upload: int = 50
    limit_sync: int = 20_000
    webhook_networks: tuple[IPv4Network | IPv6Network, ...] = ()
    """Networks that webhooks may call though they are not public, without TLS, too."""
    service_name: str = "second-brain"
    otlp_endpoint: str | None = None

    def __post_init__(self) -> None:
        if len(self.jwt_secret) < SHORTEST_SECRET:
            raise BrainError(
                f"JWT_SECRET_KEY must have at least {SHORTEST_SECRET} characters, so the server did not start.",
                "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'",
            )
        if self.jwt_algorithm != "HS256":
            raise BrainError(
                f"JWT_ALGORITHM is {self.jwt_algorithm}; this server signs with HS256 only.", "Remove it."
            )


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings that the environment gives. Raises BrainError with words for what is missing or cannot be read."""
    given = os.environ if environment is None else environment
    try:
        return Settings(
            database_url=_needed(given, "DATABASE_URL"),
            jwt_secret=_needed(given, "JWT_SECRET_KEY"),
            redis_url=given.get("REDIS_URL") or None,
            rabbitmq_url=given.get("RABBITMQ_URL") or None,
            objects=_objects(given),
            files=Path(given.get("SECOND_BRAIN_FILES") or "files"),
            jwt_algorithm=given.get("JWT_ALGORITHM") or "HS256",
            access_seconds=int(given.get("JWT_EXPIRATION_DELTA") or 3_600),
            refresh_seconds=int(given.get("JWT_REFRESH_DELTA") or 30 * 86_400),
            limit_default=int(given.get("RATE_LIMIT_DEFAULT") or 1_000),
            limit_search=int(given.get("RATE_LIMIT_SEARCH") or 100),
            limit_upload=int(given.get("RATE_LIMIT_UPLOAD") or 50),
            limit_sync=int(given.get("RATE_LIMIT_SYNC") or 20_000),
            webhook_networks=tuple(map(ip_network, (given.get("WEBHOOK_NETWORKS") or "").split())),
            service_name=given.get("OTEL_SERVICE_NAME") or "second-brain",
            otlp_endpoint=given.get("OTEL_EXPORTER_OTLP_ENDPOINT") or None,
        )
    except ValueError as error:
        raise BrainError(
            f"A number or network in the environment cannot be read ({error}).", "The server did not start."
        ) from None


def _needed(given: Mapping[str, str], name: str) -> str:
    if value := given.get(name):
        return value
    raise BrainError(
        f"{name} is not set, so the server did not start.", "docs/server.md lists what it needs."
    )


def _objects(given: Mapping[str, str]) -> ObjectStore | None:
    endpoint = given.get("MINIO_ENDPOINT")
    if not endpoint:
        return None
    return ObjectStore(
        endpoint,
        _needed(given, "MINIO_ACCESS_KEY"),
        _needed(given, "MINIO_SECRET_KEY"),
        given.get("MINIO_BUCKET") or "secondbrain",
        (given.get("MINIO_SECURE") or "true").lower() in ("1", "true", "yes"),
        given.get("MINIO_REGION") or "us-east-1",
    )
