"""The bench's group of pasts runs, here with few people and short pasts: its figures are not judged."""

from __future__ import annotations

from tests.applications import application_of, settings_of
from tests.bench.groups.past import list_figures, name_measures
from tests.bench.past.company import PastSizes, fill_company_with_pasts
from tests.bench.past.measures import measure_pasts
from tests.bench.rounds import by_turns
from tests.databases import Databases

TINY = PastSizes(people=8, pasts=(3, 12), batches=1, rounds=1)


def test_every_figure_of_pasts_is_taken(databases: Databases) -> None:
    url = databases.create()
    settings = settings_of(url, databases.engines.redis_url)
    with application_of(settings) as application, application.app_context():
        fill_company_with_pasts(TINY)
    rounds = by_turns(lambda: name_measures(measure_pasts(settings, TINY), TINY), TINY.rounds)
    figures = list(list_figures(rounds, TINY))
    databases.drop(url)
    assert len(figures) == 18
    assert sum(figure.target is not None for figure in figures) == 3
    assert all(figure.figure >= 0 for figure in figures)
