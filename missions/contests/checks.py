"""What terms must hold before they are published or amended: every fault, at its field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import available_timezones

from app.kernel.errors import FieldError
from app.kernel.messages import ErrorMessage
from missions.contests.jury.scoring import MIN_JURORS
from missions.contests.mode import ContestMode, contest_modes
from missions.contests.terms import Calendar, ContestTerms, GroupSort, PrizeTerms, Receiver

MISSING = ErrorMessage("Fill this in.", french="À remplir.")
UNKNOWN_MODE = ErrorMessage("There is no such mode.", french="Ce mode n’existe pas.")
UNKNOWN_ZONE = ErrorMessage("There is no such time zone.", french="Ce fuseau horaire n’existe pas.")
PAST = ErrorMessage("Choose a moment that has not come yet.", french="Choisissez un moment à venir.")
ENDS_FIRST = ErrorMessage("It closes before it opens.", french="Le concours se termine avant de commencer.")
TOO_LONG = ErrorMessage("Thirty days at most for a ranking.", french="Trente jours au plus pour un classement.")
AT_LEAST_ONE = ErrorMessage("1 at least.", french="1 au moins.")
NOT_NEGATIVE = ErrorMessage("0 or more.", french="0 ou plus.")
NOTHING_SCORES = ErrorMessage("Say what counts.", french="Dites ce qui compte.")
NO_GOAL = ErrorMessage("This mode needs a goal of 1 or more.", french="Ce mode demande un objectif de 1 ou plus.")
NO_GROUPS = ErrorMessage("Say which groups have a goal.", french="Dites quels groupes ont un objectif.")
NO_JURY = ErrorMessage(
    "Name two people at least for the jury.", french="Désignez au moins deux personnes pour le jury."
)
ONLY_DRAWS = ErrorMessage("Only a draw is shared out by groups.", french="Seul un tirage se répartit par groupes.")
NO_COMMUNITY = ErrorMessage(
    "Prizes are shared out by region, site or unit.", french="Les lots se répartissent par région, site ou équipe."
)
NO_PRIZE = ErrorMessage("Offer a prize at least.", french="Offrez un lot au moins.")
SAME_KEY = ErrorMessage("Two prizes have this name.", french="Deux lots portent ce nom.")
NO_VALUE = ErrorMessage(
    "Write what one costs, even for a symbolic prize.", french="Écrivez ce que coûte un exemplaire, même symbolique."
)
WRONG_RECEIVER = ErrorMessage("In this mode no prize goes there.", french="Dans ce mode, un lot n’est pas remis ainsi.")
OVER_BUDGET = ErrorMessage("The prizes cost more than the budget.", french="Les lots coûtent plus que le budget prévu.")


def list_term_faults(terms: ContestTerms, *, now: datetime) -> list[FieldError]:
    """The faults of terms that somebody is about to publish at `now`, each with the JSON pointer of its field."""
    mode = contest_modes().get(terms.mode)
    if mode is None:
        return [FieldError("/mode", UNKNOWN_MODE)]
    return [
        *_find_missing_words(terms),
        *_find_calendar_faults(terms.calendar, now),
        *_find_rule_faults(terms, mode),
        *_find_scoring_faults(terms),
        *_find_draw_faults(terms, mode),
        *_find_prize_faults(terms, mode),
    ]


def _find_missing_words(terms: ContestTerms) -> Iterator[FieldError]:
    for name, words in (("title", terms.title), ("objective", terms.objective)):
        if not all(words.get(language, "").strip() for language in ("fr", "en")):
            yield FieldError(f"/{name}", MISSING)
    for name, words_of_one in (("organiser", terms.organiser), ("sponsor", terms.sponsor)):
        if not words_of_one.strip():
            yield FieldError(f"/{name}", MISSING)


def _find_calendar_faults(calendar: Calendar, now: datetime) -> Iterator[FieldError]:
    if calendar.zone not in available_timezones():
        yield FieldError("/calendar/zone", UNKNOWN_ZONE)
    if calendar.opens_at < now:
        yield FieldError("/calendar/opens_at", PAST)
    if calendar.closes_at <= calendar.opens_at:
        yield FieldError("/calendar/closes_at", ENDS_FIRST)
    if calendar.grace_hours < 0:
        yield FieldError("/calendar/grace_hours", NOT_NEGATIVE)
    for name, days in (("objection_days", calendar.objection_days), ("claim_days", calendar.claim_days)):
        if days < 1:
            yield FieldError(f"/calendar/{name}", AT_LEAST_ONE)


def _find_rule_faults(terms: ContestTerms, mode: ContestMode) -> Iterator[FieldError]:
    lasts = terms.calendar.closes_at - terms.calendar.opens_at
    if mode.max_days is not None and lasts > timedelta(days=mode.max_days):
        yield FieldError("/calendar/closes_at", TOO_LONG)
    if not terms.scoring and not mode.has_jury:
        yield FieldError("/scoring", NOTHING_SCORES)
    if (terms.goal or 0) < 1 and (mode.needs_goal or terms.goal is not None):
        yield FieldError("/goal", NO_GOAL)
    if mode.is_won_by_groups and terms.group_sort is None:
        yield FieldError("/group_sort", NO_GROUPS)
    if mode.has_jury and len(terms.jury_ids) < MIN_JURORS:
        yield FieldError("/jury_ids", NO_JURY)


def _find_scoring_faults(terms: ContestTerms) -> Iterator[FieldError]:
    for place, line in enumerate(terms.scoring):
        for name, number in (("amount", line.amount), ("cap", line.cap)):
            if number is not None and number < 1:
                yield FieldError(f"/scoring/{place}/{name}", AT_LEAST_ONE)


def _find_draw_faults(terms: ContestTerms, mode: ContestMode) -> Iterator[FieldError]:
    if terms.draw.shared_by is not None and not mode.needs_draw:
        yield FieldError("/draw/shared_by", ONLY_DRAWS)
    if terms.draw.shared_by is GroupSort.COMMUNITY:
        yield FieldError("/draw/shared_by", NO_COMMUNITY)
    if terms.draw.max_tickets < 1:
        yield FieldError("/draw/max_tickets", AT_LEAST_ONE)
    if terms.alternates < 0:
        yield FieldError("/alternates", NOT_NEGATIVE)


def _find_prize_faults(terms: ContestTerms, mode: ContestMode) -> Iterator[FieldError]:
    if not terms.prizes:
        yield FieldError("/prizes", NO_PRIZE)
    keys = [prize.key for prize in terms.prizes]
    for place, prize in enumerate(terms.prizes):
        if prize.key in keys[:place]:
            yield FieldError(f"/prizes/{place}/key", SAME_KEY)
        if prize.receiver not in mode.receivers or _has_no_members(terms, prize):
            yield FieldError(f"/prizes/{place}/receiver", WRONG_RECEIVER)
        yield from _find_number_faults(prize, place)
    if sum(prize.stock * prize.value_cents for prize in terms.prizes) > terms.budget_cents:
        yield FieldError("/budget_cents", OVER_BUDGET)


def _has_no_members(terms: ContestTerms, prize: PrizeTerms) -> bool:
    """A community is where something was done, not where people are: it has no members whom each a prize could go to."""
    return terms.group_sort is GroupSort.COMMUNITY and prize.receiver is Receiver.EACH_PARTICIPANT


def _find_number_faults(prize: PrizeTerms, place: int) -> Iterator[FieldError]:
    if prize.stock < 1:
        yield FieldError(f"/prizes/{place}/stock", AT_LEAST_ONE)
    if prize.value_cents < 1:
        yield FieldError(f"/prizes/{place}/value_cents", NO_VALUE)
