"""When each network sent something last: the clock looks far back in a large company, a page sees what came a moment ago."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from app.intake import queries
from app.journal.service import NewFact
from app.kernel.database import session
from app.kernel.kept_figures import service
from app.kernel.kept_figures.jobs import keep_company_figures
from app.kernel.transaction import transaction
from tests.makers import tell

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
LATEST = text("select source, max(recorded_at) from fact group by source")
"""The plain question, of every fact."""


def _send(source: str, keys: range) -> None:
    tell(*(NewFact(kind="post.created", source_key=f"{source}-{key}", occurred_at=NOW, source=source) for key in keys))


@pytest.mark.usefixtures("app")
def test_a_page_shows_what_came_a_moment_ago_and_what_the_clock_saw_further_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(service, "LARGE", 0)
    monkeypatch.setattr(queries, "FIRST_FACTS_LIMIT", 2)
    _send("rare", range(1))
    _send("busy", range(1))
    with transaction():
        session().execute(text("analyze fact"))
    keep_company_figures()
    _send("busy", range(1, 4))
    with transaction():
        moments = {row[0]: row[1] for row in session().execute(LATEST)}
        assert queries.read_latest_activity_moments() == moments
