"""Files that cannot be read, or that say what cannot be: each is refused with its line and its place."""

from __future__ import annotations

import json

import pytest

from app.web.programme.document import (
    LARGEST,
    FileMistake,
    ParsedFile,
    decode_text_or_mistake,
    parse_text_or_mistake,
)
from app.web.programme.entries import FileEntry, parse_entries_or_mistakes
from missions.authoring.exchange.programme import SECTIONS
from missions.service.write import MissionDraft

MISSION = """missions:
  - slug: salut
    kind: activity
    title: {fr: Bonjour, en: Hello}
    why: {fr: Pour vous, en: For you}
    who_sees: {fr: Tout le monde, en: Everybody}
    minutes: 5
    settings:
      facts: [post.created]
      wanted: 2
paths:
  - slug: accueil
    title: {fr: Accueil, en: Welcome}
    why: {fr: Des repères, en: Bearings}
    steps:
      - mission: salut
"""
BOMB = "a: &a [x]\nb: &b [*a, *a]\nmissions: [*b, *b]\n"


def mistakes(text: str) -> list[tuple[int | None, str, str]]:
    """(line, place, detail) of each thing that is wrong."""
    document = parse_text_or_mistake(text)
    results = [document] if isinstance(document, FileMistake) else parse_entries_or_mistakes(document, SECTIONS)
    wrong = [mistake for mistake in results if isinstance(mistake, FileMistake)]
    assert wrong, "The file was taken."
    return [(mistake.line, mistake.readable_location, mistake.detail) for mistake in wrong]


def entries(text: str) -> dict[str, FileEntry]:
    """The entries of a good file, by slug."""
    document = parse_text_or_mistake(text)
    assert isinstance(document, ParsedFile)
    results = parse_entries_or_mistakes(document, SECTIONS)
    return {entry.slug: entry for entry in results if isinstance(entry, FileEntry)}


def changed(before: str, after: str) -> str:
    """The good file, one thing in it said otherwise."""
    assert before in MISSION
    return MISSION.replace(before, after)


def test_an_event_that_cannot_be_counted_is_told_at_its_line() -> None:
    ((line, place, detail),) = mistakes(changed("[post.created]", '["post.created:counterpart"]'))
    assert (line, place) == (9, "missions[0].settings.facts[0]")
    assert "post.created:counterpart cannot be counted" in detail
    assert "answer.accepted:counterpart" in detail


@pytest.mark.parametrize("written", ["answer.accepted:counterpart", '"answer.accepted:counterpart"'])
def test_an_event_of_the_counterpart_is_read_with_or_without_quotes(written: str) -> None:
    draft = entries(changed("[post.created]", f"[{written}]"))["salut"].draft
    assert isinstance(draft, MissionDraft)
    assert draft.settings["facts"] == ["answer.accepted:counterpart"]


def test_a_good_file_is_read() -> None:
    assert {slug: entry.section.name for slug, entry in entries(MISSION).items()} == {
        "salut": "missions",
        "accueil": "paths",
    }


@pytest.mark.parametrize(
    ("text", "line", "detail"),
    [
        ("", None, "empty"),
        ("# nothing\n", None, "empty"),
        ("missions: [", 2, "YAML"),
        ("missions:\n\t- slug: a\n", 2, "YAML"),
        ("missions: 'never closed\n", 2, "YAML"),
        ('{"missions": [}', 1, "JSON"),
        ('{"missions": [],\n "paths": }', 2, "JSON"),
        (BOMB, 1, "Anchors"),
        ("missions: *nobody\n", 1, "Anchors"),
        ("missions: !!python/object/apply:os.system ['true']\n", 1, "Anchors"),
        ("missions: !!set {a, b}\n", 1, "Anchors"),
        ("a: 1\n---\nb: 2\n", 2, "One document"),
        ("[" * 40 + "]" * 40, 1, "deep"),
        ("missions:\n" + "- {}\n" * 40_000, 1002, "More than 1000 values"),
        ("missions:\n- questions:\n" + "  - 1\n" * 40_000, 1003, "More than 1000 values"),
        ("missions:\n- a0: 1\n" + "".join(f"  a{number}: 1\n" for number in range(1, 9_000)), 502, "More than 1000"),
        ("missions: []\nmissions: []\n", 2, "twice"),
        ("? [a, b]\n: c\n", 1, "plain text"),
        ("x" * (LARGEST + 1), None, "too large"),
        ("missions: \x07\n", None, "YAML"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_line(text: str, line: int | None, detail: str) -> None:
    ((found_line, _, results),) = mistakes(text)
    assert detail in results
    assert found_line == line or line is None


def test_the_mistakes_of_a_long_file_are_listed_up_to_a_bound() -> None:
    assert 100 <= len(mistakes("missions:\n" + "- {a: b}\n" * 900)) <= 110
    assert len(mistakes("missions:\n" + "- a\n" * 900)) == 100


def test_bytes_that_are_no_text_or_too_many_are_refused() -> None:
    assert isinstance(decode_text_or_mistake(b"\xff\xfe\x00m"), FileMistake)
    assert isinstance(decode_text_or_mistake(b"x" * (LARGEST + 1)), FileMistake)
    assert decode_text_or_mistake("\ufeffmissions: []".encode()) == "missions: []"


@pytest.mark.parametrize(
    ("text", "line", "place"),
    [
        ("[]", 1, ""),
        ("hello\n", 1, ""),
        ("missions: []\n", None, ""),
        ("missions: {}\n", 1, "missions"),
        ("missions: [hello]\n", 1, "missions[0]"),
        (changed("paths:", "ways:"), 11, "ways"),
        (changed("    minutes: 5\n", ""), 2, "missions[0].minutes"),
        (changed("minutes: 5", "minutes: five"), 7, "missions[0].minutes"),
        (changed("minutes: 5", "minutes: true"), 7, "missions[0].minutes"),
        (changed("minutes: 5", "minutes: 61"), 7, "missions[0].minutes"),
        (changed("minutes: 5", "minutes: 5\n    colour: red"), 8, "missions[0].colour"),
        (changed("wanted: 2", "wanted: 0"), 10, "missions[0].settings.wanted"),
        (changed("wanted: 2", "wanted: 2\n      size: 3"), 11, "missions[0].settings.size"),
        (changed("[post.created]", "[post.eaten]"), 9, "missions[0].settings.facts[0]"),
        (changed("[post.created]", "post.created"), 9, "missions[0].settings.facts"),
        (changed("kind: activity", "kind: juggling"), 3, "missions[0].kind"),
        (changed("slug: salut\n    kind", "slug: Élan vital\n    kind"), 2, "missions[0].slug"),
        (changed("slug: salut\n    kind", "slug: new\n    kind"), 2, "missions[0].slug"),
        (changed("slug: salut\n    kind", "slug: 12\n    kind"), 2, "missions[0].slug"),
        (changed("title: {fr: Bonjour, en: Hello}", "title: {fr: Bonjour}"), 4, "missions[0].title.en"),
        (changed("title: {fr: Bonjour, en: Hello}", "title: Bonjour"), 4, "missions[0].title"),
        (changed("{fr: Bonjour,", "{fr: '',"), 4, "missions[0].title.fr"),
        (changed("{fr: Bonjour,", '{fr: "a\\u202eb",'), 4, "missions[0].title.fr"),
        (changed("minutes: 5", "minutes: 5\n    times: 3"), 8, "missions[0].times"),
        (changed("minutes: 5", "minutes: 5\n    period: year"), 8, "missions[0].period"),
        (changed("minutes: 5", "minutes: 5\n    starts_at: 2026-01-05"), 8, "missions[0].starts_at"),
        (changed("minutes: 5", "minutes: 5\n    starts_at: 2026-01-05T08:00:00"), 8, "missions[0].starts_at"),
        (changed("minutes: 5", "minutes: 5\n    link: javascript:alert(1)"), 8, "missions[0].link"),
        (changed("minutes: 5", "minutes: 5\n    audience: {region: [x]}"), 8, "missions[0].audience.region"),
        (changed("minutes: 5", "minutes: 5\n    audience: {languages: [de]}"), 8, "missions[0].audience.languages[0]"),
        (changed("      - mission: salut", "      - place: 1"), 16, "paths[0].steps[0].mission"),
        (changed("      - mission: salut", "      []"), 15, "paths[0].steps"),
    ],
)
def test_what_cannot_be_is_refused_at_its_line_and_place(text: str, line: int | None, place: str) -> None:
    assert (line, place) in [(results[0], results[1]) for results in mistakes(text)]


def test_every_mistake_of_a_file_is_told_at_once_in_the_order_of_its_lines() -> None:
    text = changed("minutes: 5", "minutes: 99").replace("wanted: 2", "wanted: none").replace("en: Welcome", "de: Hallo")
    assert [line for line, _, _ in mistakes(text)] == [7, 10, 13, 13]


def test_json_tells_its_lines_too_even_with_tabs() -> None:
    document = parse_text_or_mistake(MISSION)
    assert isinstance(document, ParsedFile)
    values = json.loads(json.dumps(document.value))
    values["missions"][0]["minutes"] = 0
    text = json.dumps(values, indent="\t")
    number = next(place for place, line in enumerate(text.splitlines(), 1) if '"minutes"' in line)
    assert [(line, place) for line, place, _ in mistakes(text)] == [(number, "missions[0].minutes")]


def test_two_of_one_name_are_refused_at_the_second() -> None:
    entry = MISSION[MISSION.index("  - slug") : MISSION.index("paths:")]
    assert mistakes(MISSION.replace("paths:", f"{entry}paths:"))[0][:2] == (11, "missions[1].slug")


def test_sets_that_wait_for_one_another_are_refused_with_the_circle_named() -> None:
    entry = MISSION[MISSION.index("  - slug") : MISSION.index("paths:")].replace("kind: activity", "kind: set")
    facts = "settings:\n      facts: [post.created]\n      wanted: 2"
    first = entry.replace("salut", "a").replace(facts, "settings: {missions: [b]}")
    other = entry.replace("salut", "b").replace(facts, "settings: {missions: [a]}")
    ((line, place, detail),) = mistakes(f"missions:\n{first}{other}")
    assert (line, place) == (8, "missions[0].settings")
    assert "a → b → a" in detail


@pytest.mark.parametrize("text", ["yes", "on", "012", "1_000", "2026-01-05", "1e5", "+3", "0x1f", ".5"])
def test_a_word_without_quotes_stays_the_word_it_is(text: str) -> None:
    document = parse_text_or_mistake(f"word: {text}\n")
    assert isinstance(document, ParsedFile)
    assert document.value == {"word": text}
