"""A badge of useful answers names the team that they served, to its holder alone, until the holder shows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person
from app.people.queries import get_person
from app.people.service.participation import leave_game
from badges import queries
from badges.models import Award
from badges.naming.service import choose_naming
from badges.service.publish import create_and_publish_badge
from badges.service.revoke import restore_award, revoke_award
from badges.serving.models import AwardTeam
from badges.serving.queries import find_own_served_team, map_shown_teams
from badges.serving.service import NoTeamToShow, choose_team
from tests.badges.test_awards import TEXT
from tests.forms import send, sign_in
from tests.makers import MONDAY, catch_up, make_people, make_unit, record_departure, tell
from tests.missions.authoring.forms import words_of

SENTENCE = "4 réponses utiles, surtout pour l’équipe "


def mark(number: int, author_id: int, asker_id: int | None, unit_id: int, kind: str = "answer.accepted") -> NewFact:
    """Somebody of that unit marks an answer of the author as useful."""
    return NewFact(
        kind=kind,
        source_key=f"accepted:{number}",
        occurred_at=MONDAY + timedelta(hours=number),
        actor_id=asker_id,
        counterpart_id=author_id,
        object=f"answer:{number}",
        community="achats" if number % 2 else "ventes",
        body={"actor_unit": str(unit_id)},
    )


def publish_and_award(ada: int, marks: Sequence[tuple[int | None, int]], **settings: object) -> int:
    """A badge of as many useful answers as there are marks (who asked, in which unit): the award."""
    with transaction():
        create_and_publish_badge("useful", "useful-answers", {"wanted": len(marks)} | settings, text=TEXT)
    tell(*(mark(number, ada, *asker) for number, asker in enumerate(marks)))
    catch_up()
    with transaction():
        return session().scalars(select(Award.id).where(Award.person_id == ada)).one()


@pytest.mark.parametrize(
    ("size", "askers", "others", "is_named"),
    [
        (10, [0, 1, 2], 1, True),
        (10, [0, 1, 2], 3, False),  # no more than half
        (10, [0, 0, 1, 1], 0, False),  # two people are no team
        (9, [0, 1, 2, 3], 0, False),  # too small
        (10, [0, 1, 2, None], 0, True),  # one who takes no part: no team, but an answer
    ],
)
def test_a_team_is_named_where_several_of_a_large_one_got_most_of_the_help(
    app: Application, size: int, askers: list[int | None], others: int, *, is_named: bool
) -> None:
    with transaction():
        unit = make_unit("Logistique")
        unit_id, name = unit.id, unit.name
        team = make_people(size, unit=unit)
        ada, *strangers = make_people(4)
        elsewhere = get_person(ada).unit_id
    marks = [(None if place is None else team[place], unit_id) for place in askers]
    award = publish_and_award(ada, [*marks, *((stranger, elsewhere) for stranger in strangers[:others])])
    with transaction():
        served = find_own_served_team(award)
        assert (served is not None) is is_named
        if served:
            assert (served.team, served.answers, served.is_shown) == (name, 4, False)


def test_the_unit_is_that_of_the_day_of_the_help_and_what_was_taken_back_helped_nobody(app: Application) -> None:
    with transaction():
        unit, other = make_unit("Logistique"), make_unit("Ventes")
        unit_id, other_id, name = unit.id, other.id, unit.name
        team = make_people(13, unit=unit)
        (ada,) = make_people(1)
    award = publish_and_award(ada, [(person, unit_id) for person in team[:3]])
    with transaction():
        session().execute(update(Person).where(Person.id.in_(team[:3])).values(unit_id=other_id))
        served = find_own_served_team(award)
        assert served is not None
        assert served.team == name
    tell(mark(50, ada, team[4], unit_id))
    with transaction():
        assert find_own_served_team(award) == served, "What came after the award is not what it rests on."
        (elsewhere,) = make_people(1)
    given = publish_given(elsewhere)
    with transaction():
        assert find_own_served_team(given) is None


def publish_given(person_id: int) -> int:
    """A badge that counts no answers, held by that person: the award."""
    with transaction():
        create_and_publish_badge("posts", "activity-count", {"facts": ["post.created"], "wanted": 1}, text=TEXT)
    tell(NewFact(kind="post.created", source_key="p", occurred_at=MONDAY, actor_id=person_id, object="p"))
    catch_up()
    with transaction():
        return session().scalars(select(Award.id).where(Award.person_id == person_id)).one()


def test_nobody_else_reads_the_team_until_its_holder_shows_it_and_it_goes_with_the_badge(bare_app: Flask) -> None:
    with bare_app.app_context():
        with transaction():
            unit = make_unit("Logistique")
            unit_id = unit.id
            team = make_people(12, unit=unit)
            ada, ben = make_people(2)
        award = publish_and_award(ada, [(person, unit_id) for person in team[:4]])
        with transaction():
            choose_naming(queries.get_badge("useful"), ada, is_named=True)
    own, other = (sign_in(bare_app.test_client(), person) for person in (ada, ben))
    assert SENTENCE in words_of(own.get("/me/badges/useful"))
    assert SENTENCE not in words_of(other.get("/badges/useful"))
    assert send(other, "/badges/useful/team", is_shown="yes").status_code == 409
    for _ in range(2):
        assert send(own, "/badges/useful/team", is_shown="yes").status_code == 303
    assert SENTENCE in words_of(other.get("/badges/useful"))
    with bare_app.app_context(), transaction():
        assert award in map_shown_teams([award])
        badge = queries.get_badge("useful")
        revoke_award(badge, ada, "Une erreur.")
        assert award not in map_shown_teams([award])
        restore_award(badge, ada)
    with bare_app.app_context():
        catch_up()
        with transaction():
            assert award not in map_shown_teams([award]), "Who gets it back is asked anew."
            badge = queries.get_badge("useful")
            choose_team(badge, ada, is_shown=True)
            session().execute(update(Person).where(Person.id.in_(team[:3])).values(left_on=date(2026, 1, 1)))
            assert award not in map_shown_teams([award]), "The team became too small."
            session().execute(update(Person).where(Person.id.in_(team[:3])).values(left_on=None))
            assert award in map_shown_teams([award])
            choose_team(badge, ada, is_shown=False)
            assert award not in map_shown_teams([award])


@pytest.mark.parametrize("leave", ["game", "company"])
def test_leaving_ends_the_agreement(app: Application, leave: str) -> None:
    with transaction():
        unit = make_unit("Logistique")
        unit_id = unit.id
        team = make_people(12, unit=unit)
        (ada,) = make_people(1)
    publish_and_award(ada, [(person, unit_id) for person in team[:4]])
    with transaction():
        choose_team(queries.get_badge("useful"), ada, is_shown=True)
        with clock.freeze_at(MONDAY + timedelta(days=9)):
            leave_game(get_person(ada)) if leave == "game" else record_departure(get_person(ada), date(2026, 1, 12))
    catch_up()
    with transaction():
        assert session().scalars(select(AwardTeam)).all() == []
        with pytest.raises(NoTeamToShow):
            session().execute(delete(Award))
            choose_team(queries.get_badge("useful"), ada, is_shown=True)
