"""Describes in sentences how a file was understood, what its import changes, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.kernel.messages import ErrorMessage
from app.people.directory.columns import MOST_PROBLEMS, NO_LABELS, FileProblem, Labels
from app.people.directory.day_forms import DayOrder
from app.people.directory.encodings import ENCODINGS
from app.people.directory.entries import DirectoryGroup
from app.people.directory.plan import EntryChange, ImportPlan, PersonReturn, ProbableRename
from app.people.directory.reading import Understanding
from app.people.directory.rows import LEFT_OUT
from app.people.directory.undoing import UndoPlan

MAX_EXAMPLES, MAX_LISTED = 8, 50
"""How many examples are shown in a line, and how many changes or problems one by one."""

COUNTED = ErrorMessage("{count} ({names})", french="{count} ({names})")
COUNTED_AND_MORE = ErrorMessage("{count} ({names} … and {more} more)", french="{count} ({names}… et {more} de plus)")
MORE = ErrorMessage("… and {more} more.", french="… et {more} de plus.")
EMPTY_VALUE = ErrorMessage("empty", french="vide")
NOTHING_CHANGES = ErrorMessage("The directory says all of this already.", french="L’annuaire dit déjà tout cela.")
NEW_REGIONS = ErrorMessage("New regions: {list}", french="Nouvelles régions : {list}")
NEW_SITES = ErrorMessage("New sites: {list}", french="Nouveaux sites : {list}")
MOVED_SITES = ErrorMessage(
    "Sites with another region or time zone: {list}",
    french="Sites d’une autre région ou d’un autre fuseau horaire : {list}",
)
NEW_UNITS = ErrorMessage("New units: {list}", french="Nouvelles équipes : {list}")
RENAMED_GROUPS = ErrorMessage(
    "Renamed, with their points, boards and audiences: {list}",
    french="Renommés, avec leurs points, classements et publics : {list}",
)
RESPELLED = ErrorMessage("Names written otherwise: {list}", french="Noms écrits autrement : {list}")
ONE_GROUP = ErrorMessage(
    "Read as one {kind}: {names}. If they are different, let their names differ by a letter or a figure.",
    french="Lus comme un seul nom ({kind}) : {names}. S’ils sont différents, faites-les différer d’une lettre ou d’un chiffre.",
)
EMPTIED = ErrorMessage(
    "Left without anybody: {list}. Their points stay with them; if they live on under another name, merge them.",
    french="Désormais sans personne : {list}. Leurs points y restent ; s’ils existent sous un autre nom, fusionnez-les.",
)
NEW_IDS = ErrorMessage(
    "New external_ids for known e-mails: {list}", french="Nouveaux external_id pour des adresses connues : {list}"
)
NEW_PEOPLE = ErrorMessage("New people: {list}", french="Nouvelles personnes : {list}")
FREED = ErrorMessage(
    "Addresses of people who left, given to others: {list}",
    french="Adresses de personnes parties, données à d’autres : {list}",
)
CHANGED = ErrorMessage("Changed people: {count}", french="Personnes modifiées : {count}")
CHANGE = ErrorMessage("{name} ({id}): {changes}", french="{name} ({id}) : {changes}")
DEPARTURES = ErrorMessage("Departures: {list}", french="Départs : {list}")
REHIRED = ErrorMessage(
    "Hired again, beginning without roles, choices and password: {list}",
    french="Réembauchées, sans rôles, choix ni mot de passe au départ : {list}",
)
CORRECTED = ErrorMessage(
    "Back, as a departure that was corrected: {list}. They get back their choices of before.",
    french="De retour, car leur départ est corrigé : {list}. Elles retrouvent leurs choix d’avant.",
)
ROLES_BACK = ErrorMessage("{name}, roles {roles}", french="{name}, rôles {roles}")
ROLES_GIVEN = ErrorMessage("Roles given: {list}", french="Rôles donnés : {list}")
JOININGS = ErrorMessage(
    "People who take part since the day in joined_on: {list}",
    french="Personnes qui participent depuis le jour de joined_on : {list}",
)
ACCOUNTS = ErrorMessage("Names on networks: {list}", french="Noms sur les réseaux : {list}")
TO_COME = ErrorMessage(
    "Departures to come, left for another import: {list}", french="Départs à venir, pour un autre import : {list}"
)
ON_DAY = ErrorMessage("{name} on {day}", french="{name} le {day}")
ENCODING = ErrorMessage("Encoding: {encoding} ({names})", french="Encodage : {encoding} ({names})")
DAY_FIRST = ErrorMessage("Dates such as 02/11/2026: the day first", french="Dates comme 02/11/2026 : le jour d’abord")
MONTH_FIRST = ErrorMessage(
    "Dates such as 11/02/2026: the month first", french="Dates comme 11/02/2026 : le mois d’abord"
)
COLUMN = ErrorMessage("{column} ← {heading} ({samples})", french="{column} ← {heading} ({samples})")
FIXED = ErrorMessage("{column} ← “{value}” for everybody", french="{column} ← « {value} » pour tout le monde")
UNREAD = ErrorMessage("Not read: {names}", french="Non lues : {names}")
ROLES_TAKEN = ErrorMessage("Roles taken back: {list}", french="Rôles repris : {list}")
ACCOUNTS_FORGOTTEN = ErrorMessage("Names on networks forgotten: {list}", french="Noms sur les réseaux oubliés : {list}")
CHANGED_SINCE = ErrorMessage(
    "Changed since, left as they are: {list}", french="Modifiées depuis, laissées telles quelles : {list}"
)
NOT_GIVEN_BACK = ErrorMessage(
    "Not undone: people whom the import added leave today, their accounts are not deleted; consents, the roles and choices of people who were"
    " hired again, and pairs that ended with a departure do not come back; new sites and units stay.",
    french="Ce qui ne s’annule pas : les personnes ajoutées partent aujourd’hui, sans que leur compte soit supprimé ; les accords, les rôles et les"
    " choix de personnes réembauchées et les binômes terminés par un départ ne reviennent pas ; les nouveaux sites et équipes restent.",
)
WAS_IT_RENAMED = ErrorMessage(
    "The {people} people of {before} ({kind}) are all in {after}, which is new. Was it renamed, or did they move?",
    french="Les {people} personnes de {before} ({kind}) sont toutes dans {after}, qui est nouveau. Est-ce un nouveau nom, ou ont-elles changé"
    " de groupe ?",
)
ANSWER_RENAME = ErrorMessage(
    "--renamed “{before}”: points, boards and audiences follow. --moved “{before}”: they stay."
)
WHICH_ZONE = ErrorMessage(
    "Which time zone has the new site {site}? --time-zone “{site}=Europe/Paris”, or --time-zone Europe/Paris for every new site.",
    french="Quel est le fuseau horaire du nouveau site {site} ?",
)
KINDS = {
    DirectoryGroup.REGION: ErrorMessage("region", french="région"),
    DirectoryGroup.SITE: ErrorMessage("site", french="site"),
    DirectoryGroup.UNIT: ErrorMessage("unit", french="équipe"),
}


@dataclass(frozen=True)
class ReportLine:
    """A sentence of a report; one with `is_detail` belongs to the sentence before. `column` is where the file is wrong."""

    text: ErrorMessage
    is_detail: bool = False
    column: str | None = None

    def __str__(self) -> str:
        return f"  {self.text}" if self.is_detail else str(self.text)


def describe_problems(problems: Sequence[FileProblem], labels: Labels = NO_LABELS) -> Iterator[ReportLine]:
    """Each problem with its place, the first ones at least; columns by their labels, where there are some."""
    shown = (replace(problem, label=labels.get(problem.column or "")) for problem in problems[:MAX_LISTED])
    yield from (ReportLine(problem.sentence, is_detail=True, column=problem.column) for problem in shown)
    if len(problems) > MAX_LISTED:
        yield ReportLine(MORE.format(more=len(problems) - MAX_LISTED), is_detail=True)


def describe_understanding(understanding: Understanding) -> Iterator[ReportLine]:
    """How the file was read: its encoding with some names, the heading of each column with some values, what is not read."""
    if not understanding.columns:
        return
    encoding = ENCODINGS.get(understanding.encoding, understanding.encoding)
    yield ReportLine(ENCODING.format(encoding=encoding, names=", ".join(understanding.names)))
    order = understanding.file_format.day_order
    if order is not None:
        yield ReportLine(DAY_FIRST if order is DayOrder.DAY_FIRST else MONTH_FIRST)
    for column in understanding.columns:
        samples = ", ".join(column.samples)
        yield ReportLine(COLUMN.format(column=column.name, heading=column.heading, samples=samples), is_detail=True)
    for name, heading in understanding.file_format.accounts.items():
        yield ReportLine(COLUMN.format(column=f"account:{name}", heading=heading, samples=""), is_detail=True)
    for name, value in understanding.file_format.fixed.items():
        yield ReportLine(FIXED.format(column=name, value=value), is_detail=True)
    if understanding.unread:
        yield ReportLine(UNREAD.format(names=", ".join(understanding.unread)))


def describe_plan(plan: ImportPlan, labels: Labels = NO_LABELS) -> Iterator[ReportLine]:
    """What changes, in nouns, so that the same lines serve before and after."""
    if plan.is_empty:
        yield ReportLine(NOTHING_CHANGES)
    yield from _count_with_examples(LEFT_OUT, (f"{merged} → {kept}" for merged, kept in plan.left_out))
    yield from _describe_groups(plan)
    yield from _count_with_examples(NEW_IDS, (f"{old} → {new}" for old, new in plan.renamed.items()))
    yield from _count_with_examples(NEW_PEOPLE, (entry.full_name for entry in plan.added))
    yield from _count_with_examples(FREED, (f"{new.full_name} ← {old.full_name}" for new, old in plan.freed_emails))
    yield from _describe_changes(plan.changed, labels)
    yield from _count_with_examples(DEPARTURES, (entry.full_name for entry in plan.departed))
    yield from _count_with_examples(REHIRED, (back.entry.full_name for back in plan.returned if back.is_rehire))
    yield from _count_with_examples(
        CORRECTED, (_format_roles_back(back) for back in plan.returned if not back.is_rehire)
    )
    yield from _count_with_examples(ROLES_GIVEN, (f"{external_id} {role}" for external_id, role in plan.roles))
    yield from _count_with_examples(JOININGS, plan.joinings)
    yield from _count_with_examples(ACCOUNTS, (f"{name} ({source})" for source, name in plan.accounts))
    yield from _count_with_examples(
        TO_COME, (str(ON_DAY.format(name=row.external_id, day=row.left_on)) for row in plan.not_yet_departed)
    )


def describe_undo(undone: UndoPlan, labels: Labels = NO_LABELS) -> Iterator[ReportLine]:
    """What an undo gives back, what changed since and stays, and what no undo gives back."""
    yield from describe_plan(undone.plan, labels)
    yield from _count_with_examples(ROLES_TAKEN, (f"{person} {role}" for person, role in undone.roles))
    yield from _count_with_examples(ACCOUNTS_FORGOTTEN, (f"{name} ({source})" for source, name in undone.accounts))
    yield from _count_with_examples(CHANGED_SINCE, undone.changed_since)
    yield ReportLine(NOT_GIVEN_BACK)


def describe_questions(plan: ImportPlan) -> Iterator[ReportLine]:
    """What must be answered before the plan is written, with the options of the command that answer."""
    for question in plan.questions:
        yield ReportLine(build_rename_question(question))
        yield ReportLine(ANSWER_RENAME.format(before=question.before), is_detail=True)
    for name in plan.sites_without_zone.values():
        yield ReportLine(WHICH_ZONE.format(site=name))


def build_rename_question(question: ProbableRename) -> ErrorMessage:
    """The question whether a group was renamed, or its people moved."""
    return WAS_IT_RENAMED.format(
        kind=KINDS[question.kind], before=question.before, after=question.after, people=question.people
    )


def count_problems(problems: Sequence[FileProblem]) -> str:
    """How many problems there are, as far as the file was read."""
    return f"{len(problems):,}" + (" or more" if len(problems) >= MOST_PROBLEMS else "")


def _describe_groups(plan: ImportPlan) -> Iterator[ReportLine]:
    yield from _count_with_examples(
        RENAMED_GROUPS, (f"{rename.before} → {rename.after}" for rename in plan.group_renames)
    )
    yield from _count_with_examples(RESPELLED, (f"{rename.before} → {rename.after}" for rename in plan.respelled))
    for kind, names in plan.joined_spellings:
        yield ReportLine(ONE_GROUP.format(kind=KINDS[kind], names=", ".join(names)))
    yield from _count_with_examples(NEW_REGIONS, plan.regions.values())
    yield from _count_with_examples(NEW_SITES, (place.name for place in plan.sites.values()))
    yield from _count_with_examples(MOVED_SITES, (place.name for place in plan.moved_sites.values()))
    yield from _count_with_examples(NEW_UNITS, plan.units.values())
    yield from _count_with_examples(EMPTIED, (name for _, name in plan.emptied))


def _count_with_examples(what: ErrorMessage, names: Iterable[str]) -> Iterator[ReportLine]:
    listed = list(names)
    if not listed:
        return
    examples, more = ", ".join(listed[:MAX_EXAMPLES]), len(listed) - MAX_EXAMPLES
    counted = COUNTED_AND_MORE if more > 0 else COUNTED
    yield ReportLine(what.format(list=counted.format(count=len(listed), names=examples, more=more)))


def _format_roles_back(back: PersonReturn) -> str:
    if not back.roles:
        return back.entry.full_name
    return str(ROLES_BACK.format(name=back.entry.full_name, roles=" ".join(sorted(back.roles))))


def _describe_changes(changed: Sequence[EntryChange], labels: Labels) -> Iterator[ReportLine]:
    if changed:
        yield ReportLine(CHANGED.format(count=len(changed)))
    for change in changed[:MAX_LISTED]:
        changes = ", ".join(_list_differences(change, labels))
        line = CHANGE.format(name=change.after.full_name, id=change.after.external_id, changes=changes)
        yield ReportLine(line, is_detail=True)
    if len(changed) > MAX_LISTED:
        yield ReportLine(MORE.format(more=len(changed) - MAX_LISTED), is_detail=True)


def _list_differences(change: EntryChange, labels: Labels) -> Iterator[str]:
    for column in change.changed_columns:
        before, after = getattr(change.before, column), getattr(change.after, column)
        yield f"{labels.get(column, column)} {before or EMPTY_VALUE} → {after or EMPTY_VALUE}"
