"""HR's follow-up of a round: participation, wishes and offers, results; as a page and as CSV."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.kernel import clock
from app.kernel.access import require_permission
from app.kernel.disclosure import HIDDEN
from app.kernel.spreadsheets import encode_csv
from app.web.figures import format_figure, format_share
from app.web.languages import format_day, localise_text
from mentoring.programme.follow_up import queries
from mentoring.programme.follow_up.figures import SkillShortage
from mentoring.rounds.models import Round
from mentoring.rounds.queries import get_round
from mentoring.rounds.states import RoundState, compute_last_day_to_volunteer

pages = Blueprint("follow_up", __name__, url_prefix="/hr/programmes")

STATES_WITH_PAIRS = (RoundState.PROPOSING, RoundState.RUNNING, RoundState.CLOSING, RoundState.CLOSED)
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
LEVEL_NAMES = {
    "senior": (_l("Niveau des cadres accompagnés"), _l("Cadres accompagnés qui ont progressé")),
    "junior": (_l("Niveau des mentors numériques"), _l("Mentors numériques qui ont progressé")),
}
LEVELS = _l(
    "Moyenne au début du binôme, puis à la fin, de 0 à 5 et à la demie la plus proche, pour les personnes qui ont répondu aux deux."
)
PROGRESSED = _l(
    "Personnes dont un niveau au moins est plus haut à la fin, rapportées à celles qui ont répondu aux deux, à la dizaine la plus proche."
)


@pages.get("/<slug>/follow-up")
@require_permission("mentoring.write")
def show(slug: str) -> ResponseReturnValue:
    """Show every figure with its definition."""
    round_ = get_round(slug)
    counts = queries.read_round_counts_hiding_small_groups(round_.id)
    context = {"counts": counts, "smallest": _get_smallest_group_size(), "now": clock.now()}
    context |= {"worth": _list_result_figure_rows(round_), "Balance": SkillShortage}
    context["is_small"] = round_.state in STATES_WITH_PAIRS and counts.pairs == HIDDEN
    context["last_day_to_volunteer"] = compute_last_day_to_volunteer(round_)
    context["regions"] = queries.read_region_volunteers_by_side(round_.id)
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
    meaning, sides = _("Volontaires à ce jour, hors personnes retirées ou parties"), _name_sides()
    counts = queries.read_round_counts_hiding_small_groups(round_.id)
    for side, figure in (("senior", counts.seniors), ("junior", counts.juniors), ("both", counts.volunteers)):
        yield sides[side], format_figure(figure), meaning
    for side, regions in queries.read_region_volunteers_by_side(round_.id).items():
        for region in regions:
            name = region.name or _("autres régions, réunies")
            yield f"{sides[side]}, {name}", format_figure(region.volunteers), meaning


def _name_sides() -> dict[str, str]:
    return {
        "senior": _("Cadres accompagnés"),
        "junior": _("Mentors numériques"),
        "both": _("Volontaires des deux côtés"),
    }


def _iterate_skill_count_rows(round_: Round) -> Iterator[CsvRow]:
    for demand in queries.list_skill_supply_and_demand(round_.id):
        yield (
            _("%(skill)s : souhaits", skill=localise_text(demand.skill)),
            format_figure(demand.wishes),
            _("Cadres qui souhaitent l’apprendre"),
        )
        yield (
            _("%(skill)s : offres", skill=localise_text(demand.skill)),
            format_figure(demand.offers),
            _("Mentors qui peuvent la transmettre"),
        )


def _list_result_figure_rows(round_: Round) -> list[CsvRow]:
    """The rows of the result figures: name, value in words, definition."""
    counts = queries.read_round_counts_hiding_small_groups(round_.id)
    values = (
        format_share(counts.matched),
        format_figure(counts.pairs),
        format_figure(counts.sessions),
        format_figure(counts.sessions_per_pair),
        format_share(counts.willing),
    )
    given = {"first": format_day(round_.starts_on), "last": format_day(round_.ends_on), "wanted": round_.sessions}
    rows = [(str(name), value, str(meaning) % given) for (name, meaning), value in zip(WORTH, values, strict=True)]
    return [*rows, *_iterate_level_rows(round_)]


def _iterate_level_rows(round_: Round) -> Iterator[CsvRow]:
    """The levels of each side at the start and at the end, and the share of those who progressed."""
    for side, (levels, progressed) in LEVEL_NAMES.items():
        changes = queries.read_level_changes_of_side(round_.id, side)
        given = {"before": format_figure(changes.before), "after": format_figure(changes.after)}
        is_hidden = HIDDEN in (changes.before, changes.after)
        yield str(levels), format_figure(HIDDEN) if is_hidden else _("%(before)s, puis %(after)s", **given), str(LEVELS)
        yield str(progressed), format_share(changes.progressed), str(PROGRESSED)


def _get_smallest_group_size() -> int:
    smallest: int = current_app.config["SETTINGS"].smallest_group
    return smallest
