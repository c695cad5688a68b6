"""Reads of what reaches people elsewhere: a card of the home page for each that needs one, and the news of many people at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from sqlalchemy import RowMapping, text

from app.kernel import clock
from app.kernel.application import build_path
from app.kernel.database import session
from app.kernel.reading import read_rows, write_for_driver
from app.kernel.texts import N_
from app.notices.digest import NewsByPerson, NewsItem
from missions.contests.telling import statements
from missions.contests.terms import Words

MOST_CONTESTS = 2
"""Contests on the home page: more are on their own."""

OPENS = N_("Un concours est ouvert : %(contest)s")
OPENS_TEXT = N_("Jusqu’au %(until)s. On y joue si l’on veut, et s’inscrire tard ne coûte rien.")
ENDS = N_("Un concours auquel vous participez finit bientôt : %(contest)s")
ENDS_TEXT = N_("Il est ouvert jusqu’au %(until)s.")
WAITS = N_("Un lot vous attend : %(contest)s")
WAITS_TEXT = N_("%(prize)s. Dites avant le %(until)s si vous prenez ce lot, si vous le laissez ou si vous le donnez.")

_HOME_LINES = write_for_driver(statements.HOME_LINES)
_PATTERNS = {"fr": "d MMMM 'à' HH:mm", "en": "d MMMM 'at' HH:mm"}


@dataclass(frozen=True, kw_only=True)
class HomeLine:
    """A prize that its winner has not answered about, or else a contest that somebody plays; until when, in the time zone of the contest.

    `progress` is how far their group is, in tenths of its goal, where everybody reads that.
    """

    slug: str
    contest: Words
    zone: str
    prize: Words | None
    until: datetime
    progress: int | None


@dataclass(frozen=True, kw_only=True)
class HomeLines:
    """What the home page says of contests."""

    prizes: Sequence[HomeLine]
    contests: Sequence[HomeLine]


def find_home_lines(person_id: int) -> HomeLines | None:
    """The prizes that wait for this person, the first to expire first, and the contests that they play; None without any."""
    parameters = {"person_id": person_id, "now": clock.now(), "most": MOST_CONTESTS}
    lines = [HomeLine(**row) for row in read_rows(_HOME_LINES, parameters)]
    if not lines:
        return None
    return HomeLines(
        prizes=[line for line in lines if line.prize is not None],
        contests=[line for line in lines if line.prize is None],
    )


def list_contest_news(person_ids: Collection[int], since: datetime) -> NewsByPerson:
    """The prizes of these people that still wait, the contests that opened to them, and those of theirs that end soon; each once."""
    parameters = {"people": list(person_ids), "since": since, "now": clock.now()}
    news: dict[int, list[NewsItem]] = {}
    for statement, build_items in ((statements.PRIZE_NEWS, _build_prize_news), (statements.CONTEST_NEWS, _build_news)):
        for person_id, item in build_items(session().execute(text(statement), parameters).mappings().all()):
            news.setdefault(person_id, []).append(item)
    return news


def _build_prize_news(rows: Sequence[RowMapping]) -> Iterator[tuple[int, NewsItem]]:
    for row in rows:
        until = _format_moment(row["claim_until"], row["zone"])
        params = {"contest": row["contest"], "prize": row["prize"], "until": until}
        path = build_path("contest_prizes.show", slug=row["slug"])
        yield row["person_id"], NewsItem(title=WAITS, text=WAITS_TEXT, params=params, path=path, at=row["at"])


def _build_news(rows: Sequence[RowMapping]) -> Iterator[tuple[int, NewsItem]]:
    for row in rows:
        title, words = (ENDS, ENDS_TEXT) if row["is_ending"] else (OPENS, OPENS_TEXT)
        params = {"contest": row["contest"], "until": _format_moment(row["closes_at"], row["zone"])}
        path = build_path("contests.show", slug=row["slug"])
        yield row["person_id"], NewsItem(title=title, text=words, params=params, path=path, at=row["at"])


def _format_moment(moment: datetime, zone: str) -> Words:
    there = moment.astimezone(ZoneInfo(zone))
    return {language: str(format_datetime(there, form, locale=language)) for language, form in _PATTERNS.items()}
