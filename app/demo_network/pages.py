"""The page of the demo's network: greet, ask, answer, mark as useful, join, leave and undo."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.demo_network import queries, service
from app.demo_network.contents import ANSWERS, QUESTIONS
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.application import current_settings

pages = Blueprint("demo_network", __name__, template_folder="templates")


@pages.get("/demo/network")
@require_permission("self.see")
def show_network() -> ResponseReturnValue:
    """What one can do on the network of the demo, and what one did."""
    _refuse_unless_demo()
    person_id = get_current_person_id()
    acts = queries.list_acts(person_id)
    return render_template(
        "demo_network/index.html",
        acts=acts,
        number=queries.read_last_fact_id_of_person(person_id),
        colleagues=queries.list_some_colleagues_of_person(person_id),
        greeted=queries.list_greeted_people(acts),
        joined=queries.list_joined_communities(acts),
        **_build_offers(person_id, acts),
    )


@pages.post("/demo/network")
@require_permission("self.change")
def act_on_network() -> ResponseReturnValue:
    """Push one act through the intake, as a real network does, and say what the intake answered."""
    _refuse_unless_demo()
    act, _separator, about = request.form.get("act", "").partition(":")
    about, number = about or request.form.get(act, ""), request.form.get("number", 0, type=int)
    person_id = get_current_person_id()
    is_greeted_again = act == "hello" and _is_greeted_already(person_id, about)
    outcome = service.push_act(person_id, act, about=about, number=number)
    flash(_word_outcome(outcome), outcome.name)
    if is_greeted_again and outcome.name == "accepted":
        flash(_("Vous aviez déjà dit bonjour à cette personne : elle compte une seule fois."))
    return redirect(url_for("demo_network.show_network"), HTTPStatus.SEE_OTHER)


def _word_outcome(outcome: service.PushOutcome) -> str:
    words: dict[str, str] = {
        "accepted": _("C’est fait sur le réseau. Passerelle l’apprend dans une ou deux secondes."),
        "duplicate": _("C’était déjà fait : Passerelle ne compte pas deux fois la même activité."),
        "dropped": _("C’est fait sur le réseau. Passerelle n’en retient rien, parce que vous ne participez pas."),
        "refused": _word_refusal(outcome),
        "waiting": _(
            "C’est fait sur le réseau. Passerelle n’a pas encore répondu : elle l’apprendra dès qu’elle pourra."
        ),
    }
    return words[outcome.name]


def _word_refusal(outcome: service.PushOutcome) -> str:
    """The refusal in the language of the person; what only machines are told is quoted."""
    words: dict[str, str] = {
        "token": _("Passerelle a refusé cette activité : le jeton du réseau manque, ou n’est plus accepté."),
        "away": _(
            "Passerelle n’a pas pris cette activité : elle ne répond pas en ce moment. Réessayez dans une minute."
        ),
        "": _(
            "Passerelle a refusé cette activité. Sa réponse au réseau, en anglais : « %(reason)s »",
            reason=outcome.reason,
        ),
    }
    return words[outcome.cause]


def _is_greeted_already(person_id: int, external_id: str) -> bool:
    greeted = queries.list_greeted_people(queries.list_acts(person_id))
    colleagues = queries.list_some_colleagues_of_person(person_id)
    return any(colleague.external_id == external_id and colleague.id in greeted for colleague in colleagues)


def _build_offers(person_id: int, acts: list[queries.DoneAct]) -> dict[str, object]:
    touched = {act.object for act in acts if not act.is_undone}
    first = request.args.get("community", "").rpartition("/")[2]
    communities = queries.list_communities_for_person(person_id)
    return {
        "communities": sorted(communities, key=lambda community: community.name != first),
        "questions": QUESTIONS,
        "answers": [(answer, answer.address in touched) for answer in ANSWERS],
        "titles": {community.address: community.title for community in communities},
    }


def _refuse_unless_demo() -> None:
    if not current_settings().demo:
        abort(404)
