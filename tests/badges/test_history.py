"""Everybody reads what each version of a badge asked for; a holder alone reads which one is theirs, and what counted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.paging import BadCursor, encode_cursor
from app.kernel.transaction import transaction
from badges import queries
from badges.naming.queries import list_published_names
from badges.naming.service import choose_naming
from badges.service.give import BadgeGift, give_badge, set_badge_givers
from badges.service.publish import create_and_publish_badge, end_badge, publish_badge_draft
from badges.service.write import BadgeDraft, save_badge_draft
from tests.badges.test_awards import TEXT, completed
from tests.forms import send, sign_in
from tests.makers import MONDAY, catch_up, make_people, tell
from tests.missions.authoring.forms import words_of


def write_version(**settings: object) -> None:
    """The next version of the badge, in force."""
    save_badge_draft("steps", BadgeDraft(criterion="missions-completed", text=TEXT, settings=settings))
    publish_badge_draft(queries.get_badge("steps"))


def test_versions_say_what_they_asked_and_when_and_a_holder_which_one_is_theirs(bare_app: Flask) -> None:
    with bare_app.app_context():
        with clock.freeze_at(MONDAY), transaction():
            ada, ben = make_people(2)
            write_version(missions=["one"])
        tell(completed("one", ada))
        catch_up()
        with clock.freeze_at(MONDAY + timedelta(days=10)), transaction():
            write_version(missions=["one", "two"])
        with clock.freeze_at(MONDAY + timedelta(days=20)), transaction():
            end_badge(queries.get_badge("steps"))
    own = words_of(sign_in(bare_app.test_client(), ada).get("/badges/steps/versions"))
    newest, first = (
        own.index("Version 2 Du 15 janvier 2026 au 25 janvier 2026"),
        own.index("Version 1 Du 5 janvier 2026 au 15 janvier 2026 La vôtre"),
    )
    assert newest < own.index("Terminer ces 2 missions :") < own.index("Complete these 2 missions:") < first
    other = sign_in(bare_app.test_client(), ben)
    assert other.get("/badges/steps/versions").status_code == 404, "An ended badge is shown to whoever had it."
    assert other.get("/badges/nothing/versions").status_code == 404


def test_nobody_reads_the_version_of_somebody_else(bare_app: Flask) -> None:
    with bare_app.app_context():
        with transaction():
            ada, ben = make_people(2)
            write_version(missions=["one"])
        tell(completed("one", ada))
        catch_up()
        with transaction():
            write_version(missions=["two"])
    browser = sign_in(bare_app.test_client(), ben)
    page = words_of(browser.get("/badges/steps/versions"))
    assert "La vôtre" not in page
    assert "Ce que ce badge demandait avant" in words_of(browser.get("/badges/steps"))
    send(browser, "/language", language="en")
    assert "Version 2 Since " in words_of(browser.get("/badges/steps/versions"))


def test_a_composed_badge_says_by_which_badges_it_was_earned(bare_app: Flask) -> None:
    with bare_app.app_context():
        with transaction():
            (ada,) = make_people(1)
            write_version(missions=["one"])
            create_and_publish_badge("crown", "all-of", {"badges": ["steps"]}, text=TEXT)
        tell(completed("one", ada))
        catch_up()
    page = words_of(sign_in(bare_app.test_client(), ada).get("/me/badges/crown"))
    assert "Ce qui a compté Vous seul le voyez. 1 badge sur 1, le " in page
    assert "C’est la version 1 de ses critères qui vous l’a donné." in page


def test_names_are_read_page_by_page_and_nobody_twice(app: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("badges.naming.queries.NAMES_ON_PAGE", 2)
    with transaction():
        giver, *people = make_people(6)
        create_and_publish_badge("helper", "given", {}, text=TEXT)
        badge = queries.get_badge("helper")
        set_badge_givers(badge, [giver])
        for person in people:
            give_badge(badge, giver, BadgeGift(receiver_id=person, reason="Merci."))
            choose_naming(badge, person, is_named=True)
        names, cursor = list[str](), ""
        for _ in range(3):
            page = list_published_names(badge.id, cursor)
            names += [holder.name for holder in page.items]
            cursor = page.next_cursor or ""
        assert (len(names), len(set(names)), cursor) == (5, 5, "")
        for wrong in ("x", encode_cursor([1, 2, 3]), encode_cursor(["\0", "", 0])):
            with pytest.raises(BadCursor):
                list_published_names(badge.id, wrong)
