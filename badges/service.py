"""The verbs of badges: publish one, and reconcile awards with the facts, each exactly once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from app.journal.counter import CountRequirement, DistinctBy
from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.database import in_ids_condition, session
from app.kernel.errors import Conflict, FieldError, Invalid
from app.kernel.schema import JsonObject
from app.kernel.signs import find_hidden_sign
from app.notices.service.notify import notify_people
from badges import queries
from badges.criterion import BadgeRule, ComposedRule, DatedCountRequirement, parse_settings_and_rule
from badges.medal import MedalColour, MedalShape
from badges.models import Award, Badge, BadgeRequirement
from badges.notice import build_award_notice
from badges.queries import AwardJudgement

TAKEN_BACK = "What it rested on was taken back."


@dataclass(frozen=True, kw_only=True)
class BadgeText:
    """The user-facing texts of a badge, in French and English, and how it is drawn."""

    name: Mapping[str, str]
    description: Mapping[str, str]
    icon: str = "award"
    shape: MedalShape = MedalShape.ROUND
    colour: MedalColour = MedalColour.PETROLE


def create_and_publish_badge(slug: str, criterion: str, settings: JsonObject, *, text: BadgeText) -> Badge:
    """Publish a badge; Invalid if its criterion refuses the settings, Conflict if the slug is taken.

    It is awarded from the next fact that concerns it on; reading the journal again awards it for the past.
    """
    if queries.find_badge(slug):
        raise Conflict(f"A badge is already called {slug}.")
    _refuse_hidden_signs_in_texts(text)
    loaded, rule = parse_settings_and_rule(criterion, settings)
    required = _get_required_badges(rule)
    columns = asdict(text) | _build_rule_columns(rule)
    badge = Badge(slug=slug, criterion=criterion, settings=loaded, **columns)
    session().add(badge)
    session().flush()
    session().add_all(BadgeRequirement(badge_id=badge.id, required_id=other.id) for other in required)
    session().flush()
    return badge


def _refuse_hidden_signs_in_texts(text: BadgeText) -> None:
    for name, words in {"name": text.name, "description": text.description}.items():
        for language, sentence in words.items():
            if hidden := find_hidden_sign(sentence):
                raise Invalid(hidden, errors=[FieldError(f"/{name}/{language}", hidden)])


def reconcile_awards(fact_ids: Sequence[int], *, compares_only: bool = False) -> None:
    """Award what these facts earn, revoke what they no longer earn, and append the facts that say so.

    When it `compares_only`, everything is counted anew.

    People are locked in order first, so that two batches about one person take turns. Composed badges follow those
    that they need; each is younger than those, so this ends.
    """
    fact_ids = [*fact_ids, *queries.list_facts_beside_ended_missions(fact_ids)]
    concerned = queries.list_people_and_facts_to_judge(fact_ids)
    if not concerned.person_ids:
        return
    queries.lock_people(concerned.person_ids)
    judgements = queries.count_and_judge_badges_after_facts(concerned.fact_ids, compares_only=compares_only)
    while judgements:
        _apply_award_changes([each for each in judgements if each.is_earned != each.is_held or each.is_moved])
        judgements = queries.judge_composed_badges(
            {judgement.badge_id for judgement in judgements}, concerned.person_ids
        )


def _build_rule_columns(rule: BadgeRule) -> dict[str, object]:
    if isinstance(rule, ComposedRule):
        return {"counted_kinds": [], "counted_by": DistinctBy.OBJECT.value, "wanted": rule.wanted}
    return {
        "counted_kinds": list(rule.kinds),
        "counted_by": rule.by.value,
        "among": None if rule.among is None else list(rule.among),
        "communities": None if rule.communities is None else list(rule.communities),
        "wanted": rule.wanted,
        "within_days": rule.within_days,
        "until_on": rule.until_on if isinstance(rule, DatedCountRequirement) else None,
    }


def _get_required_badges(rule: BadgeRule) -> list[Badge]:
    """The badges that a composed rule needs; Invalid at the place of the first one that does not exist."""
    if isinstance(rule, CountRequirement):
        return []
    badges = {badge.slug: badge for badge in queries.list_badges_with_slugs(rule.badges)}
    for place, slug in enumerate(rule.badges):
        if slug not in badges:
            detail = f"No badge is called {slug}: publish it first."
            raise Invalid(detail, errors=[FieldError(f"/settings/badges/{place}", detail)])
    return [badges[slug] for slug in rule.badges]


def _apply_award_changes(changes: Sequence[AwardJudgement]) -> None:
    _award_badges([change for change in changes if change.is_earned])
    _revoke_awards([change for change in changes if not change.is_earned])
    facts = [fact for change in changes for fact in _build_facts_of_change(change)]
    append_facts([fact for fact in facts if fact.kind == "badge.revoked"])
    append_facts([fact for fact in facts if fact.kind == "badge.awarded"])


def _award_badges(changes: Sequence[AwardJudgement]) -> None:
    if not changes:
        return
    rows = [
        {
            "badge_id": change.badge_id,
            "person_id": change.person_id,
            "awarded_at": change.reached_at,
            "criterion_version": change.version,
        }
        for change in changes
    ]
    awarded = insert(Award)
    again = {
        "awarded_at": awarded.excluded.awarded_at,
        "criterion_version": awarded.excluded.criterion_version,
        "revoked_at": None,
        "revoked_because": None,
        "announcements": Award.announcements + 1,
    }
    session().execute(awarded.on_conflict_do_update(index_elements=["badge_id", "person_id"], set_=again), rows)
    notify_people([build_award_notice(change) for change in changes if not change.is_moved])


def _revoke_awards(changes: Sequence[AwardJudgement]) -> None:
    ids = [change.award_id for change in changes if change.award_id is not None]
    if ids:
        revoked = update(Award).where(in_ids_condition(Award.id, ids))
        session().execute(revoked.values(revoked_at=clock.now(), revoked_because=TAKEN_BACK))


def _build_facts_of_change(change: AwardJudgement) -> Iterator[NewFact]:
    """An award that moves is revoked first and made again, so that who hears of awards knows the date that the pages show."""
    badge = f"badge:{change.slug}"
    name = f"{change.badge_id}:{change.person_id}"
    if change.is_held:
        yield NewFact(
            kind="badge.revoked",
            source_key=f"revoked:{name}:{change.announcements}",
            undoes=f"awarded:{name}:{change.announcements}",
            occurred_at=clock.now(),
            actor_id=change.person_id,
            object=badge,
        )
    if change.is_earned:
        assert change.reached_at is not None, "What is earned was reached."
        yield NewFact(
            kind="badge.awarded",
            source_key=f"awarded:{name}:{change.announcements + 1}",
            occurred_at=change.reached_at,
            actor_id=change.person_id,
            object=badge,
            body={"moved": True} if change.is_moved else {},
        )
