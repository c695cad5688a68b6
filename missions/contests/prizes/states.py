"""The states of a win, and the steps between them."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.lifecycle import Lifecycle, LifecycleStep


class WinState(StrEnum):
    """The states of a win. A provisional one is not published, and a recount may replace it."""

    PROVISIONAL = "provisional"
    OFFERED = "offered"
    CLAIMED = "claimed"
    HANDED_OVER = "handed-over"
    DECLINED = "declined"
    EXPIRED = "expired"
    GIVEN_AWAY = "given-away"


_OPEN = frozenset({WinState.OFFERED, WinState.CLAIMED})

WIN_LIFECYCLE = Lifecycle(
    "win",
    {
        "offer": LifecycleStep(frozenset({WinState.PROVISIONAL}), WinState.OFFERED),
        "claim": LifecycleStep(frozenset({WinState.OFFERED}), WinState.CLAIMED),
        "decline": LifecycleStep(_OPEN, WinState.DECLINED),
        "give away": LifecycleStep(_OPEN, WinState.GIVEN_AWAY),
        "hand over": LifecycleStep(_OPEN, WinState.HANDED_OVER),
        "expire": LifecycleStep(frozenset({WinState.OFFERED}), WinState.EXPIRED),
    },
)
"""The contest's end offers; the winner claims, declines or gives away; HR hands over; the clock lets an unclaimed prize expire."""

RECEIVED = frozenset({WinState.PROVISIONAL, WinState.OFFERED, WinState.CLAIMED, WinState.HANDED_OVER})
"""The states in which a prize is, or may become, the person's own: the yearly ceiling counts these."""

RETURNED = frozenset({WinState.DECLINED, WinState.EXPIRED})
"""The states in which the copy goes on to the next alternate, or back to the stock."""
