"""What enrolments count, and what each remembers of its count."""

from __future__ import annotations

from sqlalchemy import CTE, BigInteger, ColumnElement, any_, bindparam, case, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from app.journal.counting.queries import fingerprint_expression
from app.people.models import Member
from missions.models import Enrolment, MissionVersion

REQUESTED_IDS = bindparam("ids", type_=ARRAY(BigInteger))


def attainable_count() -> ColumnElement[int]:
    """How many keys a version still takes of the person of an enrolment: fewer when missions of a set have ended.

    The function is called for sets alone: it costs more than the rest of a count.
    """
    attainable = func.attainable_count(
        Enrolment.person_id,
        MissionVersion.wanted,
        MissionVersion.counted_kinds,
        MissionVersion.among,
        type_=BigInteger,
    )
    return case((MissionVersion.among.is_(None), MissionVersion.wanted), else_=attainable)


def requested_enrolment_condition() -> ColumnElement[bool]:
    """The condition that an enrolment is one of the parameter `ids`."""
    return Enrolment.id == any_(REQUESTED_IDS)


def select_enrolment_count_requirements() -> CTE:
    """What the enrolments of the parameter `ids` count, for the journal's tally, and what each remembers of its count."""
    question_and_memory = (
        select(
            Enrolment.id,
            Enrolment.person_id,
            MissionVersion.counted_kinds.label("kinds"),
            MissionVersion.counted_by,
            MissionVersion.among,
            MissionVersion.communities,
            attainable_count().label("wanted"),
            MissionVersion.times,
            MissionVersion.period,
            Enrolment.counts_from,
            Enrolment.counts_until,
            Member.time_zone,
            Enrolment.counted_as,
            Enrolment.last_counted_at,
            Enrolment.counted_keys,
            Enrolment.period_on.label("counted_on"),
            Enrolment.done.label("counted"),
        )
        .join(MissionVersion, MissionVersion.id == Enrolment.version_id)
        .join(Member, Member.id == Enrolment.person_id)
        .where(requested_enrolment_condition())
        .subquery("question_and_memory")
    )
    question = [column for column in question_and_memory.c if column.name not in REMEMBERED]
    return (
        select(
            question_and_memory,
            (question_and_memory.c.wanted * question_and_memory.c.times).label("most"),
            fingerprint_expression(*question).label("fingerprint"),
        )
        .cte("claims")
        .prefix_with("materialized")
    )


REMEMBERED = ("counted_as", "last_counted_at", "counted_keys", "counted_on", "counted")
"""The columns of a requirement that are no part of the question."""
