"""A holder reads why they have a badge, since when and until when; and, alone, why it is gone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import session
from app.kernel.due_steps import take_due_steps
from app.kernel.transaction import transaction
from app.notices.models import Notice
from badges import queries
from badges.jobs import DUE_STEPS
from badges.service.give import BadgeGift, give_badge, set_badge_givers
from badges.service.publish import end_badge, publish_badge_draft
from badges.service.revoke import revoke_award
from badges.service.write import BadgeDraft, save_badge_draft
from missions.service.publish import create_and_publish_mission_for_everyone
from missions.service.write import MissionText
from tests.badges.test_awards import TEXT, completed, reopened
from tests.forms import send, sign_in
from tests.makers import MONDAY, WORDS, catch_up, make_people, tell

EARNED_AT, TOLD_AT, OVER_AT = (MONDAY + timedelta(days=days) for days in (1, 5, 40))
PAGE, BADGE = "/me/badges/monthly", "/badges/monthly"


@pytest.fixture
def ada(bare_app: Flask) -> int:
    """Somebody who earned a badge of one month by two missions of three, and who could have done more."""
    with bare_app.app_context():
        with transaction():
            (ada,) = make_people(1)
            title = MissionText(title={"fr": "Lire la charte", "en": "Read the charter"}, why=WORDS, who_sees=WORDS)
            wanted = {"facts": ["post.created"], "wanted": 9}
            create_and_publish_mission_for_everyone("one", "activity", wanted, text=title, minutes=5, points=1)
            rule = {"missions": ["one", "two", "three"], "wanted": 2}
            save_badge_draft(
                "monthly", BadgeDraft(criterion="missions-completed", text=TEXT, settings=rule, valid_months=1)
            )
            publish_badge_draft(queries.get_badge("monthly"))
        tell(completed("one", ada, number=0), completed("one", ada, number=1), completed("two", ada, number=1))
        tell(completed("three", ada, number=2))
        catch_up()
    return ada


def run_clock(app: Flask, at: datetime) -> None:
    with app.app_context(), clock.freeze_at(at):
        take_due_steps(DUE_STEPS)


def read(browser: FlaskClient, path: str, at: datetime) -> str:
    with clock.freeze_at(at):
        return browser.get(path).text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_holder_reads_until_when_and_what_counted_and_nobody_else_does(bare_app: Flask, ada: int) -> None:
    own = sign_in(bare_app.test_client(), ada)
    page = read(own, PAGE, TOLD_AT)
    assert "Jusqu’au 6 février 2026" in page
    assert "La règle du badge, appliquée à tout le monde de la même façon" in page
    assert "Du 6 janvier 2026 au 6 février 2026" in page
    badge_page = read(own, BADGE, TOLD_AT)
    assert f'href="{PAGE}"' in badge_page
    assert f'href="{PAGE}"' in read(own, "/badges", TOLD_AT)
    assert "Il est valable un mois." in badge_page
    assert "Ce que vous faites à partir du 7 février 2026 compte pour le terme suivant." in badge_page
    counted = page.partition('id="h-counted"')[2].partition("</table>")[0]
    assert counted.count('role="rowheader"') == 2, "Neither what came again nor what was not needed any more."
    assert "Lire la charte" in counted
    assert "5 janvier 2026, 9 h 00" in counted
    assert "terminer une mission" in counted, "What has no title is named by what was done."
    with bare_app.app_context(), transaction():
        (stranger,) = make_people(1)
    other = sign_in(bare_app.test_client(), stranger)
    assert other.get(PAGE).status_code == 404
    for page in (read(other, path, TOLD_AT) for path in (BADGE, "/badges")):
        assert "h-counted" not in page
        assert "2026" not in page.partition("<main")[2].partition("</main")[0]


def test_what_was_taken_back_is_not_among_what_counted(bare_app: Flask, ada: int) -> None:
    with bare_app.app_context():
        tell(reopened("two", ada))
        catch_up()
    page = read(sign_in(bare_app.test_client(), ada), PAGE, TOLD_AT)
    assert "7 janvier 2026, 9 h 00" in page.partition('id="h-counted"')[2]


def test_a_term_says_when_it_ends_soon_when_it_ended_and_what_the_next_one_takes(bare_app: Flask, ada: int) -> None:
    own = sign_in(bare_app.test_client(), ada)
    run_clock(bare_app, TOLD_AT)
    for path in (PAGE, "/badges"):
        assert "Arrive à son terme le 6 février 2026" in read(own, path, TOLD_AT)
    run_clock(bare_app, OVER_AT)
    for path in (PAGE, "/badges"):
        page = read(own, path, OVER_AT)
        assert "Terminé le 6 février 2026" in page
        assert "0 mission sur 2" in page
    badge_page = read(own, BADGE, OVER_AT)
    assert "Comment le recevoir de nouveau" in badge_page
    assert "Ce que vous faites depuis le 7 février 2026 compte pour le terme suivant." in badge_page
    assert "h-counted" not in read(own, PAGE, OVER_AT)
    with bare_app.app_context():
        tell(completed("one", ada, number=41), completed("two", ada, number=41))
        with clock.freeze_at(OVER_AT + timedelta(days=2)):
            catch_up()
    page = read(own, PAGE, OVER_AT + timedelta(days=2))
    assert "Jusqu’au 15 mars 2026" in page
    assert "Du 6 janvier 2026 au 6 février 2026" in page
    assert (
        page.partition('id="h-counted"')[2].partition("<tbody")[2].partition("</table>")[0].count("15 février 2026")
        == 2
    )


def test_what_was_taken_back_says_so_and_can_be_earned_again(bare_app: Flask, ada: int) -> None:
    with bare_app.app_context():
        tell(reopened("two", ada), reopened("three", ada, number=2))
        catch_up()
    page = read(sign_in(bare_app.test_client(), ada), PAGE, TOLD_AT)
    assert "ce sur quoi il reposait a été annulé" in page
    assert "1 mission sur 2" in page


def test_a_holder_alone_reads_why_hr_revoked_it_also_after_the_badge_ended(bare_app: Flask, ada: int) -> None:
    with bare_app.app_context(), clock.freeze_at(TOLD_AT), transaction():
        badge, (stranger,) = queries.get_badge("monthly"), make_people(1)
        revoke_award(badge, ada, "Une erreur de comptage.")
        end_badge(badge)
    own, other = (sign_in(bare_app.test_client(), id_) for id_ in (ada, stranger))
    for path, sentence in (
        (PAGE, "Leur raison : « Une erreur de comptage. »"),
        ("/badges", "Retiré le 10 janvier 2026"),
    ):
        page = read(own, path, TOLD_AT)
        assert sentence in page
        assert "<progress" not in page
        assert "comptage" not in read(other, path, TOLD_AT)
    assert other.get(PAGE).status_code == 404


def test_every_notice_of_a_badge_reads_well_and_is_read_on_the_page_of_the_badge(bare_app: Flask, ada: int) -> None:
    with bare_app.app_context():
        with transaction():
            (ben,) = make_people(1)
            save_badge_draft("helper", BadgeDraft(criterion="given", text=TEXT))
            helper = queries.get_badge("helper")
            publish_badge_draft(helper)
            set_badge_givers(helper, [ben])
            give_badge(helper, ben, BadgeGift(receiver_id=ada, reason="Un accueil sans faute."))
        with clock.freeze_at(TOLD_AT):
            take_due_steps(DUE_STEPS)
            with transaction():
                revoke_award(queries.get_badge("monthly"), ada, "Une erreur.")
        with transaction():
            kinds = set(session().scalars(select(Notice.kind).where(Notice.person_id == ada)))
    assert kinds == {"badge.awarded", "badge.given", "badge.expiring", "badge.revoked"}
    own = sign_in(bare_app.test_client(), ada)
    inbox = read(own, "/notifications", TOLD_AT)
    for sentence in (
        "On vous a remis le badge « Bonjour »",
        "« Un accueil sans faute. »",
        "Votre badge « Bonjour » arrive à son terme",
        "Votre badge « Bonjour » a été retiré",
        "Raison : Une erreur.",
    ):
        assert sentence in inbox
    send(own, "/language", language="en")
    inbox = read(own, "/notifications", TOLD_AT)
    for sentence in ("“Un accueil sans faute.”", "“Hello”", "Une erreur."):
        assert sentence in inbox
    assert inbox.count("New</span>") + inbox.count(">New<") >= 4, inbox
    for path in (PAGE, "/me/badges/helper"):
        read(own, path, TOLD_AT)
    assert ">New<" not in read(own, "/notifications", TOLD_AT)
