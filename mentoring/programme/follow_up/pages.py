"""The programme view: who is in, by groups; what is wished for and offered; whether it was worth it; and the same as a file."""

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
from mentoring.programme.follow_up.figures import Balance
from mentoring.programme.follow_up.sheet import in_csv
from mentoring.rounds.models import Round
from mentoring.rounds.queries import get_round

pages = Blueprint("follow_up", __name__, url_prefix="/hr/programmes")

Line = tuple[str, str, str]
WORTH = (
    (
        _l("Cadres volontaires en binôme"),
        _l("Binômes formés, sur les cadres volontaires à ce jour, à la dizaine la plus proche."),
    ),
    (
        _l("Binômes formés"),
        _l("Binômes où les deux ont dit oui, du %(first)s au %(last)s, qu’ils se rencontrent encore ou non."),
    ),
    (_l("Séances tenues"), _l("Séances que le binôme a marquées comme tenues, du %(first)s au %(last)s.")),
    (
        _l("Séances par binôme"),
        _l("Séances tenues, sur les binômes formés, à la demie la plus proche ; %(wanted)s étaient prévues."),
    ),
    (
        _l("Prêts à continuer"),
        _l("Réponses « oui » à la question de fin, sur les personnes qui y ont répondu, à la dizaine la plus proche."),
    ),
)
"""Whether it was worth it: each figure and its definition."""


@pages.get("/<slug>/follow-up")
@require_permission("mentoring.write")
def view(slug: str) -> ResponseReturnValue:
    """Every figure with what it means."""
    asked = get_round(slug)
    shown = {"counts": queries.counts_of(asked.id), "worth": _worth(asked), "smallest": _smallest()}
    lists = {"regions": queries.list_regions(asked.id), "demands": queries.list_demands(asked.id)}
    return render_template("programmes/follow_up.html", asked=asked, Balance=Balance, now=clock.now(), **shown, **lists)


@pages.get("/<slug>/follow-up.csv")
@require_permission("mentoring.write")
def export(slug: str) -> ResponseReturnValue:
    """The same, for the sponsor."""
    asked = get_round(slug)
    content = in_csv(
        (_("Indicateur"), _("Valeur"), _("Définition")), [*_people(asked), *_skills(asked), *_worth(asked)]
    )
    answer = Response(content, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{asked.slug}.csv"'
    return answer


def _people(asked: Round) -> Iterator[Line]:
    sides = {"senior": _("Cadres accompagnés"), "junior": _("Mentors numériques")}
    counts, meaning = queries.counts_of(asked.id), _("Volontaires à ce jour, sans les personnes retirées ou parties")
    for side, number in (("senior", counts.seniors), ("junior", counts.juniors)):
        yield sides[side], _few(number), meaning
    for side, groups in queries.list_regions(asked.id).items():
        for group in groups:
            yield f"{sides[side]}, {group.name or _('autres régions, réunies')}", str(group.people), meaning


def _skills(asked: Round) -> Iterator[Line]:
    for one in queries.list_demands(asked.id):
        yield (
            _("%(skill)s : souhaits", skill=localise_text(one.skill)),
            _few(one.wishes),
            _("Cadres qui souhaitent l’apprendre"),
        )
        yield (
            _("%(skill)s : offres", skill=localise_text(one.skill)),
            _few(one.offers),
            _("Mentors qui peuvent la transmettre"),
        )


def _worth(asked: Round) -> list[Line]:
    """Whether it was worth it: the name of each figure, the figure in words, and its definition."""
    counts = queries.counts_of(asked.id)
    values = (
        _share(counts.matched),
        _few(counts.pairs),
        _few(counts.sessions),
        _decimal(counts.per_pair),
        _share(counts.willing),
    )
    given = {"first": format_day(asked.starts_on), "last": format_day(asked.ends_on), "wanted": asked.sessions}
    return [(str(name), value, str(meaning) % given) for (name, meaning), value in zip(WORTH, values, strict=True)]


def _few(number: int | None) -> str:
    return _("moins de %(least)s", least=_smallest()) if number is None else str(number)


def _share(share: int | None) -> str:
    return _("pas encore assez de personnes") if share is None else str(format_percent(share / 100))


def _decimal(number: float | None) -> str:
    return _("pas encore assez de personnes") if number is None else str(format_decimal(number))


def _smallest() -> int:
    smallest: int = current_app.config["SETTINGS"].smallest_group
    return smallest
