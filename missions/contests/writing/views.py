"""What the page of a step shows of a draft: its fields, its rows with an empty one to add, its faults and its warnings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from app.web.languages import localise_text
from missions.contests.mode import contest_modes
from missions.contests.writing.form import MAX_ROWS, ContestForm
from missions.contests.writing.queries import JudgedDraft, list_draft_warnings
from missions.contests.writing.steps import PRIZE_ROW, SCORING_ROW, STEPS


def build_step_view(judged: JudgedDraft, step: str, *, is_checked: bool) -> dict[str, object]:
    """The values of the template. Faults are shown where they are asked for; warnings always, once the step is read again."""
    form = judged.form
    faults = judged.faults if is_checked else {}
    return {
        "form": form,
        "terms": judged.terms,
        "people": judged.people,
        "names": judged.context.place_names,
        "labels": judged.context.source_labels,
        "communities": judged.context.communities,
        "communities_named": [(name, name.rstrip("/").rpartition("/")[2]) for name in judged.context.communities],
        "choices": [(source, localise_text(label)) for source, label in judged.context.source_labels.items()],
        "receivers_of_mode": partial(list_receivers, judged.terms.mode),
        "scoring_rows": add_blank_row(form, form.scoring_rows, SCORING_ROW),
        "prize_rows": add_blank_row(form, form.prize_rows, PRIZE_ROW),
        "faults": {field: fault for field, fault in faults.items() if STEPS.is_field_of_step(field, step)},
        "all_faults": judged.faults,
        "warnings": list_draft_warnings(judged.terms),
        "day_of": date.fromisoformat,
        "total_cents": sum(prize.stock * prize.value_cents for prize in judged.terms.prizes),
    }


def list_receivers(mode: str, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Who a prize of this mode may go to, the usual one first."""
    receivers = contest_modes()[mode].receivers
    return [(name, label) for name, label in labels.items() if name in receivers]


def add_blank_row(
    form: ContestForm, rows: Sequence[Mapping[str, str]], fields: Sequence[str]
) -> list[Mapping[str, str]]:
    """The rows, and one to fill in, with the defaults of its number."""
    blank = {field: form[f"{field}.{len(rows)}"] for field in fields}
    return [*rows, blank][:MAX_ROWS]
