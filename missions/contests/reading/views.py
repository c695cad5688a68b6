"""A contest as every colleague reads it, whoever they are: the values that a machine gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from missions.contests.life.models import ContestResult
from missions.contests.models import Contest, ContestRegulation
from missions.contests.prizes.models import ContestPrize
from missions.contests.standings.models import ContestFigure
from missions.contests.terms import ContestTerms, Words


@dataclass(frozen=True, kw_only=True)
class ListedContest:
    """A published contest with its terms, and the address of its page."""

    contest: Contest
    terms: ContestTerms
    url: str


@dataclass(frozen=True, kw_only=True)
class RulesText:
    """The regulation in one language: the SHA-256 of its text, and the addresses of its files."""

    sha256: str
    html: str
    pdf: str
    txt: str


@dataclass(frozen=True, kw_only=True)
class RulesInForce:
    """The newest version of the regulation, with its files in both languages."""

    row: ContestRegulation
    fr: RulesText
    en: RulesText


@dataclass(frozen=True, kw_only=True)
class OfferedPrize:
    """A prize: its copies, without those that HR took out of the stock, and its title."""

    row: ContestPrize
    title: Words


@dataclass(frozen=True, kw_only=True)
class PublicGroup:
    """A group with figures, by its name."""

    name: str
    figure: ContestFigure


@dataclass(frozen=True, kw_only=True)
class PublicWin:
    """A copy of a prize that was won: by a group that is large enough to be named, or by whoever has the pseudonym."""

    prize: str
    group: str | None = None
    group_name: str | None = None
    pseudonym: str | None = None


@dataclass(frozen=True, kw_only=True)
class FinalResult:
    """A final result, the address of its proof, and whether groups won that are too small to be named."""

    row: ContestResult
    wins: Sequence[PublicWin]
    has_unnamed_groups: bool
    proof_url: str


@dataclass(frozen=True, kw_only=True)
class PublicContest(ListedContest):
    """Everything that is public about a contest; `result` is None until it is final."""

    rules: RulesInForce
    prizes: Sequence[OfferedPrize]
    groups: Sequence[PublicGroup]
    commitment: str
    result: FinalResult | None

    @property
    def figures_at(self) -> datetime | None:
        """When the figures of the groups were published; None where there are none."""
        return min((group.figure.published_at for group in self.groups), default=None)
