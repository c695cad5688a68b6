"""What the page of an amendment shows: today's answers, the new ones, their faults, and how the regulation then differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.kernel import clock
from app.kernel.errors import FieldError
from missions.contests.amending.form import merge_answers, write_form
from missions.contests.amending.reading import read_amended_terms
from missions.contests.life.service.amend import get_terms_to_amend, is_play_open, list_faults_of_amendment
from missions.contests.models import Contest, ContestRegulation
from missions.contests.queries import get_listed_contest
from missions.contests.regulation.comparison import TextChange, compare_texts
from missions.contests.regulation.queries import get_regulation, list_regulations
from missions.contests.regulation.service import build_edition
from missions.contests.regulation.wording import LANGUAGES, write_regulation
from missions.contests.terms import ContestTerms, Words, decode_terms
from missions.contests.writing.fields import FormReader, find_field_of_pointer
from missions.contests.writing.form import ContestForm
from missions.contests.writing.queries import read_form_context


@dataclass(frozen=True, kw_only=True)
class JudgedAmendment:
    """An amendment as it would be published over `last`, the newest version.

    `meanwhile` are the versions that appeared since the page was opened, the newest first: what its author left alone
    follows them. `faults` are by field.
    """

    contest: Contest
    last: ContestRegulation
    meanwhile: Sequence[ContestRegulation]
    old: ContestTerms
    new: ContestTerms
    is_open: bool
    form: ContestForm
    change: Words
    source_labels: Mapping[str, Words]
    faults: Mapping[str, str]

    @property
    def today(self) -> ContestForm:
        """The answers that hold today."""
        return write_form(self.old)

    @property
    def has_changes(self) -> bool:
        """Whether the new terms differ from those in force."""
        return self.new != self.old


def open_amendment(slug: str) -> JudgedAmendment:
    """An amendment of a contest that changes nothing yet; ContestClosed after its closing."""
    contest = get_listed_contest(slug)
    form = write_form(get_terms_to_amend(contest))
    return judge_amendment(slug, form, change={}, version=get_regulation(contest.id).version)


def judge_amendment(slug: str, typed: ContestForm, *, change: Words, version: int) -> JudgedAmendment:
    """What somebody typed who read that `version`, with every fault; NoSuchRegulation for a version that never was."""
    contest = get_listed_contest(slug)
    old, read = get_terms_to_amend(contest), get_regulation(contest.id, version)
    versions = list_regulations(contest.id)
    form = merge_answers(typed, base=decode_terms(read.terms), current=old)
    context, is_open = read_form_context(form), is_play_open(contest, old)
    reader = FormReader(form, context)
    new = read_amended_terms(reader, old, is_open=is_open)
    _note_faults(reader, change, list_faults_of_amendment(contest, old, new, change))
    return JudgedAmendment(
        contest=contest,
        last=versions[0],
        meanwhile=[regulation for regulation in versions if regulation.version > version],
        old=old,
        new=new,
        is_open=is_open,
        form=form,
        change=change,
        source_labels=context.source_labels,
        faults={field: str(fault) for field, fault in reader.faults.items()},
    )


def _note_faults(reader: FormReader, change: Words, faults: Iterable[FieldError]) -> None:
    for language in LANGUAGES:
        reader.read_text(f"change_{language}", change.get(language, ""))
    for fault in faults:
        reader.note_fault(find_field_of_pointer(fault.pointer), fault.detail)


def compare_versions(judged: JudgedAmendment) -> dict[str, list[TextChange]]:
    """How the regulation differs once the amendment is published, by language."""
    version = judged.last.version + 1
    edition = build_edition(judged.new, version=version, published_at=clock.now(), change=judged.change)
    texts = write_regulation(edition)
    return {language: compare_texts(judged.last.text[language], texts[language]) for language in LANGUAGES}
