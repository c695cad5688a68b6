"""The group `leaderboards`: boards under writers, cold boards, reads of boards, and boards of a million."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.figure import Figure, Group, Say
from tests.bench.leaderboards.company import A_MILLION, TEN_THOUSAND, a_million, ten_thousand
from tests.bench.leaderboards.fresh import fresh
from tests.bench.leaderboards.million import million
from tests.bench.leaderboards.reading import reading
from tests.bench.leaderboards.writing import writing
from tests.bench.rig import rig


def _take(say: Say) -> Iterator[Figure]:
    with rig() as ground:
        say("leaderboards: ten thousand people settle in")
        ground.make_template(TEN_THOUSAND, ten_thousand)
        yield from writing(ground, say)
        say("  reads of a board")
        yield from reading(ground)
    with rig() as ground:
        say("  a million people with ten million credits settle in")
        ground.make_template(A_MILLION, a_million)
        yield from million(ground, say)
        yield from fresh(ground, say)


group = Group("leaderboards", _take)
