"""The text functions of templates, by Jinja's names and rules, with a faster look-up of the catalogue."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from app.web.catalogue import english_texts, french_texts
from app.web.languages import current_language


def set_up_wording(environment: Environment) -> None:
    """Give templates `_`, `gettext` and `ngettext`."""
    environment.globals.update(_=gettext, gettext=gettext, ngettext=ngettext)


@pass_eval_context
def gettext(around: EvalContext, message: str, /, **variables: object) -> str:
    """`message` in the language of the answer, with its variables filled in."""
    text = (english_texts() if current_language() == "en" else french_texts()).ugettext(message)
    return _fill_in_variables(around, text, variables)


@pass_eval_context
def ngettext(around: EvalContext, singular: str, plural: str, number: int, /, **variables: object) -> str:
    """The form that goes with `number`, which is called `num` among the variables."""
    text = (english_texts() if current_language() == "en" else french_texts()).ungettext(singular, plural, number)
    return _fill_in_variables(around, text, {"num": number} | variables)


def _fill_in_variables(around: EvalContext, text: str, variables: dict[str, object]) -> str:
    """Our own text is safe; in a page, the values filled in are escaped."""
    safe_text = _mark_safe(text) if around.autoescape else text
    return safe_text % variables if "%" in text else safe_text


@lru_cache(maxsize=4096)
def _mark_safe(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - a text of ours, never what somebody wrote
