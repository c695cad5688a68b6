"""The demo's first round of mentoring, which runs since some weeks: pairs made by a calculation, sessions held, and a proposal that waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from app.kernel import clock
from mentoring.pairs.answers import Moment
from mentoring.pairs.models import MentoringSession, Pair
from mentoring.pairs.queries.meetings import list_meetings, next_shared_starts
from mentoring.pairs.queries.members import locked_pairs_of, together
from mentoring.pairs.service import agree, meet, say
from mentoring.pairs.service.start import start_pair
from mentoring.proposals.fate import State
from mentoring.proposals.queries.calculations import find_under_way
from mentoring.proposals.queries.proposals import list_ids, peek
from mentoring.proposals.service import answer, ask, calculate, newcomers, put_out
from mentoring.proposals.solving import solve
from mentoring.rounds.models import Round
from mentoring.rounds.service import create_round, open_round, start_matching, start_running
from mentoring.rounds.writing import Writing

BEGAN_AGO = timedelta(days=63)
"""How long ago the round was opened."""
BETWEEN = timedelta(days=16)
"""A pair meets again about so long after a session."""
WHY = {
    "fr": "Apprendre un geste numérique avec quelqu’un de patient, à son rythme et en privé.",
    "en": "Learn a digital skill with somebody patient, at one’s own pace and in private.",
}
SPONSOR = "Philippe Arnoux, direction de l’indemnisation"


def open_called(title: Mapping[str, str], moment: datetime) -> Round:
    """A round as it is opened at a moment: whoever volunteers since then is proposed to at once."""
    today = moment.date()
    with clock.at(moment):
        return open_round(
            create_round(
                Writing(
                    title=title,
                    why=WHY,
                    sponsor=SPONSOR,
                    volunteering_ends_on=today + timedelta(days=14),
                    starts_on=today + timedelta(days=21),
                    ends_on=today + timedelta(days=210),
                    rolling=True,
                )
            )
        )


def run(asked: Round, now: datetime) -> int:
    """Let the round run from the end of volunteering until now; how many pairs it made."""
    matched_at = now - BEGAN_AGO + timedelta(days=16)
    with clock.at(matched_at):
        _calculate(start_matching(asked))
        put_out.put_out_first(asked)
    for days, state in ((2, State.SENIOR_ASKED), (4, State.JUNIOR_ASKED)):
        with clock.at(matched_at + timedelta(days=days)):
            _all_say_yes(asked, state)
    with clock.at(matched_at + timedelta(days=5)):
        start_running(asked)
    pairs = locked_pairs_of(asked.id)
    for pair in pairs:
        _meet_until(pair, now)
    return len(pairs)


def propose_to_newcomers(asked: Round, moment: datetime) -> None:
    """Whoever has just volunteered is asked at once, as the round's clock would."""
    with clock.at(moment):
        newcomers.welcome_newcomers(asked.id)


def _calculate(asked: Round) -> None:
    """What a worker does, within the transaction of the seeds."""
    ask.ask_for_calculation(asked)
    asked_for = find_under_way(asked.id)
    mine = None if asked_for is None else calculate.claim(asked_for.id)
    assert mine is not None, "It was asked for just now."
    calculate.keep(mine, solve(calculate.read(mine), lambda *_: None))


def _all_say_yes(asked: Round, state: State) -> None:
    for one in peek(list_ids(asked.id, [state])):
        person_id = one.senior_id if state is State.SENIOR_ASKED else one.junior_id
        answer.accept(person_id, one.id, start=start_pair)


def _meet_until(pair: Pair, now: datetime) -> None:
    """Both accept the agreement; each session that could be held by now was, and the next one has its date."""
    with clock.at(pair.started_at + timedelta(hours=3)):
        for person_id in (pair.senior_id, pair.junior_id):
            agree.agree(person_id, pair.id)
    while True:
        meetings = list_meetings(pair.id)
        following = next((one for one in meetings if one.state == "planned"), None)
        if following is None and len(meetings) < pair.sessions:
            following = _book(pair, meetings, len(meetings) + 1)
        if following is None or following.ends_at > now:
            return
        with clock.at(following.ends_at):
            meet.hold(pair.junior_id, pair.id, following.number)
        if following.number == 1:
            _say_that_it_fits(pair, following.ends_at + timedelta(days=1))


def _book(pair: Pair, meetings: Sequence[MentoringSession], number: int) -> MentoringSession:
    last = meetings[-1].ends_at
    with clock.at(last):
        (starts_at,) = next_shared_starts(together(pair), last + BETWEEN, 1)
        return meet.set_date(pair.senior_id, pair.id, number, starts_at=starts_at, seen=None)


def _say_that_it_fits(pair: Pair, moment: datetime) -> None:
    with clock.at(moment):
        for person_id in (pair.senior_id, pair.junior_id):
            say.answer(person_id, pair.id, Moment.FIRST, "fits")
