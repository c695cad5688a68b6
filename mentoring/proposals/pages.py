"""The page of one proposal, for whoever is asked and for nobody else, and the page on which HR calculates a round."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import problems
from app.kernel.access import current_person_id, require_permission
from app.kernel.application import current_settings
from app.people import queries as people
from mentoring.pairs.service.start import start_pair
from mentoring.proposals.lifecycle import Answer
from mentoring.proposals.queries import overview, proposals
from mentoring.proposals.queries.proposals import NoSuchProposal, Seen, Stage
from mentoring.proposals.schemas import read_answer, read_band
from mentoring.proposals.service import answer as answering
from mentoring.proposals.service import calculations, release
from mentoring.proposals.service.answer import Followed
from mentoring.proposals.timetable import lay_out
from mentoring.rounds.queries import get_round
from mentoring.volunteers.terms import INTERESTS

pages = Blueprint("proposals", __name__, url_prefix="/mentoring/proposals", template_folder="../templates")
matching = Blueprint("matching", __name__, url_prefix="/hr/programmes", template_folder="../templates")


@pages.get("/<int:proposal_id>")
@require_permission("mentoring.see")
def one(proposal_id: int) -> ResponseReturnValue:
    """Why these two, what is missing, when they could meet, and three answers that weigh the same."""
    return _show(proposals.get_seen(current_person_id(), proposal_id))


@pages.post("/<int:proposal_id>")
@require_permission("mentoring.see")
def answer(proposal_id: int) -> ResponseReturnValue:
    """Keep one of the three answers."""
    said = read_answer(request.form)
    if said is not Answer.YES:
        answering.decline(current_person_id(), proposal_id, said)
        return _back(proposal_id)
    followed = answering.accept(current_person_id(), proposal_id, start=start_pair)
    return _back(proposal_id) if followed is not Followed.GONE else render_template("mentoring/proposal_gone.html")


@pages.post("/<int:proposal_id>/take-back")
@require_permission("mentoring.see")
def take_back(proposal_id: int) -> ResponseReturnValue:
    """Take a no back."""
    answering.take_back(current_person_id(), proposal_id)
    flash(_("C’est annulé : la proposition vous attend comme avant."))
    return _back(proposal_id)


@pages.errorhandler(NoSuchProposal)
def gone(error: NoSuchProposal) -> ResponseReturnValue:
    """The same page whether it never was, was somebody else's, or is over."""
    if problems.wants_json():
        return problems.answer_error(error)
    return render_template("mentoring/proposal_gone.html"), error.status


@matching.get("/<slug>/matching")
@require_permission("mentoring.write")
def calculation(slug: str) -> ResponseReturnValue:
    """How far the calculation is, what it found in numbers of groups, and what to do next."""
    found = overview.get_overview(slug, least=current_settings().smallest_group)
    return render_template("programmes/matching.html", found=found)


@matching.post("/<slug>/matching/calculate")
@require_permission("mentoring.write")
def calculate(slug: str) -> ResponseReturnValue:
    """Ask for a calculation."""
    calculations.ask_for_calculation(get_round(slug))
    return _to_matching(slug)


@matching.post("/<slug>/matching/cancel")
@require_permission("mentoring.write")
def cancel(slug: str) -> ResponseReturnValue:
    """Cancel the one that is under way."""
    calculations.cancel_calculation(get_round(slug))
    flash(_("Le calcul est annulé. Rien n’a été gardé."))
    return _to_matching(slug)


@matching.post("/<slug>/matching/put-out")
@require_permission("mentoring.write")
def put_proposals_out(slug: str) -> ResponseReturnValue:
    """Ask the seniors."""
    release.put_out_first(get_round(slug))
    flash(_("Les propositions sont parties : les cadres accompagnés sont interrogés les premiers."))
    return _to_matching(slug)


@matching.post("/<slug>/matching/held")
@require_permission("mentoring.write")
def release_held(slug: str) -> ResponseReturnValue:
    """Put out those under the floor that come near enough to it."""
    round_ = get_round(slug)
    release.release_held(round_, at_least=read_band(request.form, overview.floor_of(round_)))
    flash(_("C’est parti aussi pour ces binômes."))
    return _to_matching(slug)


def _show(seen: Seen) -> str:
    face, told = people.find_person_header(current_person_id()), seen.told
    assert face is not None, "Whoever is signed in has a face."
    week_on, minutes = date.fromisoformat(told["week_on"]), told["minutes"]
    table = lay_out(told["starts"], face.time_zone, week_on=week_on, minutes=minutes)
    names = proposals.skill_names(proposals.skills_in(told))
    shown = {"seen": seen, "told": told, "names": names, "table": table, "interests": INTERESTS}
    return render_template("mentoring/proposal.html", **shown, me=face, Stage=Stage, Answer=Answer)


def _back(proposal_id: int) -> ResponseReturnValue:
    return redirect(url_for("proposals.one", proposal_id=proposal_id), HTTPStatus.SEE_OTHER)


def _to_matching(slug: str) -> ResponseReturnValue:
    return redirect(url_for("matching.calculation", slug=slug), HTTPStatus.SEE_OTHER)
