"""The charter is whole in both languages, plain, and asks again only for what changed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from app.people import charter
from app.people.charter import CURRENT, VERSIONS, Charter, list_new_clauses

EVERY_TEXT = [text for clause in CURRENT.clauses for text in (clause.title, *clause.sentences)]


def test_every_sentence_is_there_in_both_languages() -> None:
    assert all(set(text) == {"fr", "en"} and all(text.values()) for text in EVERY_TEXT)


def test_its_words_are_calm_and_polite() -> None:
    for text in EVERY_TEXT:
        assert "!" not in text["fr"] + text["en"]
        assert not re.search(r"\b(tu|toi|ton|jeunes?|vieux|vieille)\b", text["fr"], re.IGNORECASE)


def test_it_says_what_is_never_done_and_to_disagree_by_phone() -> None:
    text = " ".join(sentence["fr"] for sentence in EVERY_TEXT)
    assert "jamais" in text
    assert "téléphone" in text


def test_versions_count_up_from_one() -> None:
    assert [charter.version for charter in VERSIONS] == list(range(1, len(VERSIONS) + 1))


def test_whoever_accepted_nothing_reads_it_all() -> None:
    assert list_new_clauses(None) == CURRENT.clauses


def test_whoever_accepted_the_version_in_force_reads_nothing_again() -> None:
    assert list_new_clauses(CURRENT.version) == ()


def test_after_a_new_version_only_the_changed_clause_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    reworded = replace(CURRENT.clauses[0], sentences=CURRENT.clauses[0].sentences[:1])
    following = Charter(CURRENT.version + 1, CURRENT.published_on, (reworded, *CURRENT.clauses[1:]))
    monkeypatch.setattr(charter, "VERSIONS", (*VERSIONS, following))
    monkeypatch.setattr(charter, "CURRENT", following)
    assert list_new_clauses(CURRENT.version) == (reworded,)
