"""A badge given by hand: by whom HR named, with a reason, never to oneself nor in a circle of two; and what HR revokes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from app.journal.models import Fact
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.errors import Conflict, Invalid, ServiceError
from app.kernel.transaction import transaction
from app.notices.models import Notice
from badges import queries
from badges.models import Award, Badge
from badges.service.give import BadgeGift, GiftRefused, NotGiver, give_badge, set_badge_givers
from badges.service.publish import create_and_publish_badge, pause_badge
from badges.service.revoke import NoSuchAward, restore_award, revoke_award
from tests.badges.test_awards import TEXT, badges_held_by, completed
from tests.database_locks import another_waits_for_this_transaction
from tests.makers import catch_up, make_people, tell

NO_REASON = "does not say why"
REASON = "Elle a accueilli toute l’équipe de Lyon."


@pytest.fixture
def people(app: Application) -> list[int]:
    """Two who may give the badge `helper`, and one who may not."""
    with transaction():
        people = make_people(3)
        create_and_publish_badge("helper", "given", {}, text=TEXT)
        set_badge_givers(queries.get_badge("helper"), people[:2])
    return people


def give(giver_id: int, receiver_id: int, *, reason: str = REASON, evidence: str = "") -> None:
    gift = BadgeGift(receiver_id=receiver_id, reason=reason, evidence=evidence)
    with transaction():
        give_badge(queries.get_badge("helper"), giver_id, gift)


def list_gift_facts() -> list[str]:
    with transaction():
        return list(session().scalars(select(Fact.kind).where(Fact.object == "badge:helper").order_by(Fact.id)))


def test_its_receiver_reads_who_gave_it_and_why(people: list[int]) -> None:
    ada, _, cleo = people
    give(ada, cleo, evidence="https://rse.example/notes/12")
    assert badges_held_by(cleo) == ["helper"]
    with transaction():
        award = session().scalars(select(Award)).one()
        assert (award.given_by_id, award.reason, award.evidence) == (ada, REASON, "https://rse.example/notes/12")
        notice = session().scalars(select(Notice)).one()
        assert (notice.kind, notice.person_id, notice.params["reason"]) == ("badge.given", cleo, REASON)
    assert list_gift_facts() == ["badge.awarded"]


@pytest.mark.parametrize(
    ("written", "pointer"),
    [
        ({"reason": "  "}, "/reason"),
        ({"reason": "a\u2066b"}, "/reason"),
        ({"evidence": "a\u202eb"}, "/evidence"),
        ({"reason": "a" * 601}, "/reason"),
        ({"evidence": "a" * 401}, "/evidence"),
    ],
)
def test_what_a_giver_writes_is_refused_at_its_field(people: list[int], written: dict[str, str], pointer: str) -> None:
    with pytest.raises(Invalid) as refused:
        give(people[0], people[2], **written)
    assert [error.pointer for error in refused.value.errors] == [pointer]
    assert list_gift_facts() == []


def test_nobody_gives_it_to_themselves_and_nobody_else_than_the_givers_gives_it(people: list[int]) -> None:
    ada, _, cleo = people
    with pytest.raises(Invalid) as refused:
        give(ada, ada)
    assert [error.pointer for error in refused.value.errors] == ["/receiver"]
    with pytest.raises(NotGiver):
        give(cleo, ada)
    assert list_gift_facts() == []


def test_two_givers_do_not_give_it_to_each_other(people: list[int]) -> None:
    ada, ben, _ = people
    give(ada, ben)
    with pytest.raises(GiftRefused, match="each other"):
        give(ben, ada)
    assert badges_held_by(ada) == []


def test_it_is_given_once_in_a_term_and_not_while_the_badge_is_paused(people: list[int]) -> None:
    ada, ben, cleo = people
    give(ada, cleo)
    with pytest.raises(GiftRefused, match="already"):
        give(ada, cleo)
    with pytest.raises(GiftRefused, match=NO_REASON):
        give(ben, cleo)
    with transaction():
        pause_badge(queries.get_badge("helper"))
    with pytest.raises(GiftRefused, match="not given by hand"):
        give(ada, ben)


def test_who_does_not_take_part_receives_nothing(people: list[int]) -> None:
    with transaction():
        (silent,) = make_people(1, joined_at=None)
    with pytest.raises(GiftRefused, match=NO_REASON):
        give(people[0], silent)


def test_a_badge_with_a_rule_is_not_given(people: list[int]) -> None:
    with transaction():
        badge = create_and_publish_badge("first", "missions-completed", {"missions": ["one"]}, text=TEXT)
        set_badge_givers(badge, people[:1])
    with pytest.raises(GiftRefused), transaction():
        give_badge(queries.get_badge("first"), people[0], BadgeGift(receiver_id=people[2], reason=REASON))


def test_a_composed_badge_follows_a_gift_and_its_revocation(people: list[int]) -> None:
    ada, _, cleo = people
    with transaction():
        create_and_publish_badge("crown", "all-of", {"badges": ["helper"]}, text=TEXT)
    give(ada, cleo)
    assert sorted(badges_held_by(cleo)) == ["crown", "helper"]
    with transaction():
        revoke_award(queries.get_badge("helper"), cleo, "Remis à la mauvaise personne.")
    assert badges_held_by(cleo) == []


def test_its_holder_reads_why_it_was_revoked_and_nobody_gives_it_again(people: list[int]) -> None:
    ada, ben, cleo = people
    give(ada, cleo)
    with transaction():
        revoke_award(queries.get_badge("helper"), cleo, "Remis à la mauvaise personne.")
    with transaction():
        notice = session().scalars(select(Notice).where(Notice.kind == "badge.revoked")).one()
        assert (notice.person_id, notice.params["reason"]) == (cleo, "Remis à la mauvaise personne.")
    with pytest.raises(GiftRefused, match=NO_REASON):
        give(ben, cleo)
    assert list_gift_facts() == ["badge.awarded", "badge.revoked"]


def test_what_was_revoked_by_hand_can_be_restored_with_what_its_giver_wrote(people: list[int]) -> None:
    ada, _, cleo = people
    give(ada, cleo)
    with transaction():
        revoke_award(queries.get_badge("helper"), cleo, "Remis à la mauvaise personne.")
    with transaction():
        restore_award(queries.get_badge("helper"), cleo)
    assert badges_held_by(cleo) == ["helper"]
    with transaction():
        award = session().scalars(select(Award)).one()
        assert (award.given_by_id, award.reason, award.revoked_because) == (ada, REASON, None)
    assert list_gift_facts() == ["badge.awarded", "badge.revoked", "badge.awarded"]


def test_a_gift_is_restored_also_while_its_badge_is_paused(people: list[int]) -> None:
    ada, _, cleo = people
    give(ada, cleo)
    with transaction():
        revoke_award(queries.get_badge("helper"), cleo, "Remis à la mauvaise personne.")
        pause_badge(queries.get_badge("helper"))
    with transaction():
        restore_award(queries.get_badge("helper"), cleo)
    assert badges_held_by(cleo) == ["helper"]
    with transaction():
        assert session().scalars(select(Award.revoked_because)).all() == [None]


def test_no_fact_awards_again_what_hr_revoked_and_restoring_it_does(people: list[int]) -> None:
    cleo = people[2]
    with transaction():
        create_and_publish_badge("first", "missions-completed", {"missions": ["one", "two"], "wanted": 1}, text=TEXT)
    tell(completed("one", cleo))
    catch_up()
    with transaction():
        revoke_award(queries.get_badge("first"), cleo, "Une erreur de comptage.")
    tell(completed("two", cleo, number=2))
    catch_up()
    assert badges_held_by(cleo) == []
    with transaction():
        restore_award(queries.get_badge("first"), cleo)
    assert badges_held_by(cleo) == ["first"]


def test_what_nobody_has_is_neither_revoked_nor_restored(people: list[int]) -> None:
    ada, _, cleo = people
    with pytest.raises(NoSuchAward), transaction():
        revoke_award(queries.get_badge("helper"), cleo, "Non.")
    give(ada, cleo)
    with pytest.raises(NoSuchAward), transaction():
        restore_award(queries.get_badge("helper"), cleo)
    with pytest.raises(Invalid), transaction():
        revoke_award(queries.get_badge("helper"), cleo, " ")
    assert badges_held_by(cleo) == ["helper"]


@pytest.mark.fault
def test_of_two_who_give_it_at_once_one_gives_and_one_is_refused(bare_app: Application) -> None:
    with bare_app.app_context(), transaction():
        ada, ben, cleo = make_people(3)
        create_and_publish_badge("helper", "given", {}, text=TEXT)
        set_badge_givers(queries.get_badge("helper"), [ada, ben])

    def give_second() -> ServiceError | None:
        try:
            with bare_app.app_context():
                give(ben, cleo)
        except Conflict as refused:
            return refused
        return None

    with ThreadPoolExecutor(1) as pool, bare_app.app_context():
        with transaction():
            badge = session().scalars(select(Badge)).one()
            give_badge(badge, ada, BadgeGift(receiver_id=cleo, reason=REASON))
            second = pool.submit(give_second)
            assert another_waits_for_this_transaction()
        assert isinstance(second.result(), GiftRefused)
        assert list_gift_facts() == ["badge.awarded"]
