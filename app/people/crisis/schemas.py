"""The form of a crisis, and its error messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import marshmallow as ma

from app.kernel.schema import Schema, refuse_hidden_signs
from app.kernel.texts import N_
from app.people.crisis.service import NewCrisis

NEEDED = N_("Dites-le en une phrase ou deux, dans les deux langues.")
A_DAY: dict[str, str | list[object] | dict[object, object]] = {
    "required": N_("Choisissez une date."),
    "invalid": N_("Écrivez un jour, par exemple 2026-12-31."),
}
SECOND = timedelta(seconds=1)
REASON = (ma.validate.Length(max=400, error=N_("400 caractères au plus.")), refuse_hidden_signs)


class CrisisForm(Schema):
    """One crisis as HR writes it; `site` is empty for everyone."""

    site = ma.fields.Int(load_default=None, error_messages={"invalid": N_("Choisissez un site de la liste.")})
    reason_fr = ma.fields.Str(required=True, validate=REASON)
    reason_en = ma.fields.Str(required=True, validate=REASON)
    link = ma.fields.Url(
        load_default=None,
        schemes={"http", "https"},
        require_tld=False,
        error_messages={"invalid": N_("Collez une adresse complète, qui commence par https.")},
    )
    starts_on = ma.fields.Date(load_default=None, error_messages=A_DAY)
    ends_on = ma.fields.Date(required=True, error_messages=A_DAY)


@dataclass(frozen=True)
class CrisisDraft:
    """The fields that were sent, their errors, and the crisis to open when there are none."""

    values: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)
    new: NewCrisis | None = None

    def with_error(self, name: str, message: str) -> CrisisDraft:
        """The same draft with one more error."""
        return replace(self, errors={**self.errors, name: message})


def parse_crisis_form(sent: Mapping[str, str], *, zone: str, now: datetime) -> CrisisDraft:
    """Days are those of `zone`: a crisis begins now, or as its first day does, and ends as its last day does."""
    values = {name: sent.get(name, "").strip() for name in CrisisForm().fields}
    try:
        read: dict[str, object] = CrisisForm().load({name: value for name, value in values.items() if value})
    except ma.ValidationError as wrong:
        return CrisisDraft(values, _collect_errors(wrong.messages))
    place, today = ZoneInfo(zone), now.astimezone(ZoneInfo(zone)).date()
    starts_on, ends_on = read["starts_on"] or today, read["ends_on"]
    assert isinstance(starts_on, date), "The schema reads a date."
    assert isinstance(ends_on, date), "The schema reads a date."
    if starts_on < today:
        return CrisisDraft(values, {"starts_on": N_("Aujourd’hui au plus tôt.")})
    if ends_on < starts_on:
        return CrisisDraft(values, {"ends_on": N_("Choisissez une date qui ne précède pas le début.")})
    site_id, link = read["site"], read["link"]
    new = NewCrisis(
        reason={"fr": values["reason_fr"], "en": values["reason_en"]},
        starts_at=now if starts_on == today else datetime.combine(starts_on, time(), place),
        ends_at=datetime.combine(ends_on + timedelta(days=1), time(), place) - SECOND,
        site_id=site_id if isinstance(site_id, int) else None,
        link=str(link) if link else None,
    )
    return CrisisDraft(values, new=new)


def _collect_errors(messages: object) -> dict[str, str]:
    """One message for each field."""
    assert isinstance(messages, dict), "A schema names the fields."
    return {str(name): _choose_error_message(str(name), texts) for name, texts in messages.items()}


def _choose_error_message(name: str, texts: object) -> str:
    if (
        name in ("reason_fr", "reason_en")
        and isinstance(texts, list)
        and texts[0] == "Missing data for required field."
    ):
        return NEEDED
    return str(texts[0] if isinstance(texts, list) else texts)
