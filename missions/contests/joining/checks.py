"""Why somebody may not join a contest, in words for them."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.messages import ErrorMessage
from missions.contests.terms import ContestTerms, find_exclusion

CLOSED = ErrorMessage("This contest can no longer be joined.", french="On ne peut plus rejoindre ce concours.")
NOT_IN_GAME = ErrorMessage(
    "Join Passerelle first: only people who take part can join a contest.",
    french="Rejoignez d’abord Passerelle : seules les personnes qui participent peuvent rejoindre un concours.",
)
NOT_IN_AUDIENCE = ErrorMessage(
    "This contest is not open to you: its rules say whom it is for.",
    french="Ce concours ne vous est pas ouvert : son règlement dit à qui il s’adresse.",
)
IN_JURY = ErrorMessage(
    "You are in the jury of this contest: you cannot take part in it.",
    french="Vous faites partie du jury de ce concours : vous ne pouvez pas y participer.",
)
ORGANISES = ErrorMessage(
    "You organise or sponsor this contest: you cannot take part in it.",
    french="Vous organisez ou parrainez ce concours : vous ne pouvez pas y participer.",
)


@dataclass(frozen=True)
class Candidate:
    """A person who wants to join: where they are now, and whether they take part in Passerelle and are in the audience."""

    person_id: int
    unit_id: int
    site_id: int
    group_key: str | None
    takes_part: bool
    is_in_audience: bool


def find_obstacle(terms: ContestTerms, candidate: Candidate, *, is_joinable: bool) -> ErrorMessage | None:
    """What keeps the candidate from joining; None when nothing does."""
    exclusion = find_exclusion(terms, candidate.person_id)
    obstacles = (
        (not is_joinable, CLOSED),
        (exclusion == "jury", IN_JURY),
        (exclusion == "organiser", ORGANISES),
        (not candidate.takes_part, NOT_IN_GAME),
        (not candidate.is_in_audience, NOT_IN_AUDIENCE),
    )
    return next((message for stands_in_the_way, message in obstacles if stands_in_the_way), None)
