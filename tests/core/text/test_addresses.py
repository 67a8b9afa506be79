"""What is sent to an address as people type it, and whether others could read it on the way."""

from __future__ import annotations

import pytest

from core.text.addresses import goes_unencrypted, is_this_machine, with_scheme


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "::1"])
def test_what_is_sent_to_this_machine_stays_on_it(host: str) -> None:
    assert is_this_machine(host)


@pytest.mark.parametrize(
    "host", ["", "a.example", "localhost.a.example", "127.a.example", "10.0.0.1", "0.0.0.0", "::"]
)
def test_any_other_host_is_another_machine(host: str) -> None:
    assert not is_this_machine(host)


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://a.example", False),
        ("http://a.example", True),
        ("HTTP://a.example:8000", True),
        ("http://localhost:8000", False),
        ("http://127.0.0.1:8000", False),
        ("http://[::1]:8000", False),
        ("http://localhost.evil.example", True),
        ("http://127.evil.example", True),
        ("http://", False),
        ("http://[", False),
    ],
)
def test_what_goes_unencrypted_over_a_network(address: str, plain: bool) -> None:
    assert goes_unencrypted(address) is plain


def test_an_address_without_a_scheme_is_encrypted() -> None:
    assert with_scheme("notes.example.org") == "https://notes.example.org"
    assert with_scheme("http://localhost") == "http://localhost"
