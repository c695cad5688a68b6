"""Reads for the form of a contest: what may be chosen, whom the audience reaches, and what is wrong or risky with a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import select, text

from app.journal.counted_events import parse_counted_event
from app.journal.objects import list_object_choices
from app.journal.queries import list_latest_communities
from app.kernel import clock
from app.kernel.database import session
from app.kernel.disclosure import Figure, get_counted_weeks, get_gate
from app.kernel.messages import ErrorMessage
from app.kernel.schema import JsonObject
from app.people.directory.queries import find_person_ids_by_line
from app.points.rules.queries import list_rules_in_force
from missions.contests.life.queries import count_people_in_audience
from missions.contests.models import Contest
from missions.contests.regulation.queries import list_places_without_prizes, read_place_names
from missions.contests.source import EVENTS, MISSION, RULE, label_mission
from missions.contests.states import ContestState
from missions.contests.terms import ContestTerms, Words
from missions.contests.writing import statements
from missions.contests.writing.fields import ContestFormContext
from missions.contests.writing.form import ContestForm
from missions.contests.writing.reading import read_terms
from missions.contests.writing.warnings import DraftFigures, list_warnings

TOO_FEW = ErrorMessage(
    "This audience has fewer than {people} people: what each of them does could be guessed. Widen it.",
    french="Ce public compte moins de {people} personnes : on pourrait deviner ce que fait chacune. Élargissez-le.",
)


@dataclass(frozen=True, kw_only=True)
class JudgedDraft:
    """A draft as it would be published: its terms, what is wrong by field, and how many people it invites."""

    form: ContestForm
    context: ContestFormContext
    terms: ContestTerms
    faults: Mapping[str, str]
    people: Figure


def judge_draft(form: ContestForm) -> JudgedDraft:
    """The draft with its faults."""
    context = read_form_context(form)
    written = read_terms(form, context)
    people, is_large_enough = _measure_audience(written.terms.audience)
    too_few = {} if is_large_enough else {"audience": str(TOO_FEW.format(people=get_gate().smallest))}
    return JudgedDraft(
        form=form,
        context=context,
        terms=written.terms,
        faults={**too_few, **written.faults},
        people=people,
    )


def list_draft_warnings(terms: ContestTerms) -> dict[str, ErrorMessage]:
    """What HR should know before publishing, by field; it looks at what everybody did in four weeks."""
    return list_warnings(terms, _read_figures(terms))


def read_form_context(form: ContestForm) -> ContestFormContext:
    """What the form is read with, at this moment."""
    lines = [*form.list_values("excluded"), *form.list_values("jury")]
    return ContestFormContext(
        now=clock.now(),
        place_names=read_place_names(),
        source_labels=list_source_choices(),
        communities=list_latest_communities(),
        person_ids=find_person_ids_by_line(lines),
    )


def list_source_choices() -> dict[str, Words]:
    """What may score, with its words: events, missions, then rules of points."""
    missions = {f"{MISSION}{slug}": label_mission(title) for slug, title in list_object_choices("mission").items()}
    rules = {f"{RULE}{rule.slug}": rule.sentence for rule in list_rules_in_force()}
    return {**EVENTS, **missions, **rules}


def list_contests_to_copy() -> Sequence[Contest]:
    """The contests with answers that were published, the newest first."""
    copied = select(Contest).where(Contest.state != ContestState.DRAFT, Contest.answers != {})
    return session().scalars(copied.order_by(Contest.id.desc())).all()


def list_slugs_starting_with(slug: str) -> set[str]:
    """The slugs of contests that start so."""
    return set(session().scalars(select(Contest.slug).where(Contest.slug.startswith(slug, autoescape=True))))


def lock_contest_table() -> None:
    """Lock the table of contests against other writers until the transaction ends, so that slugs stay unique."""
    session().execute(text("lock table contest in share row exclusive mode"))


def _measure_audience(audience: JsonObject) -> tuple[Figure, bool]:
    """How many people an audience invites as the gate shows it, and whether they are a group."""
    people = count_people_in_audience(_encode_audience(audience))
    return get_gate().show_people(people), get_gate().is_group(people)


def _read_figures(terms: ContestTerms) -> DraftFigures:
    gate = get_gate()
    rows = session().execute(text(statements.COUNT_REACHED_BY_REGION), {"audience": _encode_audience(terms.audience)})
    shown = gate.show_parts({row.name: row.people for row in rows})
    sizes = {name: figure.value for name, figure in shown.items() if figure.value is not None}
    total = sum(sizes.values())
    is_estimated = bool(terms.scoring) and not any(line.source.startswith(RULE) for line in terms.scoring)
    return DraftFigures(
        shares={name: round(100 * size / total) for name, size in sizes.items()},
        rate=_estimate_rate(terms) if is_estimated else None,
        is_estimated=is_estimated,
        places_without_prizes=list_places_without_prizes(),
    )


def _estimate_rate(terms: ContestTerms) -> float | None:
    """The points per person that the last four whole weeks would have brought; None where too few people acted."""
    since, until = get_counted_weeks(clock.now())
    events = [_find_event(line.source) for line in terms.scoring]
    parameters = {
        "audience": _encode_audience(terms.audience),
        "since": since,
        "until": until,
        "kinds": sorted({parse_counted_event(event).kind for event, _ in events}),
        "events": [event for event, _ in events],
        "objects": [object_name for _, object_name in events],
        "amounts": [line.amount or 1 for line in terms.scoring],
    }
    row = session().execute(text(statements.SCORE_OF_WEEKS), parameters).one()
    people = count_people_in_audience(_encode_audience(terms.audience))
    gate = get_gate()
    return gate.show_rate(row.points, people, people, step=0.1).value if gate.is_group(row.people) else None


def _find_event(source: str) -> tuple[str, str | None]:
    return ("mission.completed", source) if source.startswith(MISSION) else (source, None)


def _encode_audience(audience: JsonObject) -> str:
    return orjson.dumps(audience).decode()
