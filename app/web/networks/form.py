"""The form by which a network is connected or changed: its name, the options of its kind, and its secret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.intake.models import Source
from app.intake.service.connect import unseal_source
from app.intake.source import SourceKind
from app.kernel.errors import FieldError, Invalid
from app.kernel.messages import ErrorMessage
from app.kernel.schema import JsonObject
from app.kernel.sealing import UnsealingFailed
from app.web.forms.form_fields import FormContext, FormFields, build_form_fields
from app.web.forms.reading import parse_posted_object
from app.web.languages import get_reader_time_zone

OPTIONS = "settings."
"""What stands before the names of the options in the form: errors point to them so."""

SECRET_AGAIN = ErrorMessage(
    "Type the secret again: no page gives one back.",
    french="Tapez le secret à nouveau : aucune page n’en rend un.",
)


@dataclass(frozen=True, kw_only=True)
class NetworkForm:
    """What was filled in for a network of a kind, and what is wrong with it. The secret is never shown again."""

    kind: SourceKind
    name: str = ""
    options: JsonObject = field(default_factory=dict)
    errors: Sequence[FieldError] = ()

    def fields(self) -> FormFields:
        """The fields of the options, filled in."""
        zone = get_reader_time_zone()
        return build_form_fields(
            self.kind.options(), self.options, FormContext(errors=self.errors, zone=zone), prefix=OPTIONS
        )

    def faults(self) -> Mapping[str, str]:
        """What is wrong with the name and the secret, by field."""
        return {error.pointer.strip("/"): error.detail for error in self.errors if "/" not in error.pointer.strip("/")}


def parse_posted_options(kind: SourceKind, posted: Mapping[str, Sequence[str]]) -> JsonObject:
    """The options as they were filled in, for the schema of the kind."""
    return parse_posted_object(kind.options(), posted, zone=get_reader_time_zone(), prefix=OPTIONS)


def read_secret(source: Source | None, typed: str) -> str | None:
    """The secret that was typed, or None to keep the present one; empty where its key is gone: it is typed again."""
    if typed or source is None:
        return typed
    try:
        unseal_source(source)
    except UnsealingFailed:
        return ""
    return None


def list_faults(refused: Invalid, secret: str | None) -> list[FieldError]:
    """What was refused, and that a secret which was good must be typed again: no page gives one back."""
    is_wrong = any(error.pointer == "/secret" for error in refused.errors)
    return [*refused.errors, *([FieldError("/secret", SECRET_AGAIN)] if secret and not is_wrong else [])]
