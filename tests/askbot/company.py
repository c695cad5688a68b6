"""The people of the forum as Passerelle has them, and two counts of what they did: by its journal, and by Askbot's own tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import Flask
from sqlalchemy import select

from app.intake.accounts.models import UnknownAccount
from app.intake.accounts.service import map_account
from app.journal.effects.queries import list_reasons_of_facts_without_effect
from app.journal.models import Fact
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import ActorAlias, Person
from tests.askbot.forum import Forum
from tests.makers import make_people

NAMES = {"mod": "mod", "ada": "ada", "bea": "bea", "Chloé Roux": "R0004", "dan": "R0005", "Élie Blanc": "R0006"}
"""Who is who: usernames in the forum, and numbers in the directory. The first moderates."""
OUTSIDE, UNMAPPED = "dan", "Élie Blanc"
"""Who does not take part, and of whom nobody has said yet whose account it is."""

WRITTEN = """
select author.username, post.id from askbot_post post join auth_user author on author.id = post.author_id
join askbot_post question on question.thread_id = post.thread_id and question.post_type = 'question'
where not post.deleted and not (question.is_anonymous and post.author_id = question.author_id)
    and not (post.post_type = 'answer' and post.author_id = question.author_id)
"""
LIKED = """
select member.username, post.id from vote join auth_user member on member.id = vote.user_id
join askbot_post post on post.id = vote.voted_post_id where vote.vote = 1 and not post.deleted
"""
ACCEPTED = """
select case when not question.is_anonymous then by.username end, author.username, post.id
from askbot_post post join auth_user author on author.id = post.author_id
join auth_user by on by.id = post.endorsed_by_id
join askbot_post question on question.thread_id = post.thread_id and question.post_type = 'question'
where post.endorsed and not post.deleted and author.id not in (by.id, question.author_id)
"""
Count = dict[str, set[tuple[object, ...]]]


def make_company() -> None:
    """Everybody, under their number; who has another username in the forum has it as a name on networks too."""
    for name, number in NAMES.items():
        (person_id,) = make_people(1) if name != OUTSIDE else make_people(1, joined_at=None)
        session().get_one(Person, person_id).external_id = number
        if name not in (number, UNMAPPED):
            session().add(ActorAlias(source="askbot", name=name.casefold(), person_id=person_id))


def count_in_forum(forum: Forum, *, without: Sequence[str] = (OUTSIDE, UNMAPPED)) -> Count:
    """What Askbot's own tables say: what is written by whom, liked by whom, and accepted by whom of whom."""
    return {
        "written": {(name, post) for name, post in forum.query(WRITTEN) if name not in without},
        "liked": {(name, post) for name, post in forum.query(LIKED) if name not in without},
        "accepted": {(None if by in without else by, name, post) for by, name, post in forum.query(ACCEPTED)},
    }


def map_unknown_account(app: Flask) -> list[str]:
    """Say whose the unknown account is; the names of all that waited."""
    with app.app_context(), transaction():
        waiting = list(session().scalars(select(UnknownAccount.account)))
        person = session().scalars(select(Person).where(Person.external_id == NAMES[UNMAPPED])).one()
        map_account("askbot", UNMAPPED, person)
        return waiting


def count_here(app: Flask) -> Count:
    """The same by the facts that count."""
    with app.app_context(), transaction():
        usernames = {number: name for name, number in NAMES.items()}
        names = {person.id: usernames[person.external_id] for person in session().scalars(select(Person))}
        facts = session().scalars(select(Fact).where(Fact.source == "askbot")).all()
        idle = list_reasons_of_facts_without_effect([fact.id for fact in facts if fact.undoes is None])
        counting = [fact for fact in facts if fact.id not in idle]
        return {
            "written": set(_list_acts(counting, names, "post.created", "answer.created", "comment.created")),
            "liked": set(_list_acts(counting, names, "post.liked")),
            "accepted": {
                (names.get(fact.actor_id or 0), names[fact.counterpart_id or 0], _read_number(fact))
                for fact in counting
                if fact.kind == "answer.accepted"
            },
        }


def _list_acts(facts: Iterable[Fact], names: dict[int, str], *kinds: str) -> list[tuple[object, ...]]:
    return [(names[fact.actor_id or 0], _read_number(fact)) for fact in facts if fact.kind in kinds]


def _read_number(fact: Fact) -> int:
    return int((fact.object or "").rpartition("/")[2])
