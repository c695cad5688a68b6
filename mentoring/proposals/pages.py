"""The page of a proposal for the person who is asked, and HR's page of a round's calculation."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import problems
from app.kernel.access import get_current_person_id, require_permission
from app.people import queries as people
from mentoring.pairs.queries.page import PairCard, find_pair_cards
from mentoring.pairs.service.start import start_pair
from mentoring.proposals.lifecycle import ProposalAnswer
from mentoring.proposals.queries import overview, unmatched, views
from mentoring.proposals.queries.proposals import NoSuchProposal
from mentoring.proposals.queries.views import ProposalStage, ProposalView
from mentoring.proposals.schemas import parse_band_as_least_fit, parse_proposal_answer
from mentoring.proposals.service import answer as answering
from mentoring.proposals.service import calculations, release
from mentoring.proposals.service.answer import AcceptOutcome
from mentoring.proposals.timetable import build_dated_timetables
from mentoring.rounds.queries import get_round
from mentoring.rounds.rules import build_round_rules
from mentoring.volunteers.preferences import INTERESTS

pages = Blueprint("proposals", __name__, url_prefix="/mentoring/proposals", template_folder="../templates")
matching = Blueprint("matching", __name__, url_prefix="/hr/programmes", template_folder="../templates")


@pages.get("/<int:proposal_id>")
@require_permission("mentoring.see")
def show(proposal_id: int) -> ResponseReturnValue:
    """Show one proposal: reasons, gap, common slots, and three answers of equal weight."""
    return _render_proposal(views.get_proposal_view(get_current_person_id(), proposal_id))


@pages.post("/<int:proposal_id>")
@require_permission("mentoring.see")
def answer_proposal(proposal_id: int) -> ResponseReturnValue:
    """Keep one of the three answers."""
    answer_given = parse_proposal_answer(request.form)
    if answer_given is not ProposalAnswer.YES:
        answering.decline_proposal(get_current_person_id(), proposal_id, answer_given)
        return _redirect_to_proposal(proposal_id)
    outcome = answering.accept_proposal(get_current_person_id(), proposal_id, start=start_pair)
    return (
        _redirect_to_proposal(proposal_id)
        if outcome is not AcceptOutcome.NO_LONGER_POSSIBLE
        else render_template("mentoring/proposal_gone.html")
    )


@pages.post("/<int:proposal_id>/take-back")
@require_permission("mentoring.see")
def take_back_refusal(proposal_id: int) -> ResponseReturnValue:
    """Take a refusal back."""
    answering.take_back_refusal(get_current_person_id(), proposal_id)
    flash(_("C’est annulé : la proposition vous attend comme avant."))
    return _redirect_to_proposal(proposal_id)


@pages.errorhandler(NoSuchProposal)
def show_no_such_proposal(error: NoSuchProposal) -> ResponseReturnValue:
    """Show one page for a proposal that does not exist, belongs to other people, or is over."""
    if problems.wants_json():
        return problems.respond_to_error(error)
    return render_template("mentoring/proposal_gone.html"), error.status


@matching.get("/<slug>/matching")
@require_permission("mentoring.write")
def show_calculation(slug: str) -> ResponseReturnValue:
    """Show progress, counts of groups, and the next step."""
    matching_overview = overview.get_matching_overview(slug)
    return render_template("programmes/matching.html", overview=matching_overview)


@matching.post("/<slug>/matching/calculate")
@require_permission("mentoring.write")
def request_calculation(slug: str) -> ResponseReturnValue:
    """Request a calculation."""
    calculations.request_calculation(get_round(slug))
    return _redirect_to_matching(slug)


@matching.post("/<slug>/matching/cancel")
@require_permission("mentoring.write")
def cancel_calculation(slug: str) -> ResponseReturnValue:
    """Cancel the calculation under way."""
    calculations.cancel_calculation(get_round(slug))
    flash(_("Le calcul est annulé. Rien n’a été gardé."))
    return _redirect_to_matching(slug)


@matching.post("/<slug>/matching/put-out")
@require_permission("mentoring.write")
def release_first_proposals(slug: str) -> ResponseReturnValue:
    """Release the first proposals."""
    if release.release_first_proposals(get_round(slug)):
        flash(_("Les propositions sont parties : les cadres accompagnés reçoivent la question les premiers."))
    else:
        flash(_("C’est noté : le calcul reprend chaque jour ouvré, et chaque cadre lit sur sa page ce qui l’aiderait."))
    return _redirect_to_matching(slug)


@matching.post("/<slug>/matching/held")
@require_permission("mentoring.write")
def release_proposals_under_floor(slug: str) -> ResponseReturnValue:
    """Release proposals in a band under the floor."""
    round_ = get_round(slug)
    release.release_proposals_under_floor(
        round_, at_least=parse_band_as_least_fit(request.form, overview.get_fit_floor_of_round(round_))
    )
    flash(_("S’il y avait des propositions dans ce choix, elles sont parties."))
    return _redirect_to_matching(slug)


def _render_proposal(view: ProposalView) -> str:
    me = people.find_person_header(get_current_person_id())
    assert me is not None, "A signed-in person has a header."
    shown = {"view": view, "explanation": view.explanation, "interests": INTERESTS}
    rules = build_round_rules(view.round)
    shown |= {"rules": rules, "weighted": rules.count_criteria(), "pair": _find_card_of_pair(view)}
    names = unmatched.read_skill_names_by_slug(unmatched.list_skill_slugs_in_explanation(view.explanation))
    tables = build_dated_timetables(view.explanation, me.time_zone, today=view.first_on, ends_on=view.round.ends_on)
    states = {"Stage": ProposalStage, "Answer": ProposalAnswer}
    return render_template("mentoring/proposal.html", **shown, names=names, tables=tables, me=me, **states)


def _find_card_of_pair(view: ProposalView) -> PairCard | None:
    """The pair that came of a proposal, while it is active."""
    cards = find_pair_cards(get_current_person_id()) if view.stage is ProposalStage.PAIRED else None
    return next((card for card in cards or () if card.other.id == view.other.id), None)


def _redirect_to_proposal(proposal_id: int) -> ResponseReturnValue:
    return redirect(url_for("proposals.show", proposal_id=proposal_id), HTTPStatus.SEE_OTHER)


def _redirect_to_matching(slug: str) -> ResponseReturnValue:
    return redirect(url_for("matching.show_calculation", slug=slug), HTTPStatus.SEE_OTHER)
