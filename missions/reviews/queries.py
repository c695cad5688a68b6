"""Reads of evidence: an author's own with its thread, the queue that reviewers share, and how many they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Row, Select, func, or_, select

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.kernel.lease import LeaseQueue
from app.people.models import Member, PersonRole
from app.people.roles import TABLE
from missions.kind import PageBlock, Words, get_mission_kind
from missions.models import Mission, MissionVersion
from missions.reviews.models import Evidence, EvidenceReply

MAX_QUEUE_SHOWN = 50
"""How many the queue shows at once: the oldest."""

EVIDENCE_QUEUE = LeaseQueue(
    model=Evidence,
    item_id=Evidence.id,
    author_id=Evidence.person_id,
    state=Evidence.state,
    taken_by=Evidence.taken_by,
    taken_until=Evidence.taken_until,
    lease_for=timedelta(hours=2),
)
"""Evidence is shared out among reviewers; each keeps what they took for two hours."""

UNDER_WAY = ("waiting", "taken", "asked")
FEW_REVIEWERS = 3
"""With fewer reviewers, one of them may guess the author."""


class NoSuchEvidence(NotFound):
    """There is no such evidence for this reader."""


@dataclass(frozen=True)
class ThreadReply:
    """A comment of the reviewer or an answer of the author."""

    is_authors: bool
    text: str
    written_at: datetime


@dataclass(frozen=True)
class EvidenceThread:
    """A piece of evidence as its author reads it."""

    id: int
    state: str
    text: str | None
    link: str | None
    sent_at: datetime
    replies: Sequence[ThreadReply]

    @property
    def is_under_way(self) -> bool:
        """Whether the reviewer or the author still has to answer."""
        return self.state in UNDER_WAY


@dataclass(frozen=True, kw_only=True)
class EvidenceForReview:
    """A piece of evidence as a reviewer reads it: the mission and what was sent, and nothing about who sent it.

    `is_mine` from the moment when they took it until another reviewer does, which is possible after the lease.
    """

    id: int
    slug: str
    title: Words
    sent_at: datetime
    text: str | None
    link: str | None
    page_blocks: Sequence[PageBlock]
    taken_until: datetime | None
    is_mine: bool
    replies: Sequence[ThreadReply] = field(default_factory=tuple)


@dataclass(frozen=True)
class MissionWithWaitingEvidence:
    """A mission with waiting evidence, and how much."""

    slug: str
    title: Words
    waiting_count: int


@dataclass(frozen=True)
class ReviewQueue:
    """What one reviewer may take, what they have taken, and how much waits for each mission."""

    waiting: Sequence[EvidenceForReview]
    taken: Sequence[EvidenceForReview]
    missions: Sequence[MissionWithWaitingEvidence]


def find_evidence_thread(person_id: int, mission_id: int) -> EvidenceThread | None:
    """The latest evidence of a person for a mission, with its comments and answers; None without any."""
    sent = select(Evidence).where(Evidence.person_id == person_id, Evidence.mission_id == mission_id)
    evidence = session().scalars(sent.order_by(Evidence.id.desc()).limit(1)).first()
    if evidence is None:
        return None
    return EvidenceThread(
        evidence.id, evidence.state, evidence.text, evidence.link, evidence.sent_at, list_evidence_replies(evidence.id)
    )


def list_evidence_replies(evidence_id: int) -> Sequence[ThreadReply]:
    """The comments and answers about a piece of evidence, in order."""
    comment = select(EvidenceReply.is_authors, EvidenceReply.text, EvidenceReply.written_at)
    rows = session().execute(comment.where(EvidenceReply.evidence_id == evidence_id).order_by(EvidenceReply.id))
    return [ThreadReply(*row) for row in rows]


def read_review_queue(reviewer_id: int, slug: str | None = None) -> ReviewQueue:
    """What this reviewer may take, the oldest first, and what they have taken; of one mission if it is named."""
    free = EVIDENCE_QUEUE.offered_to_person_condition(reviewer_id, clock.now())
    named = () if slug is None else (Mission.slug == slug,)
    waiting = (
        _select_evidence_of_others(reviewer_id)
        .where(free, *named)
        .order_by(Evidence.sent_at, Evidence.id)
        .limit(MAX_QUEUE_SHOWN)
    )
    taken = _select_evidence_of_others(reviewer_id).where(EVIDENCE_QUEUE.last_taken_by_condition(reviewer_id))
    return ReviewQueue(
        waiting=[_build_evidence_for_review(row, reviewer_id) for row in session().execute(waiting)],
        taken=[
            _build_evidence_for_review(row, reviewer_id)
            for row in session().execute(taken.order_by(Evidence.taken_until))
        ],
        missions=_list_missions_with_waiting_evidence(reviewer_id, free),
    )


def _list_missions_with_waiting_evidence(
    reviewer_id: int, free: ColumnElement[bool]
) -> list[MissionWithWaitingEvidence]:
    waiting = (
        _select_evidence_of_others(reviewer_id)
        .where(free)
        .with_only_columns(Mission.slug, Mission.id, func.count().label("waiting_count"))
    )
    counted = waiting.group_by(Mission.slug, Mission.id).subquery("counted")
    titled = select(counted.c.slug, MissionVersion.title, counted.c.waiting_count).join(
        MissionVersion, (MissionVersion.mission_id == counted.c.id) & MissionVersion.is_current
    )
    return [MissionWithWaitingEvidence(*row) for row in session().execute(titled.order_by(counted.c.slug))]


def get_evidence_for_review(reviewer_id: int, evidence_id: int) -> EvidenceForReview:
    """A piece of evidence that this reviewer may take or has taken; NoSuchEvidence for any other, and for their own."""
    now = clock.now()
    visible = _select_evidence_of_others(reviewer_id).where(
        Evidence.id == evidence_id,
        or_(EVIDENCE_QUEUE.free_condition(now), EVIDENCE_QUEUE.still_leased_by_condition(reviewer_id, now)),
    )
    row = session().execute(visible).first()
    if row is None:
        raise NoSuchEvidence("This is not waiting for you: it is somebody else's, or it has been answered.")
    return _build_evidence_for_review(row, reviewer_id, list_evidence_replies(evidence_id))


def count_other_reviewers(person_id: int) -> int:
    """How many other people may review what this person sends."""
    may = sorted(TABLE["evidence.review"])
    others = (
        select(func.count(func.distinct(PersonRole.person_id)))
        .join(Member, Member.id == PersonRole.person_id)
        .where(PersonRole.role.in_(may), Member.is_here, Member.id != person_id)
    )
    return session().scalar(others) or 0


def _select_evidence_of_others(reviewer_id: int) -> Select[Evidence, Mission, MissionVersion]:
    """The evidence of other people who take part, without their names."""
    return (
        select(Evidence, Mission, MissionVersion)
        .join(Mission, Mission.id == Evidence.mission_id)
        .join(MissionVersion, MissionVersion.id == Evidence.version_id)
        .join(Member, Member.id == Evidence.person_id)
        .where(Evidence.person_id != reviewer_id, Member.takes_part)
        .execution_options(populate_existing=True)
    )


def _build_evidence_for_review(
    row: Row[Evidence, Mission, MissionVersion], reviewer_id: int, replies: Sequence[ThreadReply] = ()
) -> EvidenceForReview:
    evidence, mission, version = row
    return EvidenceForReview(
        id=evidence.id,
        slug=mission.slug,
        title=version.title,
        sent_at=evidence.sent_at,
        text=evidence.text,
        link=evidence.link,
        page_blocks=get_mission_kind(version.kind).page_blocks(version.settings),
        taken_until=evidence.taken_until,
        is_mine=evidence.state == "taken" and evidence.taken_by == reviewer_id,
        replies=replies,
    )


def get_others_evidence_and_mission_slug(reviewer_id: int, evidence_id: int) -> tuple[Evidence, str]:
    """The evidence and the slug of its mission; NoSuchEvidence for an unknown one and for the reviewer's own."""
    others = (Evidence.id == evidence_id, Evidence.person_id != reviewer_id)
    named = select(Evidence, Mission.slug).join(Mission, Mission.id == Evidence.mission_id).where(*others)
    row = session().execute(named.execution_options(populate_existing=True)).first()
    if row is None:
        raise NoSuchEvidence("There is no such evidence for you.")
    return row[0], row[1]


def get_version_title(version_id: int) -> Words:
    """What the mission is called in that version."""
    return session().scalars(select(MissionVersion.title).where(MissionVersion.id == version_id)).one()


def count_evidence_replies(evidence_id: int) -> int:
    """How many comments and answers a piece of evidence has."""
    return session().scalar(select(func.count()).where(EvidenceReply.evidence_id == evidence_id)) or 0


def evidence_of_leaver_condition() -> ColumnElement[bool]:
    """Whether the author of a piece of evidence takes part no longer."""
    return Evidence.person_id.not_in(select(Member.id).where(Member.takes_part))
