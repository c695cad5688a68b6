"""HR's space says of each round what its page offers: a calculation that may begin waits, one without both sides does not."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from app.kernel import clock
from mentoring.rounds.models import Round
from mentoring.rounds.states import RoundState
from mentoring.spaces import list_round_lines
from mentoring.volunteers.preferences import VolunteerSide
from tests.mentoring.company import make_colleagues, make_round, make_volunteer


def test_a_round_waits_as_soon_as_its_calculation_may_begin(app: Flask) -> None:
    round_ = make_round()
    senior, junior = make_colleagues(2)
    make_volunteer(round_, senior)
    assert _read_line_after(round_, 0) == ("volontariat ouvert, premier calcul après le", False)
    assert _read_line_after(round_, 1) == ("le calcul attend au moins un cadre et un mentor numérique préparé", True)
    make_volunteer(round_, junior, VolunteerSide.JUNIOR)
    assert _read_line_after(round_, 0) == ("le calcul peut commencer ; sinon, le volontariat dure jusqu’au", True)
    assert _read_line_after(round_, 1) == ("le calcul peut commencer", True)
    round_.rolling = True
    assert _read_line_after(round_, 0) == ("le calcul peut commencer", True)


def test_a_round_whose_pairs_should_meet_by_now_waits(app: Flask) -> None:
    round_ = make_round()
    round_.state = RoundState.PROPOSING
    before, after = ((round_.starts_on - round_.volunteering_ends_on).days + days for days in (0, 1))
    assert _read_line_after(round_, before) == ("propositions envoyées, premières séances à partir du", False)
    assert _read_line_after(round_, after)[1]


def _read_line_after(round_: Round, days: int) -> tuple[str, bool]:
    """The line of the round, without its title, so many days after the last day of its volunteering."""
    moment = clock.now() + timedelta(days=(round_.volunteering_ends_on - clock.now().date()).days + days)
    with clock.freeze_at(moment):
        (line,) = list_round_lines()
    return line.text.partition(" : ")[2], line.waits
