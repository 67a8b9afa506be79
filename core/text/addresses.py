"""Addresses of servers, as people type them: with or without a scheme, on this machine or on another. Pure."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_this_machine(host: str) -> bool:
    """Whether what is sent to this host stays on this machine, so that nobody on a network can read it."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def with_scheme(address: str) -> str:
    """The address with https where it names nothing."""
    address = address.strip()
    return address if not address or "://" in address else f"https://{address}"


def goes_unencrypted(address: str) -> bool:
    """Whether everything that is sent to this address can be read on the way. What is no address sends nothing."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme.lower() == "http" and bool(host) and not is_this_machine(host)
