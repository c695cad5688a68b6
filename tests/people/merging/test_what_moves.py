"""What both accounts had is one person's once, what they did with each other ends, and each is taken back under its new name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.notices.models import Notice
from badges import queries as badges
from badges.ambassadors.models import Candidacy, Nomination
from badges.models import Award
from badges.service.give import BadgeGift, give_badge, set_badge_givers
from badges.service.publish import create_and_publish_badge
from badges.service.revoke import restore_award, revoke_award
from badges.thanks.models import Thanks, ThanksRefusal
from mentoring.volunteers.models import Avoidance
from missions.contests.models import ContestParticipant
from missions.contests.standings.models import ContestEntry, ContestStanding
from missions.contests.standings.service.count import count_participants
from missions.models import PathCompletion
from missions.service.publish import create_and_publish_mission
from tests.badges.holders import list_held_slugs
from tests.badges.test_awards import TEXT
from tests.makers import MONDAY, WORDS, catch_up, make_mission_draft, make_people, make_unit, tell
from tests.mentoring.pairs.makers import TUESDAY, facts, make_two, pair_of
from tests.missions.company import completions_of, make_post, make_undo
from tests.missions.contests.contest_makers import OPENS_AT, make_contest, make_fact, make_participants, make_terms
from tests.paths import write_and_publish_path
from tests.people.merging.two import merge

pytestmark = pytest.mark.usefixtures("app")


def list_own_badges(person_id: int) -> list[str]:
    with transaction():
        return sorted(list_held_slugs(person_id))


def read_pairs(first: InstrumentedAttribute[Any], second: InstrumentedAttribute[Any]) -> list[tuple[object, object]]:
    """Two columns of a table, in order."""
    return [(row[0], row[1]) for row in session().execute(select(first, second).order_by(first, second))]


def give(slug: str, giver: int, receiver: int) -> None:
    with transaction():
        give_badge(badges.get_badge(slug), giver, BadgeGift(receiver_id=receiver, reason="Elle a aidé tout le monde."))


def make_gifts(*slugs: str, givers: list[int]) -> None:
    with transaction():
        for slug in slugs:
            create_and_publish_badge(slug, "given", {}, text=TEXT)
            set_badge_givers(badges.get_badge(slug), givers)


def test_a_badge_of_both_is_held_once_and_each_award_can_be_taken_back() -> None:
    with transaction():
        kept, merged, giver = make_people(3)
    make_gifts("both", "own", "other", "barred", "mutual", givers=[giver, kept])
    for slug, receivers in {
        "both": (kept, merged),
        "own": (kept,),
        "other": (merged,),
        "barred": (kept, merged),
    }.items():
        for receiver in receivers:
            give(slug, giver, receiver)
    give("mutual", kept, merged)
    with transaction():
        revoke_award(badges.get_badge("barred"), merged, "Par erreur.")
    merge(kept, merged)
    assert list_own_badges(kept) == ["both", "other", "own"]
    with transaction():
        standing = select(Award.person_id).where(Award.revoked_at.is_(None))
        assert set(session().scalars(standing)) == {kept}
        notices = select(func.count()).where(Notice.person_id == kept, Notice.kind == "badge.merged")
        assert session().scalar(notices) == 2
        for slug in ("both", "other", "own"):
            revoke_award(badges.get_badge(slug), kept, "Par erreur.")
    assert list_own_badges(kept) == []
    with transaction():
        for slug in ("both", "other"):
            restore_award(badges.get_badge(slug), kept)
    assert list_own_badges(kept) == ["both", "other"]
    with transaction():
        undone = select(Fact.undoes).where(Fact.kind == "badge.revoked")
        names = set(session().scalars(select(Fact.source_key).where(Fact.kind == "badge.awarded")))
        assert set(session().scalars(undone)) <= names


def test_a_path_that_only_one_account_completed_is_taken_back_under_its_new_name() -> None:
    with transaction():
        kept, merged = make_people(2)
        create_and_publish_mission("m", make_mission_draft(wanted=1))
        write_and_publish_path("path", title=WORDS, why=WORDS, missions=["m"], opens_on_joining=True)
    tell(make_post("a", merged, MONDAY + timedelta(days=1)))
    catch_up()
    merge(kept, merged)
    catch_up()
    assert [moment for _, _, moment in completions_of(kept)] == [MONDAY + timedelta(days=1)]
    tell(make_undo("a", kept, MONDAY + timedelta(days=2)))
    catch_up()
    with transaction():
        (path,) = session().scalars(select(PathCompletion))
        assert (path.person_id, path.completed_at) == (kept, None)
        names = set(session().scalars(select(Fact.source_key).where(Fact.kind == "path.completed")))
        assert set(session().scalars(select(Fact.undoes).where(Fact.kind == "path.reopened"))) == names


def test_the_earlier_completion_stays_and_so_do_the_paths_of_both() -> None:
    with transaction():
        kept, merged = make_people(2)
        for slug, kinds in {"m": ["post.created"], "n": ["answer.created"]}.items():
            create_and_publish_mission(slug, make_mission_draft(wanted=1, facts=kinds))
        write_and_publish_path("path", title=WORDS, why=WORDS, missions=["m", "n"], opens_on_joining=True)
    for day, (person_id, kind) in enumerate(
        [(kept, "post.created"), (merged, "answer.created"), (merged, "post.created"), (kept, "answer.created")]
    ):
        tell(make_fact(f"f{day}", person_id, MONDAY + timedelta(days=day), kind=kind))
    catch_up()
    merge(kept, merged)
    catch_up()
    assert [[moment for _, _, moment in completions_of(kept, slug)] for slug in ("m", "n")] == [
        [MONDAY],
        [MONDAY + timedelta(days=1)],
    ]
    with transaction():
        (path,) = session().scalars(select(PathCompletion))
        assert (path.person_id, path.completed_at) == (kept, MONDAY + timedelta(days=1))


def test_thanks_and_nominations_between_both_go_and_every_refusal_holds() -> None:
    with transaction():
        kept, merged, other, third = make_people(4)
        unit_id = make_unit().id
        for number, (giver, receiver) in enumerate([(kept, merged), (other, merged), (merged, third)]):
            session().add(
                Thanks(giver_id=giver, receiver_id=receiver, reason="Merci", submission=str(number), given_at=MONDAY)
            )
        pairs = [(merged, merged), (merged, kept), (other, merged), (other, kept), (third, merged)]
        session().add_all(ThanksRefusal(person_id=person_id, giver_id=giver_id) for person_id, giver_id in pairs)
        for nominee, nominator in ((kept, merged), (merged, other), (kept, other), (third, merged)):
            session().add(
                Nomination(nominee_id=nominee, nominator_id=nominator, unit_id=unit_id, sentence="…", written_at=MONDAY)
            )
        session().add_all(
            Avoidance(person_id=a, avoided_id=b) for a, b in ((kept, merged), (merged, other), (third, merged))
        )
        for person_id in (kept, merged):
            session().add(Candidacy(person_id=person_id, state="accepted", opened_at=MONDAY))
    merge(kept, merged)
    with transaction():
        assert read_pairs(Thanks.giver_id, Thanks.receiver_id) == [(kept, third), (other, kept)]
        assert read_pairs(ThanksRefusal.person_id, ThanksRefusal.giver_id) == [
            (kept, kept),
            (other, kept),
            (third, kept),
        ]
        assert read_pairs(Nomination.nominee_id, Nomination.nominator_id) == [(kept, other), (third, kept)]
        assert read_pairs(Avoidance.person_id, Avoidance.avoided_id) == [(kept, other), (third, kept)]
        assert read_pairs(Candidacy.person_id, Candidacy.state) == [(kept, "accepted"), (kept, "declined")]


def test_beside_a_term_only_its_own_renewal_goes_on() -> None:
    term = {"state": "named", "named_at": MONDAY, "ends_at": MONDAY + timedelta(days=20)}
    renewal = {"state": "accepted", "opened_at": MONDAY + timedelta(days=1)}
    with transaction():
        unit_id, people = make_unit().id, make_people(7)
        for holder in (people[0], people[3], people[5]):
            session().add(Candidacy(person_id=holder, opened_at=MONDAY, **term))
        for candidate in (people[1], people[2], people[4], people[5]):
            session().add(Candidacy(person_id=candidate, **renewal))
        session().add(
            Nomination(nominee_id=people[1], nominator_id=people[6], unit_id=unit_id, sentence="…", written_at=MONDAY)
        )
    for kept, merged in ((people[0], people[1]), (people[2], people[3]), (people[4], people[5])):
        merge(kept, merged)
    with transaction():
        assert read_pairs(Candidacy.person_id, Candidacy.state) == [
            (people[0], "declined"),
            (people[0], "named"),
            (people[2], "declined"),
            (people[2], "named"),
            (people[4], "accepted"),
            (people[4], "declined"),
            (people[4], "named"),
        ]
        assert read_pairs(Nomination.nominee_id, Nomination.sentence) == [(people[0], None)]


def test_a_pair_of_both_ends_and_counts_for_nothing() -> None:
    with clock.freeze_at(TUESDAY):
        two = make_two()
        met = make_fact("met", two.senior, TUESDAY, kind="mentoring.session_held", counterpart_id=two.junior)
        tell(met)
        merge(two.senior, two.junior)
    pair = pair_of(two)
    assert (pair.state, pair.senior_id, pair.junior_id) == ("stopped", two.senior, two.junior)
    assert [fact.undoes for fact in facts("activity.undone")] == [met.source_key]


def test_whoever_entered_a_contest_with_both_accounts_is_in_it_once() -> None:
    with transaction():
        kept, merged, only = make_people(3)
        contest = make_contest(make_terms(), slug="open")
        make_participants(contest, [kept, merged, only])
        count_participants(contest.id, [kept, merged, only])
        closed = make_contest(make_terms(), slug="closed")
        for name, person_id in {"a": kept, "b": merged}.items():
            session().add(
                ContestEntry(
                    contest_id=closed.id, pseudonym=name, person_id=person_id, score=1, tickets=1, lines_sha256=""
                )
            )
    for number, (author, marker) in enumerate([(kept, 0), (merged, 0), (only, 0), (merged, 1)]):
        others = [person_id for person_id in (kept, merged, only) if person_id != author]
        tell(
            make_fact(
                f"f{number}",
                others[marker],
                OPENS_AT + timedelta(hours=number),
                kind="answer.accepted",
                counterpart_id=author,
                object=f"answer-{number}",
            )
        )
    catch_up()
    merge(kept, merged)
    catch_up()
    with transaction():
        people = select(ContestParticipant.person_id).order_by(ContestParticipant.person_id)
        assert session().scalars(people).all() == sorted([kept, only])
        assert read_pairs(ContestStanding.person_id, ContestStanding.total) == [(kept, 1), (only, 1)]
        assert read_pairs(ContestEntry.pseudonym, ContestEntry.person_id) == [("a", kept), ("b", None)]
