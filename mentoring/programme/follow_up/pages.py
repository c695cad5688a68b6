"""HR's follow-up of a round: participation, wishes and offers, results; as a page and as CSV."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal, format_percent
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel import clock
from app.kernel.access import require_permission
from app.web.languages import format_day, localise_text
from mentoring.programme.follow_up import queries
from mentoring.programme.follow_up.figures import SkillShortage
from mentoring.programme.follow_up.sheet import encode_csv
from mentoring.rounds.models import Round
from mentoring.rounds.queries import get_round

pages = Blueprint("follow_up", __name__, url_prefix="/hr/programmes")

CsvRow = tuple[str, str, str]
WORTH = (
    (
        _l("Cadres volontaires en binôme"),
        _l("Binômes formés, rapportés aux cadres volontaires à ce jour, à la dizaine la plus proche."),
    ),
    (
        _l("Binômes formés"),
        _l("Binômes où les deux ont dit oui, du %(first)s au %(last)s, qu’ils se rencontrent encore ou non."),
    ),
    (_l("Séances tenues"), _l("Séances que le binôme a marquées comme tenues, du %(first)s au %(last)s.")),
    (
        _l("Séances par binôme"),
        _l("Séances tenues, rapportées aux binômes formés, à la demie la plus proche ; %(wanted)s étaient prévues."),
    ),
    (
        _l("Prêts à continuer"),
        _l(
            "Réponses « oui » à la question de fin, rapportées aux personnes qui y ont répondu, à la dizaine la plus proche."
        ),
    ),
)
"""The result figures with their definitions."""


@pages.get("/<slug>/follow-up")
@require_permission("mentoring.write")
def show(slug: str) -> ResponseReturnValue:
    """Show every figure with its definition."""
    round_ = get_round(slug)
    context = {
        "counts": queries.read_round_counts_hiding_small_groups(round_.id),
        "smallest": _get_smallest_group_size(),
    }
    context |= {"worth": _list_result_figure_rows(round_), "Balance": SkillShortage, "now": clock.now()}
    context["regions"] = queries.read_region_headcounts_by_side(round_.id)
    context["demands"] = queries.list_skill_supply_and_demand(round_.id)
    return render_template("programmes/follow_up.html", round=round_, **context)


@pages.get("/<slug>/follow-up.csv")
@require_permission("mentoring.write")
def export_csv(slug: str) -> ResponseReturnValue:
    """Download the figures as CSV, for the sponsor."""
    round_ = get_round(slug)
    content = encode_csv(
        (_("Indicateur"), _("Valeur"), _("Définition")),
        [*_iterate_volunteer_count_rows(round_), *_iterate_skill_count_rows(round_), *_list_result_figure_rows(round_)],
    )
    answer = Response(content, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{round_.slug}.csv"'
    return answer


def _iterate_volunteer_count_rows(round_: Round) -> Iterator[CsvRow]:
    sides = {"senior": _("Cadres accompagnés"), "junior": _("Mentors numériques")}
    counts, meaning = (
        queries.read_round_counts_hiding_small_groups(round_.id),
        _("Volontaires à ce jour, hors personnes retirées ou parties"),
    )
    for side, number in (("senior", counts.seniors), ("junior", counts.juniors)):
        yield sides[side], _format_count(number), meaning
    for side, groups in queries.read_region_headcounts_by_side(round_.id).items():
        for group in groups:
            region = group.name or _("autres régions, réunies")
            yield f"{sides[side]}, {region}", str(group.people), meaning


def _iterate_skill_count_rows(round_: Round) -> Iterator[CsvRow]:
    for demand in queries.list_skill_supply_and_demand(round_.id):
        yield (
            _("%(skill)s : souhaits", skill=localise_text(demand.skill)),
            _format_count(demand.wishes),
            _("Cadres qui souhaitent l’apprendre"),
        )
        yield (
            _("%(skill)s : offres", skill=localise_text(demand.skill)),
            _format_count(demand.offers),
            _("Mentors qui peuvent la transmettre"),
        )


def _list_result_figure_rows(round_: Round) -> list[CsvRow]:
    """The rows of the result figures: name, value in words, definition."""
    counts = queries.read_round_counts_hiding_small_groups(round_.id)
    values = (
        _format_percentage(counts.matched),
        _format_count(counts.pairs),
        _format_count(counts.sessions),
        _format_decimal(counts.sessions_per_pair),
        _format_percentage(counts.willing),
    )
    given = {"first": format_day(round_.starts_on), "last": format_day(round_.ends_on), "wanted": round_.sessions}
    return [(str(name), value, str(meaning) % given) for (name, meaning), value in zip(WORTH, values, strict=True)]


def _format_count(number: int | None) -> str:
    return _("moins de %(least)s", least=_get_smallest_group_size()) if number is None else str(number)


def _format_percentage(share: int | None) -> str:
    return _("pas encore assez de personnes") if share is None else str(format_percent(share / 100))


def _format_decimal(number: float | None) -> str:
    return _("pas encore assez de personnes") if number is None else str(format_decimal(number))


def _get_smallest_group_size() -> int:
    smallest: int = current_app.config["SETTINGS"].smallest_group
    return smallest
