"""Names are compared as a reader sees them; the table of look-alikes that Unicode publishes is the judge."""

from __future__ import annotations

import json
import unicodedata
from importlib.resources import files

from sqlalchemy import text

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction

SCRIPTS = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "FULLWIDTH", "MATHEMATICAL"}
COMPARED = text(
    "select name_key(sign), name_key(alike) from unnest(cast(:signs as text[]), cast(:alike as text[])) as t(sign, alike)"
)


def list_lookalikes() -> list[tuple[str, str]]:
    """The letters that the published table calls alike to one plain letter, each with that letter."""
    table = json.loads(files("confusable_homoglyphs").joinpath("confusables.json").read_text(encoding="utf-8"))
    return [
        (sign, alike["c"])
        for sign, others in table.items()
        for alike in others
        if len(sign) == 1 and sign.isalpha() and unicodedata.name(sign).split()[0] in SCRIPTS
        if alike["c"].isascii() and alike["c"].isalpha() and len(alike["c"]) == 1
    ]


def test_letters_that_look_like_a_latin_letter_are_that_letter(app: Application) -> None:
    pairs = list_lookalikes()
    with transaction():
        keys = (
            session()
            .execute(COMPARED, {"signs": [sign for sign, _ in pairs], "alike": [letter for _, letter in pairs]})
            .all()
        )
    different = {pair for pair, (key, alike_key) in zip(pairs, keys, strict=True) if key != alike_key}
    assert len(pairs) > 900
    assert different == {("ſ", "f"), ("ͺ", "i")}, "a long s is an s, and an iota below is a mark"
