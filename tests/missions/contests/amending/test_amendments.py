"""HR amends a contest on a page: reads the difference before it is published, and never writes over somebody else's version."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.notices.models import Notice
from missions.contests.amending.form import merge_answers, write_form
from missions.contests.amending.reading import read_amended_terms
from missions.contests.life.service.amend import amend_contest
from missions.contests.mode import contest_modes
from missions.contests.queries import get_contest, get_terms
from missions.contests.regulation.comparison import compare_texts
from missions.contests.terms import ContestTerms, PrizeTerms, ScoringLine
from missions.contests.writing.fields import FormReader
from missions.contests.writing.form import ContestForm
from missions.contests.writing.queries import read_form_context
from tests.forms import links_of_summary, send
from tests.missions.contests.contest_makers import CALENDAR, CLOSES_AT, OPENS_AT, make_prize
from tests.missions.contests.desk.test_desk import sign_in_hr
from tests.missions.contests.life.life_makers import (
    BEFORE,
    HOUR,
    list_notices,
    make_playable_terms,
    play_published,
    publish,
    run_clock,
)

PAGE = "/hr/contests/useful/amendment"
LATER = (CLOSES_AT + timedelta(days=3)).date().isoformat()
CHANGE = {"change_fr": "Trois jours de plus, car le réseau était en panne", "change_en": "Three more days."}


def read_terms_of_contest() -> ContestTerms:
    with transaction():
        return get_terms(get_contest("useful"))


def list_prizes_of_contest() -> list[PrizeTerms]:
    return list(read_terms_of_contest().prizes)


@pytest.mark.parametrize("mode", sorted(contest_modes()))
@pytest.mark.parametrize("is_open", [False, True])
def test_a_form_that_is_left_alone_changes_nothing_even_by_a_second(
    app: Application, mode: str, *, is_open: bool
) -> None:
    odd = replace(CALENDAR, closes_at=CLOSES_AT + timedelta(seconds=7, microseconds=3))
    prizes = tuple(replace(prize, value_cents=1250) for prize in make_playable_terms(mode).prizes)
    scoring = (ScoringLine(source="answer.created", cap=2, cap_period="day"),)
    terms = make_playable_terms(mode, calendar=odd, prizes=prizes)
    terms = terms if contest_modes()[mode].has_jury else replace(terms, scoring=scoring)
    with transaction():
        reader = FormReader(write_form(terms), read_form_context(write_form(terms)))
        assert read_amended_terms(reader, terms, is_open=is_open) == terms
    assert reader.faults == {}


def test_answers_that_one_left_alone_follow_the_newest_version_and_a_new_prize_comes_last() -> None:
    base = make_playable_terms()
    current = replace(base, alternates=5, prizes=(make_prize(stock=4), make_prize("mug")))
    typed = {**write_form(base).answers, "sponsor": ["Somebody"], "prize_title_fr.1": ["Un plaid"]}
    merged = merge_answers(ContestForm(typed), base=base, current=current)
    assert (merged["alternates"], merged["prize_stock.0"], merged["sponsor"]) == ("5", "4", "Somebody")
    assert (merged["prize_title_fr.1"], merged["prize_title_fr.2"]) == ("Réponses utiles", "Un plaid")


def test_texts_are_compared_line_by_line() -> None:
    changes = compare_texts("# Title\n\nSame\n\n- Old\n- Kept\n", "# Title\n\nSame\n\n- New\n- Kept\n- More\n")
    assert [(change.before, change.after) for change in changes] == [(["Old"], ["New"]), ([], ["More"])]


def test_hr_reads_the_difference_publishes_it_and_participants_are_answer_why(bare_app: Flask) -> None:
    with bare_app.app_context():
        people = play_published([1, 0], make_playable_terms())
        run_clock(OPENS_AT)
    hr = sign_in_hr(bare_app)
    with clock.freeze_at(OPENS_AT + HOUR):
        assert PAGE in hr.get("/hr/contests/useful").text
        page = hr.get(PAGE).text
        assert 'name="prize_stock.0" value="2"' in page
        assert "source.0" not in page, "The rules of play stand once the contest is open."
        preview = send(hr, PAGE, version="1", do="preview", closes_on=LATER, **CHANGE).text
        for language, old, new in (("fr", "16 mars 2026", "19 mars 2026"), ("en", "16 March 2026", "19 March 2026")):
            assert old in " ".join(re.findall(f'<del lang="{language}">(.*?)</del>', preview)), language
            assert new in " ".join(re.findall(f'<ins lang="{language}">(.*?)</ins>', preview)), language
        with bare_app.app_context():
            assert read_terms_of_contest().calendar.closes_at == CLOSES_AT, "A preview publishes nothing."
        hidden = dict(re.findall(r'<textarea name="([^"]+)" hidden>([^<]*)</textarea>', preview))
        assert hidden["closes_on"] == LATER
        assert LATER in send(hr, PAGE, version="1", do="edit", **hidden).text
        assert send(hr, PAGE, version="1", do="publish", **hidden).status_code == 303
        rules = hr.get("/contests/useful/rules").text
    assert "Trois jours de plus, car le réseau était en panne." in rules
    assert len(set(re.findall(r"SHA-256 : ([0-9a-f]{64})", rules.replace("\u00a0", " ")))) == 2
    with bare_app.app_context():
        assert read_terms_of_contest().calendar.closes_at == CLOSES_AT + timedelta(days=3)
        assert list_notices("contest.amended") == people
        with transaction():
            notice = session().scalars(select(Notice).where(Notice.kind == "contest.amended")).first()
            assert notice is not None
            assert notice.path == "/contests/useful/rules"
            assert notice.params["change"]["en"] == CHANGE["change_en"]


def test_what_may_not_change_is_said_at_its_field_and_what_was_typed_is_kept(bare_app: Flask) -> None:
    with bare_app.app_context():
        publish(make_playable_terms())
    hr = sign_in_hr(bare_app)
    typed = {
        "prize_stock.0": "1",
        "prize_value.0": "beaucoup",
        "closes_on": "2026-03-10",
        "change_fr": "Moins de tout.",
    }
    with clock.freeze_at(BEFORE + HOUR):
        assert "source.0" in hr.get(PAGE).text, "Until the opening, what counts may change."
        refused = send(hr, PAGE, version="1", do="preview", **typed)
        assert refused.status_code == 422
        links = links_of_summary(refused.text)
        assert links.keys() == {"#f-prize_stock.0", "#f-prize_value.0", "#f-closes_on", "#f-change_en"}
        assert "Un avenant n’enlève rien." in links["#f-closes_on"]
        for text in typed.values():
            assert text in refused.text
        unchanged = send(hr, PAGE, version="1", do="preview", change_fr="Rien", change_en="Nothing")
        assert unchanged.status_code == 422
        assert "Rien ne change encore" in unchanged.text
        assert send(hr, PAGE, version="7", do="preview").status_code == 404


def test_a_prize_is_added_with_its_budget_and_another_row_follows(bare_app: Flask) -> None:
    with bare_app.app_context():
        publish(make_playable_terms(prizes=(make_prize(), make_prize("prize-3")), budget_cents=8000))
    hr = sign_in_hr(bare_app)
    typed = {"prize_title_fr.2": "Un plaid", "prize_stock.2": "1", "prize_value.2": "12,50", "prize_class.2": "gift"}
    words = {"change_fr": "Un lot de plus.", "change_en": "One more prize."}
    with clock.freeze_at(BEFORE + HOUR):
        again = send(hr, PAGE, version="1", do="again", **typed)
        assert 'name="prize_title_fr.3"' in again.text
        refused = send(hr, PAGE, version="1", do="publish", **typed, **words)
        assert links_of_summary(refused.text).keys() == {"#f-budget"}
        assert send(hr, PAGE, version="1", do="publish", budget="92,50", **typed, **words).status_code == 303
    with bare_app.app_context():
        added = list_prizes_of_contest()[-1]
        assert (added.key, added.title["en"], added.value_cents, added.prize_class) == (
            "prize-4",
            "Un plaid",
            1250,
            "gift",
        )


def test_the_second_of_two_is_answer_what_changed_meanwhile_and_loses_nothing(bare_app: Flask) -> None:
    with bare_app.app_context():
        publish(make_playable_terms())
    hr = sign_in_hr(bare_app)
    words = {"change_fr": "Un autre porteur.", "change_en": "Another sponsor."}
    with clock.freeze_at(BEFORE + HOUR):
        with bare_app.app_context(), transaction():
            more = make_playable_terms(prizes=(make_prize(stock=5),))
            amend_contest("useful", more, change={"fr": "Plus de lots.", "en": "More prizes."}, version=1)
        late = {"prize_stock.0": "2", "sponsor": "La directrice"}
        answer = send(hr, PAGE, version="1", do="publish", **late, **words)
        assert answer.status_code == 409
        assert "Plus de lots." in answer.text
        assert re.search("<ins>[^<]*pour 5 personnes", answer.text)
        assert 'name="prize_stock.0" value="5"' in answer.text, "What one left alone follows the new version."
        assert 'value="La directrice"' in answer.text
        assert 'name="version" value="2"' in answer.text
        again = send(hr, PAGE, version="2", do="publish", **{**late, "prize_stock.0": "5"}, **words)
        assert again.status_code == 303
    with bare_app.app_context():
        terms = read_terms_of_contest()
        assert (terms.sponsor, terms.prizes[0].stock) == ("La directrice", 5)


def test_after_the_closing_the_page_leads_back_to_the_desk(bare_app: Flask) -> None:
    with bare_app.app_context():
        play_published([1], make_playable_terms())
        run_clock(CLOSES_AT)
    hr = sign_in_hr(bare_app)
    with clock.freeze_at(CLOSES_AT + HOUR):
        assert PAGE not in hr.get("/hr/contests/useful").text
        for answer in (hr.get(PAGE), send(hr, PAGE, version="1", do="publish")):
            assert (answer.status_code, answer.location) == (303, "/hr/contests/useful")
        assert "son règlement ne change plus" in hr.get("/hr/contests/useful").text
