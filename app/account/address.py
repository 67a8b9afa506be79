"""Addresses of servers, as people type them. Pure."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def with_scheme(address: str) -> str:
    """The address with https where it names nothing."""
    address = address.strip()
    return address if not address or "://" in address else f"https://{address}"


def is_plain(address: str) -> bool:
    """Whether this address would send everything unencrypted over a network."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme.lower() == "http" and bool(host) and not _is_here(host)


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
