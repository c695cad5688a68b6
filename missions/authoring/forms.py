"""Draws a form from a marshmallow schema: one field of the page for each field of the schema, with what was said and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import marshmallow as ma

from app.kernel.errors import FieldError
from missions.authoring.controls import TONGUES, Choice, Choices, Control, choices_of, control_of
from missions.kind import Words

Raw = Mapping[str, object]
"""What a form holds, as JSON would: what cannot be read stays as it was typed."""


@dataclass(frozen=True, kw_only=True)
class FormField:
    """One field of a page. `value` is what stands in it, `chosen` what is ticked; `inner` are those of a group, `rows` those of each row."""

    name: str
    label: Words
    hint: Words
    control: Control
    is_required: bool
    value: str = ""
    chosen: frozenset[str] = frozenset()
    choices: tuple[Choice, ...] = ()
    inner: tuple[FormField, ...] = ()
    rows: tuple[tuple[FormField, ...], ...] = ()
    errors: tuple[str, ...] = ()


Form = Mapping[str, FormField]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a form is drawn in: what is wrong, choices known only to the database by their name, and the author's hours."""

    errors: Sequence[FieldError] = ()
    choices: Choices = field(default_factory=dict)
    zone: str = "Europe/Paris"

    def wrong(self, name: str, *, below: bool) -> tuple[str, ...]:
        """What is wrong with the field of that name; with what is in it too, if `below`."""
        told = [(error.pointer.strip("/").replace("/", "."), error.detail) for error in self.errors]
        return tuple(
            dict.fromkeys(detail for at, detail in told if at == name or (below and at.startswith(f"{name}.")))
        )


def draw(schema: ma.Schema, raw: Raw, setting: Setting, prefix: str = "") -> Form:
    """Every field of `schema` by its name, filled in with `raw`."""
    return {
        name: _draw(known, f"{prefix}{name}", raw.get(name, _default(known)), setting)
        for name, known in schema.fields.items()
    }


def _draw(known: ma.fields.Field[object], name: str, said: object, setting: Setting) -> FormField:
    control = control_of(known, setting.choices)
    return FormField(
        name=name,
        label=_words(known.metadata.get("label"), name.rpartition(".")[2]),
        hint=_words(known.metadata.get("hint"), ""),
        control=control,
        is_required=known.required,
        value=_value(control, said, setting.zone),
        chosen=_chosen(control, said),
        choices=_offered(known, _chosen(control, said), setting),
        inner=_inner(known, name, said, setting),
        rows=_rows(known, name, said, setting),
        errors=setting.wrong(name, below=control in (Control.LINES, Control.CHECKS)),
    )


def _offered(known: ma.fields.Field[object], chosen: frozenset[str], setting: Setting) -> tuple[Choice, ...]:
    """What may be chosen, and what was although it no longer may: nothing that was said is lost."""
    offered = choices_of(known, setting.choices)
    lost = sorted(chosen - {choice.value for choice in offered}) if offered else []
    return (*offered, *(Choice(value, {"fr": value, "en": value}) for value in lost))


def _default(known: ma.fields.Field[object]) -> object:
    default = known.load_default
    return None if default is ma.missing or callable(default) else default


def _value(control: Control, said: object, zone: str) -> str:
    if said is None or isinstance(said, bool | Mapping):
        return ""
    if isinstance(said, list | tuple):
        return "\n".join(str(one) for one in said) if control is Control.LINES else ""
    return _there(str(said), zone) if control is Control.MOMENT else str(said)


def _there(moment: str, zone: str) -> str:
    """A moment as a browser's own control writes it, in the author's hours."""
    try:
        read = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    local = read.astimezone(ZoneInfo(zone)) if read.tzinfo else read
    return local.strftime("%Y-%m-%dT%H:%M")


def _chosen(control: Control, said: object) -> frozenset[str]:
    if control is Control.SWITCH:
        return frozenset({"yes"}) if said is True else frozenset()
    if isinstance(said, list | tuple):
        return frozenset(str(one) for one in said)
    return frozenset() if said is None or isinstance(said, Mapping) else frozenset({str(said)})


def _inner(known: ma.fields.Field[object], name: str, said: object, setting: Setting) -> tuple[FormField, ...]:
    control = control_of(known, setting.choices)
    held = said if isinstance(said, Mapping) else {}
    if control is Control.PAIR:
        return tuple(_tongue(known, f"{name}.{tongue}", held.get(tongue), setting) for tongue in TONGUES)
    if control is Control.GROUP and isinstance(known, ma.fields.Nested):
        return tuple(draw(known.schema, held, setting, f"{name}.").values())
    return ()


def _tongue(known: ma.fields.Field[object], name: str, said: object, setting: Setting) -> FormField:
    return FormField(
        name=name,
        label=TONGUES[name.rpartition(".")[2]],
        hint={},
        control=Control.TEXT if known.metadata.get("form") == "text" else Control.LINE,
        is_required=known.required,
        value=str(said or ""),
        errors=setting.wrong(name, below=True),
    )


def _rows(
    known: ma.fields.Field[object], name: str, said: object, setting: Setting
) -> tuple[tuple[FormField, ...], ...]:
    """A row for each thing in the list, and an empty one."""
    if control_of(known, setting.choices) is not Control.ROWS or not isinstance(known, ma.fields.List):
        return ()
    assert isinstance(known.inner, ma.fields.Nested), "Rows are those of a nested schema."
    held = [row if isinstance(row, Mapping) else {} for row in said] if isinstance(said, list) else []
    schema = known.inner.schema
    filled = [tuple(draw(schema, row, setting, f"{name}.{place}.").values()) for place, row in enumerate(held)]
    blank = dict.fromkeys(schema.fields)
    return (*filled, tuple(draw(schema, blank, setting, f"{name}.{len(held)}.").values()))


def _words(told: object, otherwise: str) -> Words:
    if isinstance(told, Mapping):
        return {str(tongue): str(text) for tongue, text in told.items()}
    if otherwise in TONGUES:
        return TONGUES[otherwise]
    return {"fr": otherwise, "en": otherwise} if otherwise else {}
