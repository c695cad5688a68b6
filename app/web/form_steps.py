"""What the pages of a form in steps share: what was posted and by which button, and the words that say when it was kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from app.kernel import clock
from app.people.form_drafts.service import AnswersChangedElsewhere, PostedStep
from app.people.form_drafts.steps import WHOLE, Answers, FormSteps

AUTOSAVE, BACK, NEXT, SAVE = "autosave", "back", "next", "save"
"""The buttons of every such form."""


class StepRenderer(Protocol):
    """Draws the page of a step with these answers; `shown` is what the page says beside them."""

    def __call__(self, step: str, answers: Answers, **shown: object) -> Response: ...


@dataclass(frozen=True, kw_only=True)
class StepPages:
    """The pages of a form in steps: how its answers are kept, read again and drawn, and what a button does with them.

    `keep` raises AnswersChangedElsewhere where another window changed the step.
    """

    steps: FormSteps
    keep: Callable[[PostedStep], Answers]
    read: Callable[[], Answers]
    render: StepRenderer
    follow: Callable[[str, Answers], ResponseReturnValue]


def update_step(pages: StepPages, answers: Answers, step: str | None = None) -> ResponseReturnValue:
    """Keeps what was posted and does what the pressed button asks for; a refusal shows the form again and keeps nothing.

    Then the page shows what was typed, on top of what the other window kept: sent again, it replaces that.
    """
    posted = read_posted_step(pages.steps, answers, step)
    try:
        kept = pages.keep(posted)
    except AnswersChangedElsewhere as refused:
        kept = pages.read()
        version = pages.steps.hash_answers(kept, posted.step)
        merged = pages.steps.replace_answers(kept, posted.answers, posted.step)
        return pages.render(posted.step, merged, refused="window", version=version), refused.status
    return pages.follow(posted.step, kept)


def read_step_name(steps: FormSteps, *, otherwise: str) -> str:
    """The step in the address, or the whole form; NoSuchStep for one that the form does not have."""
    name = request.args.get("step") or otherwise
    return name if name == WHOLE else steps.check_step(name)


def read_posted_step(steps: FormSteps, answers: Answers, step: str | None = None) -> PostedStep:
    """What the page posted: `step`, or the step that its address asks for, or the whole form where it names none."""
    step = step or read_step_name(steps, otherwise=WHOLE)
    version, page = request.form.get("seen", ""), request.form.get("page", "")
    return PostedStep(step=step, answers=answers, version=version, page=page)


def build_step_tokens(steps: FormSteps, answers: Answers, step: str) -> dict[str, object]:
    """What the page of a step sends back: the hash of the answers that it shows (`version`), and which page it is."""
    return {"step": step, "version": steps.hash_answers(answers, step), "page": clock.now().isoformat()}


def read_posted_step_tokens() -> dict[str, object]:
    """The tokens of a page that is shown again: a refusal is rolled back, so the page still stands on what it showed first."""
    return {"version": request.form.get("seen", ""), "page": request.form.get("page", "")}


def render_autosaved() -> str:
    """The words that replace the line below a form once it is kept."""
    return render_template("steps/autosaved.html", saved_at=clock.now())


def make_unstored_response(page: str) -> Response:
    """A page of which no browser keeps a copy, so that the back button shows what is kept."""
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response
