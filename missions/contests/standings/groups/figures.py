"""What everybody may read of a group: how far it is on the way to its own goal, and how many of it take part."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.disclosure import HIDDEN, DisclosureGate, Figure

PROGRESS_STEP = 10
"""Progress is shown in tenths of the goal: what one person does rarely moves it."""


@dataclass(frozen=True, kw_only=True)
class GroupReach:
    """What the counted people of a group reached together: `heads` could take part, `participants` do, `scorers` have something."""

    key: str
    heads: int
    score: int = 0
    scorers: int = 0
    participants: int = 0


@dataclass(frozen=True, kw_only=True)
class GroupFigure:
    """A group as everybody reads it: percentages of the goal (100: reached) and of the people; hidden where they are about too few."""

    key: str
    progress: Figure
    participation: Figure


def build_group_figure(reach: GroupReach, goal: int | None, gate: DisclosureGate) -> GroupFigure:
    """The figures of a group; `goal` is so much for each head, None where the contest has none."""
    return GroupFigure(
        key=reach.key,
        progress=_show_progress(reach, goal, gate) if goal else HIDDEN,
        participation=gate.show_share(reach.participants, reach.heads),
    )


def _show_progress(reach: GroupReach, goal: int, gate: DisclosureGate) -> Figure:
    """The tenths of the goal that are reached; the first tenth reads like nothing."""
    percent = 100 * reach.score // (goal * reach.heads) if reach.heads else 0
    shown = min(100, percent // PROGRESS_STEP * PROGRESS_STEP)
    is_shown = shown > 0 and gate.is_group(reach.scorers) and gate.can_show_sum(reach.heads)
    return Figure(shown) if is_shown else HIDDEN
