"""The host of an address is read as the standard library reads it, however little of the address is looked at."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.intake.identifiers import PLAIN_HOST, find_host
from tests.examples import examples

PARTS = ["rse.example", "RSE.example", "é.example", "a-b.c", "[::1]", "[", "]", ":", ":8080", "@", "ada", "/", "//", "?", "#", "\\", "\n", "\t", " ", "%2e", "\0", ".", "\u2100"]  # fmt: skip
addresses = st.builds(
    str.__add__, st.sampled_from(["https://", "http://"]), st.lists(st.sampled_from(PARTS)).map("".join)
)


@settings(max_examples=examples(300), deadline=None)
@given(addresses)
def test_the_host_is_that_of_the_standard_library(address: str) -> None:
    try:
        expected = (urlsplit(address).hostname or "").casefold()
    except ValueError:
        expected = ""
    assert find_host(address) == expected


@pytest.mark.parametrize("rest", ["", "/users/ada", "/a\n", "?who=ada@elsewhere.example", "#/@[", "/users/http://b/"])
def test_a_usual_address_is_not_parsed(rest: str) -> None:
    assert PLAIN_HOST.match(f"https://rse.example{rest}")
    assert find_host(f"https://rse.example{rest}") == "rse.example"
