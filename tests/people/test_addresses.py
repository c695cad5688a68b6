"""An address that a form brings along may only be one of ours."""

from __future__ import annotations

import pytest

from app.people.addresses import parse_internal_path


@pytest.mark.parametrize("ours", ["/home", "/missions/speak?x=1", "/boards/a%20b#c"])
def test_a_path_of_ours_is_followed(ours: str) -> None:
    assert parse_internal_path(ours, instead="/") == ours


@pytest.mark.parametrize(
    "others",
    [
        None,
        "",
        "home",
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/a\nb",
        "javascript:alert(1)",
        "/\t/evil.example",
    ],
)
def test_anything_else_is_not(others: str | None) -> None:
    assert parse_internal_path(others, instead="/") == "/"
