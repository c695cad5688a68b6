"""Contests in a real browser: HR launches one with its defaults, a draw is computed again on its page, and axe finds nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person
from app.people.queries import get_person_by_email
from missions.contests.ideas.models import ContestIdea
from missions.contests.prizes.models import ContestWin
from missions.contests.states import ContestState
from missions.contests.terms import PrizeClass
from tests.browser.faults import faults_everywhere
from tests.browser.visit import Open
from tests.browser.world import World
from tests.makers import make_people
from tests.missions.contests.contest_makers import OPENS_AT, make_contest, make_participants, make_prize, make_terms
from tests.missions.contests.life.life_makers import (
    FINAL_AT,
    FROZEN_AT,
    list_winner_ids,
    make_playable_terms,
    play_published,
    run_clock,
)
from tests.missions.contests.payroll.hand_over_makers import hand_over_all, offer_to

STEPS = ("objective", "participants", "rule", "prizes", "calendar", "check")
MOST_CLICKS = 7
"""From the title to the publication: one for each page."""


def email_of(person_id: int) -> str:
    """The address of a person."""
    return session().get_one(Person, person_id).email


class CountedClicks:
    """Presses buttons, and counts."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, page: Page, button: str) -> None:
        """Press a button of the page."""
        page.locator(button).click()
        self.count += 1


def test_hr_launches_a_contest_with_its_defaults(
    open_window: Open, world: World, record_property: Callable[[str, object], None]
) -> None:
    visit = open_window()
    visit.enter(world.sam)
    faults_by_page = {"list": faults_everywhere(visit.open("/hr/contests"))}
    page = visit.open("/hr/contests/new")
    faults_by_page["new"] = faults_everywhere(page)
    began, clicks = time.monotonic(), CountedClicks()
    page.locator("#f-title").fill("Une réponse pour chaque question")
    clicks.press(page, "main button.btn-primary")
    page.locator("#f-objective_fr").fill("Que chacun trouve une réponse.")
    for step in STEPS[:-1]:
        if step == "prizes":
            page.locator('[id="f-prize_title_fr.0"]').fill("Un déjeuner d’équipe")
            page.locator('[id="f-prize_value.0"]').fill("250")
        faults_by_page[step] = faults_everywhere(page)
        clicks.press(page, "button.btn-primary[value=next]")
    expect(page.get_by_role("heading", name="Tout est-il juste ?")).to_be_visible()
    faults_by_page["check"] = faults_everywhere(page)
    clicks.press(page, "button.btn-primary[value=publish]")
    expect(page.get_by_role("heading", name="Où en est le concours")).to_be_visible()
    record_property("seconds of the machine from the title to the publication", round(time.monotonic() - began, 1))
    faults_by_page["desk"] = faults_everywhere(page)
    page.get_by_role("link", name="Modifier le règlement").click()
    page.locator("main button.btn-primary").click()
    faults_by_page["amendment refused"] = faults_everywhere(page)
    visit.complaints.clear()  # The browser tells of every 422 in its console.
    page.locator('[id="f-prize_stock.0"]').fill("8")
    page.locator("#f-budget").fill("2000")
    page.locator("#f-change_fr").fill("Deux déjeuners de plus.")
    page.locator("#f-change_en").fill("Two more lunches.")
    page.locator("main button.btn-primary").click()
    expect(page.get_by_role("heading", name="Ce que change l’avenant")).to_be_visible()
    faults_by_page["difference"] = faults_everywhere(page)
    page.locator("button.btn-primary[value=publish]").click()
    expect(page.get_by_role("heading", name="Réduire un stock")).to_be_visible()

    assert clicks.count == MOST_CLICKS
    assert {name: faults for name, faults in faults_by_page.items() if faults} == {}


def test_a_draw_is_computed_again_and_its_pages_have_no_fault(open_window: Open, served: tuple[Flask, str]) -> None:
    with served[0].app_context():
        play_published([1, 1, 1], make_playable_terms(prizes=(make_prize(stock=1),)))
        run_clock(FROZEN_AT)
        run_clock(FINAL_AT)
        winner = list_winner_ids()[0]
        assert winner is not None
        email = email_of(winner)
    visit = open_window()
    visit.enter(email)
    paths = ("", "/rules", "/results", "/why", "/prize", "/draw")
    faults_by_page = {path: faults_everywhere(visit.open(f"/contests/useful{path}")) for path in paths}
    visit.page.get_by_role("button", name="Refaire le tirage ici").click()
    expect(visit.page.get_by_text("Tout concorde")).to_be_visible()
    expect(visit.page.locator("[data-pa-draw-says]:visible")).to_have_count(1)
    faults_by_page["list"] = faults_everywhere(visit.open("/contests"))

    assert {path: faults for path, faults in faults_by_page.items() if faults} == {}


def test_what_was_handed_over_has_no_fault_for_payroll_for_hr_and_for_the_winner(
    open_window: Open, world: World, served: tuple[Flask, str]
) -> None:
    with served[0].app_context(), transaction():
        winner, by_id = get_person_by_email(world.marc).id, get_person_by_email(world.sam).id
        prize = make_prize(stock=1, value_cents=19000, prize_class=PrizeClass.GIFT)
        hand_over_all(offer_to([winner], prize), by_id)
        win_id = session().scalars(select(ContestWin.id).where(ContestWin.person_id == winner)).one()
    own, desk = open_window(), open_window()
    own.enter(world.marc)
    desk.enter(world.sam)
    prizes = "/hr/contests/useful/prizes-won"
    faults_by_page = {"own": faults_everywhere(own.open("/contests/useful/prize"))}
    for path in (prizes, f"{prizes}/{win_id}/receipt", "/payroll/register"):
        faults_by_page[path] = faults_everywhere(desk.open(path))
    desk.open("/payroll/prizes").locator("#f-last").select_option(index=3)
    desk.page.locator("main form button").click()
    faults_by_page["refused"] = faults_everywhere(desk.page)
    desk.complaints.clear()  # The browser tells of every 422 in its console.

    assert {path: faults for path, faults in faults_by_page.items() if faults} == {}


def test_ideas_and_their_jury_have_no_fault(open_window: Open, served: tuple[Flask, str]) -> None:
    with served[0].app_context(), transaction():
        author, juror = make_people(2)
        contest = make_contest(make_terms("ideas", jury_ids=(juror,)), state=ContestState.OPEN, slug="ideas")
        make_participants(contest, [author])
        texts = {"title": "Un modèle", "problem": "Long.", "gesture": "Court.", "result": "Lu."}
        session().add(ContestIdea(contest_id=contest.id, author_id=author, minutes=10, sent_at=OPENS_AT, **texts))
        emails = email_of(author), email_of(juror)
    own, desk = open_window(), open_window()
    own.enter(emails[0])
    desk.enter(emails[1])
    faults_by_page = {path: faults_everywhere(own.open(f"/contests/ideas{path}")) for path in ("/ideas", "/ideas/new")}
    own.page.locator("main form button").click()
    faults_by_page["refused"] = faults_everywhere(own.page)
    own.complaints.clear()  # The browser tells of every 422 in its console.
    desk.open("/contests/ideas/jury")
    faults_by_page["jury"] = faults_everywhere(desk.page)
    desk.page.locator("main .pa-list a").first.click()
    faults_by_page["sheet"] = faults_everywhere(desk.page)

    assert {path: faults for path, faults in faults_by_page.items() if faults} == {}
