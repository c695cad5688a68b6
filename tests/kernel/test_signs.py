"""What people write is taken as it is; a sign that nobody can see is refused by its name and place."""

from __future__ import annotations

import pytest

from app.kernel.signs import find_hidden_sign


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Une pause\u00a0: 3\u202fh\u2009?",
        "👩‍💻 👨‍👩‍👧 ❤️ 👍🏽 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "\U0001fae9",
        "deux\tcolonnes\r\net une ligne\u2028de plus",
        "anti\u00adcon\u00adsti\u00adtu\u00adtion\u200bnel",
        "می\u200cخواهم",
    ],
)
def test_what_people_paste_is_taken(text: str) -> None:
    assert find_hidden_sign(text) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("ab\u202e", "Line 1, character 3: U+202E (mark of writing direction) cannot be shown. Remove it."),
        ("un\r\ndeux\x00", "Line 2, character 5: U+0000 (control character) cannot be shown. Remove it."),
        ("\ue000", "Line 1, character 1: U+E000 (unknown character) cannot be shown. Remove it."),
        ("\n\n\u2061", "Line 3, character 1: U+2061 (invisible character) cannot be shown. Remove it."),
        ("\ud800", "Line 1, character 1: U+D800 (unknown character) cannot be shown. Remove it."),
    ],
)
def test_a_hidden_sign_is_refused_with_its_name_and_place(text: str, sentence: str) -> None:
    assert find_hidden_sign(text) == sentence
