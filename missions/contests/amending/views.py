"""What the form of an amendment shows: its fields, the rows of its prizes with one to fill in, and what changed meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.web.languages import current_language, localise_text
from missions.contests.amending.queries import JudgedAmendment
from missions.contests.amending.reading import list_new_prize_numbers, read_prize_row
from missions.contests.mode import contest_modes
from missions.contests.regulation.comparison import TextChange, compare_texts
from missions.contests.regulation.queries import get_regulation
from missions.contests.writing.steps import SCORING_ROW
from missions.contests.writing.views import add_blank_row, list_receivers


def build_form_view(judged: JudgedAmendment, *, is_checked: bool) -> dict[str, object]:
    """The values of the template; faults are shown once they are asked for."""
    form, old = judged.form, judged.old
    new_prizes = list_new_prize_numbers(form, old)
    blank = max([len(old.prizes) - 1, *new_prizes]) + 1
    rows = {number: read_prize_row(form, number) for number in (*range(len(old.prizes)), *new_prizes, blank)}
    return {
        "judged": judged,
        "contest": judged.contest,
        "form": form,
        "today": judged.today,
        "terms": old,
        "mode": contest_modes()[old.mode],
        "faults": judged.faults if is_checked else {},
        "is_same": is_checked and not judged.has_changes and not judged.meanwhile,
        "prize_rows": rows,
        "scoring_rows": add_blank_row(form, form.scoring_rows, SCORING_ROW),
        "choices": [(source, localise_text(label)) for source, label in judged.source_labels.items()],
        "receivers_of_mode": partial(list_receivers, old.mode),
        "meanwhile_texts": _compare_meanwhile(judged),
    }


def _compare_meanwhile(judged: JudgedAmendment) -> Sequence[TextChange]:
    """How the regulation that was read differs from the one in force, in the reader's language."""
    if not judged.meanwhile:
        return ()
    language = current_language()
    read = get_regulation(judged.contest.id, judged.meanwhile[-1].version - 1)
    return compare_texts(read.text[language], judged.last.text[language])
