"""Writes drafts of contests: begins one, keeps the answers of a step, drops it, and publishes it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.people.directory.cells import make_slug
from app.people.form_drafts.service import AnswersChangedElsewhere, PostedStep
from app.people.form_drafts.steps import Answers
from missions.contests.models import Contest
from missions.contests.queries import get_contest, lock_contest
from missions.contests.states import ContestState
from missions.contests.writing.queries import list_slugs_starting_with, lock_contest_table
from missions.contests.writing.steps import PAGES, STEPS

RESERVED_SLUGS = frozenset({"new"})


class ContestNotDraft(Conflict):
    """The contest is published: its rules change by an amendment."""


def create_draft(title: str, answers: Answers) -> Contest:
    """A new draft with these answers, named after its title."""
    lock_contest_table()
    contest = Contest(
        slug=_choose_free_slug(title),
        answers=dict(answers),
        saved_at=clock.now(),
        secret=secrets.token_bytes(32),
    )
    session().add(contest)
    session().flush()
    return contest


def get_draft(slug: str) -> Contest:
    """The draft of that slug; NoSuchContest for none, ContestNotDraft for a contest that is published."""
    return _refuse_unless_draft(get_contest(slug))


def keep_answers(contest: Contest, posted: PostedStep) -> Answers:
    """Keep the answers of one step in the draft that HR shares, and return those of the whole form.

    AnswersChangedElsewhere when another window or another person changed the same step since the page was opened.
    """
    locked = _refuse_unless_draft(lock_contest(contest.id))
    answers = STEPS.replace_answers(locked.answers, posted.answers, posted.step)
    pages = _read_pages(locked.answers)
    expected = (posted.version, STEPS.hash_answers(answers, posted.step))
    if pages.get(posted.step) != posted.page and STEPS.hash_answers(locked.answers, posted.step) not in expected:
        raise AnswersChangedElsewhere("These answers were changed elsewhere since you opened this page.")
    locked.answers = {**answers, PAGES: {**pages, posted.step: posted.page}}
    locked.saved_at = clock.now()
    locked.revision += 1
    session().flush()
    return answers


def drop_draft(slug: str) -> None:
    """Delete a draft; a contest that is published stays, by ContestNotDraft."""
    session().delete(_refuse_unless_draft(lock_contest(get_contest(slug).id)))
    session().flush()


def _refuse_unless_draft(contest: Contest) -> Contest:
    if contest.state != ContestState.DRAFT:
        raise ContestNotDraft("The contest is published: its rules change by an amendment.")
    return contest


def _read_pages(answers: Answers) -> Mapping[str, str]:
    pages = answers.get(PAGES)
    return pages if isinstance(pages, dict) else {}


def _choose_free_slug(title: str) -> str:
    base = make_slug(title)[:50].strip("-") or "concours"
    taken = list_slugs_starting_with(base) | RESERVED_SLUGS
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in numbered if slug not in taken)
