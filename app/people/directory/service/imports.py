"""Imports the directory: reads, checks and plans; writes only when it is applied, in sets, everything or nothing."""

from __future__ import annotations

from dataclasses import replace

from app.kernel import clock
from app.kernel.database import session
from app.kernel.garbage import garbage_collector_paused
from app.people.directory import checks, groups, planning, queries, statements
from app.people.directory.columns import MOST_PROBLEMS, FileProblem, sort_problems
from app.people.directory.entries import Directory
from app.people.directory.models import PeopleImport
from app.people.directory.outcome import ImportOptions, ImportOutcome, Progress, ignore_progress
from app.people.directory.plan import GroupRename, ImportPlan
from app.people.directory.reading import parse_sheet
from app.people.directory.reporting_line import resolve_managers
from app.people.directory.rows import PersonRow, iterate_person_rows, leave_merged_people_out
from app.people.directory.service.write import write_plan
from app.people.directory.undoing import build_undo_record


@garbage_collector_paused()
def plan_import(content: bytes, options: ImportOptions = ImportOptions()) -> ImportOutcome:
    """Read a people file and compare it with the directory; a file with problems has no plan."""
    sheet = parse_sheet(content, options.file_format)
    problems = list(sheet.problems)
    today, duplicates = clock.now().date(), list[FileProblem]()
    people = iterate_person_rows(sheet.lines, sheet.day_order, problems)
    rows = list(checks.iterate_rows_noting_duplicates(people, today, duplicates))
    if problems or len(duplicates) >= MOST_PROBLEMS:
        return ImportOutcome(len(sheet.lines), sort_problems([*problems, *duplicates]), None, sheet.understanding)
    if not options.gives_roles:
        rows = [row._replace(roles=frozenset(), joined_on=None) if row.roles or row.joined_on else row for row in rows]
    merged = queries.read_kept_external_ids()
    left_out = [row.external_id for row in rows if row.external_id in merged]
    rows = leave_merged_people_out(rows, merged) if merged else rows
    outcome = _plan_import_of_rows(rows, sheet.columns, options, duplicates)
    if outcome.plan is not None:
        outcome.plan.left_out += [(external_id, merged[external_id]) for external_id in left_out]
    return replace(outcome, understanding=sheet.understanding)


def apply_import(
    content: bytes, options: ImportOptions = ImportOptions(), progress: Progress = ignore_progress
) -> ImportOutcome:
    """Plan while no other import runs, and write the plan. Nothing is written while the file has problems or questions wait."""
    session().execute(statements.IMPORT_LOCK)
    reading = plan_import(content, options)
    if reading.plan is not None and not reading.plan.has_questions:
        write_plan(reading.plan, progress)
    return reading


def apply_and_record_import(
    imported: PeopleImport, content: bytes, options: ImportOptions, progress: Progress = ignore_progress
) -> ImportOutcome:
    """Apply an import and keep in `imported` what undoes it; the file itself is forgotten once it is written."""
    session().execute(statements.IMPORT_LOCK)
    reading = plan_import(content, options)
    if reading.plan is not None and not reading.plan.has_questions:
        before, names = queries.read_directory(), reading.plan.renamed
        write_plan(reading.plan, progress)
        before = planning.replace_external_ids_in_directory(before, names) if names else before
        imported.content, imported.written_at, imported.people = None, clock.now(), reading.people
        imported.changes = dict(build_undo_record(reading.plan, before))
        session().add(imported)
        session().flush()
    return reading


def _plan_import_of_rows(
    rows: list[PersonRow], columns: frozenset[str], options: ImportOptions, problems: list[FileProblem]
) -> ImportOutcome:
    people, today = queries.read_outlines(), clock.now().date()
    names = planning.match_external_ids_by_email(rows, people) if options.match_emails else {}
    people = planning.replace_external_ids_in_outlines(people, names) if names else people
    rows = resolve_managers(rows, people, problems)
    if len(problems) >= MOST_PROBLEMS:
        return ImportOutcome(len(rows), sort_problems(problems), None)
    plan = ImportPlan(today, renamed=names)
    has_renames = any(options.renames.values())
    directory = _read_renamed_directory(plan, rows, options) if has_renames else queries.read_groups()
    problems = sort_problems([*problems, *checks.list_row_problems(rows, people, directory, today)])
    if problems:
        return ImportOutcome(len(rows), problems, None)
    directory = directory if has_renames else _read_renamed_directory(plan, rows, options)
    groups.add_groups_to_plan(plan, rows, directory, options)
    planning.add_people_to_plan(plan, rows, directory, columns)
    if options.departures:
        planning.add_departures_to_plan(plan, rows, directory)
        problems = checks.list_mass_departure_problems(
            len(plan.departed), directory.number_of_people_here, options.most_departures
        )
    plan.emptied = groups.list_emptied_groups(plan, directory)
    return ImportOutcome(len(rows), problems, None) if problems else ImportOutcome(len(rows), (), plan)


def _read_renamed_directory(plan: ImportPlan, rows: list[PersonRow], options: ImportOptions) -> Directory:
    """The whole directory with the new external_ids of the plan, and with the groups renamed that somebody answered for.

    A question without an answer goes into the plan.
    """
    directory = queries.read_directory()
    directory = planning.replace_external_ids_in_directory(directory, plan.renamed) if plan.renamed else directory
    for rename in groups.find_probable_renames(rows, directory, is_whole=options.departures):
        if rename.key not in options.renames:
            plan.questions.append(rename)
        elif options.renames[rename.key]:
            plan.group_renames.append(GroupRename(rename.kind, rename.slug, rename.before, rename.after))
    return groups.rename_groups_in_directory(directory, plan.group_renames)
