"""The page that says why somebody does not have a badge: what it needs, what counted and what did not; for them alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from app.journal.service import NewFact
from app.kernel.transaction import transaction
from app.people.policies.service import PolicyPlace, switch_feature_off
from app.people.policies.switches import PolicyScope, SwitchableFeature
from app.people.queries import get_person
from badges import queries
from badges.service.publish import create_and_publish_badge, end_badge, pause_badge
from badges.service.revoke import revoke_award
from missions.service.publish import create_and_publish_mission
from tests.badges.test_awards import TEXT, completed, reopened
from tests.forms import sign_in
from tests.makers import MONDAY, catch_up, make_mission_draft, make_people, tell


def comment(person_id: int, number: int, day: int, community: str, obj: str) -> NewFact:
    return NewFact(
        kind="comment.created",
        source="rse",
        source_key=f"c:{number}",
        occurred_at=MONDAY + timedelta(days=day),
        actor_id=person_id,
        community=community,
        object=obj,
    )


def test_it_says_what_counted_and_why_the_rest_did_not(bare_app: Flask) -> None:
    with bare_app.app_context():
        with transaction():
            ada, ben = make_people(2)
            rule = {"facts": ["comment.created"], "wanted": 3, "communities": ["here"], "within_days": 30}
            create_and_publish_badge("words", "activity-count", rule, text=TEXT)
        tell(
            comment(ada, 1, 1, "here", "post:1"),
            comment(ada, 2, 2, "there", "post:2"),
            comment(ada, 3, 40, "here", "post:3"),
            comment(ada, 4, 3, "here", "post:4"),
            NewFact(
                kind="activity.undone",
                source="rse",
                source_key="u",
                occurred_at=MONDAY + timedelta(days=4),
                actor_id=ada,
                undoes="c:4",
            ),
        )
        catch_up()
    own = sign_in(bare_app.test_client(), ada).get("/badges/words/why").text
    shown, _, folded = own.partition('<details class="pa-fold"><summary class="btn pa-quiet" id="h-others"')
    assert (shown.count("a compté"), folded.count('role="row"') - 1) == (1, 3)
    for reason in ("dans une autre communauté", "après les jours qui comptent", "annulé ensuite"):
        assert folded.count(reason) == 1
    others = sign_in(bare_app.test_client(), ben)
    assert "Rien de ce type" in others.get("/badges/words/why").text
    assert "/badges/words/why" in others.get("/badges/words").text
    assert others.get("/badges/none/why").status_code == 404


def _pause(_: int) -> None:
    pause_badge(queries.get_badge("one"))


def _end(_: int) -> None:
    end_badge(queries.get_badge("one"))


def _switch_off(person_id: int) -> None:
    place = PolicyPlace(PolicyScope.SITE, get_person(person_id).site_id)
    switch_feature_off(SwitchableFeature.BADGES, place, reason="Un accord local.")


def _revoke(person_id: int) -> None:
    revoke_award(queries.get_badge("one"), person_id, "Une erreur.")


CASES: list[tuple[str, Callable[[int], None] | None, str]] = [
    ("one", _pause, "Le badge est en pause"),
    ("one", _end, "Le badge est clos depuis"),
    ("one", _switch_off, "ne sont pas proposés là où vous travaillez"),
    ("one", _revoke, "Il vous a été retiré à la main"),
    ("one", None, "à propos d’autre chose"),
    ("named", None, '<span class="pa-grow">Bonjour</span>'),
    ("all", None, "Vous ne l’avez pas"),
    ("hand", None, "Une personne nommée par les RH"),
]


@pytest.mark.parametrize(("slug", "happens", "sentence"), CASES)
def test_it_says_what_stands_in_the_way(
    bare_app: Flask, slug: str, happens: Callable[[int], None] | None, sentence: str
) -> None:
    with bare_app.app_context():
        with transaction():
            (ada,) = make_people(1)
            create_and_publish_badge("one", "missions-completed", {"missions": ["one", "two"]}, text=TEXT)
            create_and_publish_badge("all", "all-of", {"badges": ["one"]}, text=TEXT)
            create_and_publish_badge("hand", "given", {}, text=TEXT)
            create_and_publish_mission("m", make_mission_draft())
            create_and_publish_badge("named", "missions-completed", {"missions": ["m"]}, text=TEXT)
        tell(completed("one", ada), completed("two", ada), completed("three", ada))
        catch_up()
        if happens is not _revoke:
            tell(reopened("two", ada))
            catch_up()
        if happens is not None:
            with transaction():
                happens(ada)
    assert sentence in sign_in(bare_app.test_client(), ada).get(f"/badges/{slug}/why").text
