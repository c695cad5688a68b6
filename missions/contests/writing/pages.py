"""The pages on which HR writes a contest: the list, the first page of a new one, and its six steps."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.access import get_current_person_id, require_permission
from app.kernel.application import current_settings
from app.people.form_drafts.steps import Answers
from app.people.queries import get_person
from app.web.form_steps import (
    AUTOSAVE,
    BACK,
    NEXT,
    StepPages,
    build_step_tokens,
    make_unstored_response,
    read_posted_step_tokens,
    render_autosaved,
    update_step,
)
from app.web.languages import current_time_zone
from missions.contests.life.service.publish import ContestChangedElsewhere, publish_contest
from missions.contests.mode import contest_modes
from missions.contests.models import Contest
from missions.contests.queries import get_contest, list_contests
from missions.contests.regulation.queries import read_place_names
from missions.contests.writing import service
from missions.contests.writing.form import ContestForm, encode_form, read_form, remove_row
from missions.contests.writing.queries import judge_draft, list_contests_to_copy
from missions.contests.writing.reading import DEFAULT_ZONE
from missions.contests.writing.starting_points import STARTING_POINTS, Beginning, build_first_answers, copy_answers
from missions.contests.writing.steps import STEPS, ContestStep
from missions.contests.writing.views import build_step_view

pages = Blueprint("contest_writing", __name__, url_prefix="/hr/contests")

WRITE = "contests.write"
AGAIN, REMOVE, PUBLISH = "again", "remove:", "publish"
"""The buttons that add a row, that take the named one away, and that publish."""


@pages.get("")
@require_permission(WRITE)
def index() -> ResponseReturnValue:
    """Every contest with its state, the newest first."""
    return render_template(
        "contests/writing/index.html", contests=[(row, read_form(row.answers)) for row in list_contests()]
    )


@pages.get("/new")
@require_permission(WRITE)
def new() -> ResponseReturnValue:
    """A title, and what to begin with."""
    return _render_beginning()


@pages.post("/new")
@require_permission(WRITE)
def create() -> ResponseReturnValue:
    """Begin a draft; the page comes back if the title is missing or too long."""
    title, start = request.form.get("title", "").strip(), request.form.get("start", "")
    if not 0 < len(title) <= 90:
        return _render_beginning(title, fault=_("Donnez-lui un titre, de 90 caractères au plus.")), 422
    contest = service.create_draft(title, _build_answers(start, _build_beginning(title)))
    return redirect(_build_address(contest.slug, ContestStep.OBJECTIVE))


@pages.get("/<slug>/<step>")
@require_permission(WRITE)
def edit(slug: str, step: str) -> ResponseReturnValue:
    """A step of a draft; with its faults where the address asks for them."""
    contest, step = service.get_draft(slug), STEPS.check_step(step)
    is_checked = "check" in request.args or step == ContestStep.CHECK
    return _render_step(contest, step, contest.answers, is_checked=is_checked, saved_at=contest.saved_at)


@pages.post("/<slug>/<step>")
@require_permission(WRITE)
def update(slug: str, step: str) -> ResponseReturnValue:
    """Keep a step in the draft that HR shares, and do what the button asks for."""
    contest, step = service.get_draft(slug), STEPS.check_step(step)
    if request.form.get("do") == "discard":
        return _drop_draft(slug)
    return update_step(_build_step_pages(contest), encode_form(_read_posted_form()), step)


def _drop_draft(slug: str) -> ResponseReturnValue:
    service.drop_draft(slug)
    flash(_("Le brouillon est supprimé."))
    return redirect(url_for(".index"))


def _build_step_pages(contest: Contest) -> StepPages:
    return StepPages(
        steps=STEPS,
        keep=partial(service.keep_answers, contest),
        read=lambda: get_contest(contest.slug).answers,
        render=partial(_render_step, contest),
        follow=partial(_follow_button, contest),
    )


def _read_posted_form() -> ContestForm:
    form, do = read_form(request.form.to_dict(flat=False)), request.form.get("do", "")
    return remove_row(form, do.removeprefix(REMOVE)) if do.startswith(REMOVE) else form


def _follow_button(contest: Contest, step: str, answers: Answers) -> ResponseReturnValue:
    do = request.form.get("do", NEXT)
    if do == AUTOSAVE:
        return render_autosaved()
    if do == PUBLISH:
        return _publish_draft(contest, step, answers)
    if do == NEXT and any(STEPS.is_field_of_step(field, step) for field in judge_draft(read_form(answers)).faults):
        return _render_step(contest, step, answers, is_checked=True, **read_posted_step_tokens()), 422
    return redirect(_find_next_address(contest, step, do))


def _find_next_address(contest: Contest, step: str, do: str) -> str:
    """Where the button of a step that was kept leads to."""
    if do in (BACK, NEXT):
        return _build_address(contest.slug, STEPS.neighbour_of_step(step, -1 if do == BACK else 1))
    if do == AGAIN or do.startswith(REMOVE):
        return _build_address(contest.slug, step) + "#rows"
    flash(_("Le brouillon est enregistré. Les RH peuvent le continuer, personne d’autre ne le voit."))
    return url_for(".index")


def _publish_draft(contest: Contest, step: str, answers: Answers) -> ResponseReturnValue:
    """Publish what the check page shows; its faults, or what changed meanwhile, bring the page back."""
    judged, read_revision = judge_draft(read_form(answers)), request.form.get("revision", -1, type=int)
    if judged.faults:
        return _render_step(contest, step, answers, is_checked=True), 422
    try:  # Pressing the button has saved the step: the draft is one revision further than the page that was read.
        publish_contest(contest.slug, judged.terms, revision=read_revision + 1)
    except ContestChangedElsewhere as refused:
        return _render_step(contest, step, answers, is_checked=True, refused="publish"), refused.status
    flash(_("Le concours est publié. Il s’ouvre de lui-même à l’heure dite."))
    return redirect(url_for("contests_desk.show", slug=contest.slug))


def _render_step(
    contest: Contest, step: str, answers: Answers, *, is_checked: bool = False, **shown: object
) -> Response:
    """The page of a step. `saved_at`, `refused`, and the tokens of a page that is shown again may be given."""
    judged = judge_draft(read_form(answers))
    values: dict[str, object] = {"contest": contest, "Step": ContestStep, "steps": STEPS, "is_checked": is_checked}
    values |= {"address": partial(_build_address, contest.slug), "modes": contest_modes()}
    tokens = build_step_tokens(STEPS, answers, step)
    view = build_step_view(judged, step, is_checked=is_checked)
    return make_unstored_response(
        render_template(f"contests/writing/{step}.html", **{**values, **view, **tokens, **shown})
    )


def _build_address(slug: str, step: str, *, check: bool = False) -> str:
    return url_for(".edit", slug=slug, step=step, check="1" if check else None)


def _render_beginning(title: str = "", fault: str | None = None) -> str:
    values = {"title": title, "fault": fault, "start": request.values.get("start", "")}
    earlier = [(row, read_form(row.answers)) for row in list_contests_to_copy()]
    return render_template("contests/writing/new.html", points=STARTING_POINTS, earlier=earlier, **values)


def _build_answers(start: str, beginning: Beginning) -> dict[str, object]:
    """The answers of the starting point, or of the earlier contest ("like:slug"); the safe default for any other text."""
    earlier = {f"like:{contest.slug}": contest for contest in list_contests_to_copy()}
    if start in earlier:
        return copy_answers(encode_form(read_form(earlier[start].answers)), beginning)
    return build_first_answers(STARTING_POINTS.get(start) or next(iter(STARTING_POINTS.values())), beginning)


def _build_beginning(title: str) -> Beginning:
    author = get_person(get_current_person_id())
    return Beginning(
        title=title,
        organiser=_("Les ressources humaines de %(company)s", company=current_settings().company),
        author_email=author.email,
        today=clock.now().date(),
        zone=current_time_zone() or DEFAULT_ZONE,
        regions=len(read_place_names()["regions"]),
    )
