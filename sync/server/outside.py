"""Calls from the server to addresses that a user named.

Owns what may be called: a name is looked up, every address that it has must be one of the public network, and the call goes
to an address that was checked, so a name that means something else a moment later changes nothing. Redirects are not
followed. A team may permit networks of its own. Refuses to know what is sent.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import httpx

_LOOKING_UP = 5.0  # seconds
_CALLING = 10.0

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# Public by their numbers, and yet inside: a cloud's own service, and version 4 addresses in the clothes of version 6.
_INSIDE = [
    ipaddress.ip_network(each)
    for each in ("168.63.129.16/32", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16", "::/96")
]


class Refused(Exception):
    """An address that the server does not call; the words may be shown to who named it."""


class Unreachable(Exception):
    """Nobody answered there; the words may be shown."""


@dataclass(frozen=True, slots=True)
class Outside:
    """The network outside; `permitted` are networks that may be called though they are not public, without TLS, too."""

    permitted: Sequence[Network] = ()

    async def check(self, url: str) -> httpx.URL:
        """The same address with the name replaced by a checked number. Raises Refused."""
        given = _read(url)
        addresses = await _looked_up(given)
        if all(self._is_permitted(each) for each in addresses):
            return given.copy_with(host=str(addresses[0]))
        if given.scheme != "https":
            raise Refused("The address must begin with https://.")
        if not all(self._is_permitted(each) or _is_public(each) for each in addresses):
            raise Refused("The address is in a network that this server does not call.")
        return given.copy_with(host=str(addresses[0]))

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Send this; the status of the answer, of which nothing else is read. Raises Refused and Unreachable."""
        checked = await self.check(url)
        named = httpx.URL(url)
        try:
            async with asyncio.timeout(_CALLING):
                return await _posted(checked, named, body, headers)
        except TimeoutError:
            raise Unreachable("There was no answer in time.") from None
        except httpx.HTTPError as error:
            raise Unreachable(f"There was no answer ({type(error).__name__}).") from None

    def _is_permitted(self, address: Address) -> bool:
        return any(address in network for network in self.permitted)


@cache
def _trust() -> ssl.SSLContext:
    return httpx.create_ssl_context()  # reading the certificates takes a while


async def _posted(checked: httpx.URL, named: httpx.URL, body: bytes, headers: Mapping[str, str]) -> int:
    # The certificate is compared with the name, though the number is called.
    async with (
        httpx.AsyncClient(verify=_trust(), trust_env=False, timeout=_CALLING) as client,
        client.stream(
            "POST",
            checked,
            content=body,
            headers={**headers, "Host": named.netloc.decode("ascii")},
            extensions={"sni_hostname": named.raw_host.decode("ascii")},
        ) as answer,
    ):
        return answer.status_code


def _read(url: str) -> httpx.URL:
    try:
        read = httpx.URL(url)
    except httpx.InvalidURL:
        raise Refused("This is not an address.") from None
    if read.scheme not in ("https", "http") or not read.host:
        raise Refused("The address must begin with https://.")
    if read.userinfo or read.fragment:
        raise Refused("The address must hold no user, no password and no fragment.")
    return read


async def _looked_up(url: httpx.URL) -> list[Address]:
    loop = asyncio.get_running_loop()
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        async with asyncio.timeout(_LOOKING_UP):
            found = await loop.getaddrinfo(url.raw_host.decode("ascii"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, TimeoutError):
        raise Refused("There is no host of this name.") from None
    return [_address(str(each[4][0])) for each in found]


def _address(text: str) -> Address:
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


def _is_public(address: Address) -> bool:
    inside = any(address in network for network in _INSIDE)
    return address.is_global and not address.is_multicast and not inside
