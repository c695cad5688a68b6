"""What one person reads of badges: each badge with their award or their progress, and what counted for it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import CTE, ColumnElement, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.journal.events.queries import select_counted_events, select_progress_per_request
from app.journal.objects import find_object_titles
from app.kernel.database import session
from app.kernel.disclosure import get_gate
from app.people.models import Member, Person
from badges.collection.views import AwardTerm, BadgeView, CountedStep
from badges.counting.queries import select_count_requests_of_people, select_count_requests_of_person
from badges.models import Award, Badge, BadgeRequirement, BadgeVersion
from badges.queries import NoSuchBadge, get_badge
from badges.statements import HELD_BY_MEMBER, IS_HELD, JUDGED_VERSION

_any_term = aliased(Award)

_HAD_BY_MEMBER = exists().where(_any_term.badge_id == Badge.id, _any_term.person_id == Member.id)


def list_badge_views(person_id: int) -> list[BadgeView]:
    """The badges that can be earned, and those that the person has or had: theirs first, the latest first, then the others by slug."""
    counted = _read_counted_progress(select_count_requests_of_person(person_id))
    return _build_views(person_id, counted, Badge.id.is_not(None))


def get_badge_view(person_id: int, slug: str) -> BadgeView:
    """The badge of that slug as the person sees it, counting no other one; NoSuchBadge when there is none for them."""
    badge_id = get_badge(slug).id
    counted = _read_counted_progress(select_count_requests_of_people(badge_id, [person_id]))
    views = _build_views(person_id, counted, Badge.id == badge_id)
    if not views:
        raise NoSuchBadge(f"No badge is called {slug}.")
    return views[0]


def get_own_award_view(person_id: int, slug: str) -> tuple[BadgeView, AwardTerm]:
    """The same with the running term of the person, or else their latest one; NoSuchBadge when they never had it."""
    view = get_badge_view(person_id, slug)
    if view.last_term is None:
        raise NoSuchBadge(f"You never had a badge called {slug}.")
    return view, view.last_term


def _build_views(
    person_id: int, counted: Mapping[int, tuple[int, int]], chosen: ColumnElement[bool]
) -> list[BadgeView]:
    composed = _read_composed_progress(person_id, chosen)
    terms = _list_terms_by_badge(person_id, chosen)
    gate = get_gate()
    rows = session().execute(
        select(Badge.slug, BadgeVersion, Award.awarded_at, Badge.holder_count)
        .join(Badge, Badge.id == BadgeVersion.badge_id)
        .join(Member, Member.id == person_id)
        .outerjoin(Award, HELD_BY_MEMBER)
        .where(chosen, JUDGED_VERSION, or_(Badge.state == "published", _HAD_BY_MEMBER))
        .order_by(Award.awarded_at.desc().nulls_last(), Badge.slug)
    )
    views = []
    for slug, version, awarded_at, holder_count in rows:
        of_badges = (min(composed.get(version.id, 0), version.wanted), version.wanted)
        progress = counted.get(version.badge_id, of_badges)
        own_terms = terms.get(version.badge_id, ())
        views.append(BadgeView(slug, version, awarded_at, *progress, own_terms, gate.show_people(holder_count)))
    return views


def list_required_titles(view: BadgeView) -> list[Mapping[str, str]]:
    """The titles of the missions and badges that a badge takes."""
    titles = find_object_titles(view.required_objects)
    return [titles[key] for key in view.required_objects if key in titles]


def list_counted_steps(person_id: int, view: BadgeView) -> list[CountedStep]:
    """What counted for a badge that the person holds, in the order of time; nothing where people give it by hand."""
    if view.awarded_at is None or view.is_given:
        return []
    if not view.badge.counted_kinds:
        return _list_badges_that_counted(person_id, view)
    requests = select_count_requests_of_people(view.badge.badge_id, [person_id])
    rows = session().execute(select_counted_events(requests)).all()
    titles = find_object_titles(row.object for row in rows)
    return [CountedStep(row.event, row.occurred_at, titles.get(row.object or "")) for row in rows]


def _list_badges_that_counted(person_id: int, view: BadgeView) -> list[CountedStep]:
    """The badges on which a composed one rests, the first that were awarded, up to how many it takes."""
    of_award = (BadgeVersion.badge_id == Award.badge_id) & (BadgeVersion.number == Award.criterion_version)
    needed = (BadgeRequirement.required_id == Award.badge_id) & (BadgeRequirement.version_id == view.badge.id)
    taken = select(Award.awarded_at, BadgeVersion.name).join(BadgeRequirement, needed).join(BadgeVersion, of_award)
    rows = session().execute(
        taken.where(Award.person_id == person_id, IS_HELD).order_by(Award.awarded_at, Award.id).limit(view.badge.wanted)
    )
    return [CountedStep("badge.awarded", row.awarded_at, row.name) for row in rows]


def _list_terms_by_badge(person_id: int, chosen: ColumnElement[bool]) -> dict[int, list[AwardTerm]]:
    """The terms of a person's awards by badge, the latest first; who gave one is a name for its holder alone."""
    giver = aliased(Person)
    name = giver.given_name + " " + giver.family_name
    columns = [Award.__table__.c[field] for field in AwardTerm.__dataclass_fields__ if field != "giver"]
    own_terms = select(*columns, name.label("giver")).join(Badge, Badge.id == Award.badge_id).where(chosen)
    own_terms = own_terms.outerjoin(giver, giver.id == Award.given_by_id)
    rows = session().execute(own_terms.where(Award.person_id == person_id).order_by(Award.id.desc()))
    terms: dict[int, list[AwardTerm]] = {}
    for row in rows.mappings():
        terms.setdefault(row["badge_id"], []).append(AwardTerm(**row))
    return terms


def _read_counted_progress(requests: CTE) -> dict[int, tuple[int, int]]:
    """For each counted badge by id, how much of it the person has, and how much it takes of them."""
    tally = select_progress_per_request(requests)
    return {row.id: (row.done, row.wanted) for row in session().execute(select(tally))}


def _read_composed_progress(person_id: int, chosen: ColumnElement[bool]) -> dict[int, int]:
    """For each version of a composed badge by id, how many of those that it takes the person holds."""
    own_award = (Award.badge_id == BadgeRequirement.required_id) & (Award.person_id == person_id) & IS_HELD
    held_count = (
        select(BadgeRequirement.version_id, func.count(Award.id).label("done"))
        .join(BadgeVersion, BadgeVersion.id == BadgeRequirement.version_id)
        .join(Badge, Badge.id == BadgeVersion.badge_id)
        .outerjoin(Award, own_award)
        .where(chosen)
        .group_by(BadgeRequirement.version_id)
    )
    return {row.version_id: row.done for row in session().execute(held_count)}
