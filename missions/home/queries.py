"""What the home page and the digest read of one person's missions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, and_, or_, select, text

from app.kernel import clock
from app.kernel.application import build_path
from app.kernel.database import session
from app.kernel.reading import read_rows, write_for_driver
from app.kernel.texts import N_
from app.leaderboards.history.queries import UnitScoreOnBoard, find_published_unit_score_of_person
from app.notices.digest import NewsByPerson, NewsItem
from app.points.account.lines import PointsStanding
from app.points.queries import read_points_standing
from missions.home import statements
from missions.models import Enrolment, Mission, MissionVersion
from missions.periods import RepeatPeriod
from missions.progress.person_mission import PersonMission
from missions.progress.queries import PersonPath, list_person_paths
from missions.progress.suggestions import unique_missions

CELEBRATED_WITHIN = timedelta(minutes=10)
"""A mission that was completed longer ago is no news any more."""


def find_mission_to_celebrate(person_id: int, *, celebrated: str) -> str | None:
    """The mission that a person completed last, within ten minutes and after `celebrated` (a moment in ISO 8601, or empty).

    What was complete as soon as it opened, by joining for instance, is left out.
    """
    since = clock.now() - CELEBRATED_WITHIN
    if celebrated:
        since = max(since, datetime.fromisoformat(celebrated).astimezone(UTC))
    wanted = (
        select(Mission.slug)
        .join(Enrolment, Enrolment.mission_id == Mission.id)
        .where(
            Enrolment.person_id == person_id,
            Enrolment.completed_at > since,
            Enrolment.completed_at > Enrolment.opened_at,
        )
    )
    return session().scalar(wanted.order_by(Enrolment.completed_at.desc()).limit(1))


def list_missions_completed_as_they_opened(person_id: int) -> list[dict[str, str]]:
    """The titles of what was complete as soon as it opened, within ten minutes: by joining, somebody has read the charter."""
    titles = select(MissionVersion.title).join(Enrolment, Enrolment.version_id == MissionVersion.id)
    complete = (Enrolment.completed_at > clock.now() - CELEBRATED_WITHIN, Enrolment.completed_at <= Enrolment.opened_at)
    return list(session().scalars(titles.where(Enrolment.person_id == person_id, *complete).order_by(Enrolment.id)))


@dataclass(frozen=True, kw_only=True)
class HomePerson:
    """When a person joined, whether they appear on boards, and whether they are in a pause."""

    joined_at: datetime | None
    on_boards: bool
    is_paused: bool


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """What the home page shows of one person."""

    person: HomePerson
    standing: PointsStanding
    paths: list[PersonPath]
    together: UnitScoreOnBoard | None

    @property
    def takes_part(self) -> bool:
        """Whether the person takes part."""
        return self.person.joined_at is not None

    @property
    def missions(self) -> list[PersonMission]:
        """The missions of every path and beside them, in order."""
        return unique_missions(mission for path in self.paths for mission in path.missions)

    def compute_mark(self, now: datetime) -> str:
        """What changes with whatever the missions, the points and the pause show: an open page compares it."""
        missions = [
            (mission.slug, mission.current_state(now), mission.stored_done, mission.times_done, mission.completion_mark)
            for mission in self.missions
        ]
        shown = (missions, self.standing.points, self.standing.waiting, self.person.is_paused)
        return sha256(repr(shown).encode()).hexdigest()[:16]

    def find_current_path(self, now: datetime) -> PersonPath | None:
        """The first path with something left to do; the first of all when there is none."""
        routes = [path for path in self.paths if path.slug]
        return next((path for path in routes if path.remaining_count(now)), routes[0] if routes else None)


OPENED = text(statements.OPENED)
_PERSON = write_for_driver(statements.PERSON)
NEWS_TITLE = N_("Une mission s’ouvre à vous : %(title)s (%(minutes)s min)")
NEWS_TEXT = N_("%(why)s")
NEWS_HEADING = N_("%(count)s missions s’ouvrent à vous")
NEWS_SHORT_TITLE = N_("%(title)s (%(minutes)s min)")


def read_home_page(person_id: int) -> HomePage:
    """Everything that the home page shows, in four statements."""
    (person,) = read_rows(_PERSON, {"person_id": person_id, "now": clock.now()})
    return HomePage(
        person=HomePerson(**person),
        standing=read_points_standing(person_id, clock.now()),
        paths=list_person_paths(person_id),
        together=find_published_unit_score_of_person(person_id),
    )


def list_news_of_opened_missions(person_ids: Collection[int], since: datetime) -> NewsByPerson:
    """The missions that opened to these people since then and that they have not completed, the latest first."""
    parameters = {"people": list(person_ids), "since": since, "now": clock.now()}
    news: dict[int, list[NewsItem]] = {}
    for row in session().execute(OPENED, parameters):
        item = NewsItem(
            title=NEWS_TITLE,
            text=NEWS_TEXT,
            params=row.params,
            path=build_path("missions.show_mission", slug=row.slug),
            at=row.shown_at,
            heading=NEWS_HEADING,
            short_title=NEWS_SHORT_TITLE,
        )
        news.setdefault(row.person_id, []).append(item)
    return news


def enrolment_under_way_condition(person_id: int, slug: str) -> ColumnElement[bool]:
    """Whether an enrolment is one of this person in that mission, and something can still be done in it."""
    is_repeated = Enrolment.version_id.in_(select(MissionVersion.id).where(MissionVersion.period != RepeatPeriod.ONCE))
    return and_(
        Enrolment.person_id == person_id,
        Enrolment.mission_id == select(Mission.id).where(Mission.slug == slug).scalar_subquery(),
        or_(Enrolment.completed_at.is_(None), is_repeated),
    )
