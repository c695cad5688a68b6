"""The texts of templates, by the same names and rules as Jinja's own, without asking for the language's catalogue in ten steps each time."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from app.web.catalogue import english_texts, french_texts
from app.web.languages import current_language


def set_up(environment: Environment) -> None:
    """Give templates `_`, `gettext` and `ngettext`."""
    environment.globals.update(_=gettext, gettext=gettext, ngettext=ngettext)


@pass_eval_context
def gettext(around: EvalContext, message: str, /, **variables: object) -> str:
    """`message` in the language of the answer, with its variables filled in."""
    text = (english_texts() if current_language() == "en" else french_texts()).ugettext(message)
    return _filled(around, text, variables)


@pass_eval_context
def ngettext(around: EvalContext, singular: str, plural: str, number: int, /, **variables: object) -> str:
    """The form that goes with `number`, which is called `num` among the variables."""
    text = (english_texts() if current_language() == "en" else french_texts()).ungettext(singular, plural, number)
    return _filled(around, text, {"num": number} | variables)


def _filled(around: EvalContext, text: str, variables: dict[str, object]) -> str:
    """Our own text is safe as it is; what is filled in is escaped, in a page."""
    told = _safe(text) if around.autoescape else text
    return told % variables if "%" in text else told


@lru_cache(maxsize=4096)
def _safe(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - a text of ours, never what somebody wrote
