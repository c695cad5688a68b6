"""A database of the long chain of migrations is taken over when its last revision is known, and refused plainly otherwise."""

from __future__ import annotations

import click
import flask_migrate
import psycopg
import pytest

from app.cli.database import find_schema_revision
from app.cli.earlier_databases import MISSING_PARTS, move_database_to_single_migration
from app.cli.migrate import MIGRATIONS, upgrade_database
from app.kernel.application import Application
from app.kernel.database import db
from app.kernel.revisions import newest_schema_revision
from app.kernel.settings import Settings

LATEST = """
    drop table kept_figure;
    drop table person_merge, rebuild;
    alter table endpoint drop column form, drop column signing_key, drop column last_test;
    drop function write_audit_entry cascade; drop table audit_entry; drop function keep_audit_entries;
    drop table kept_answer;
    drop function note_change_of_award cascade; drop table shown_award; drop function note_change_of_shown_award;
    drop sequence shown_award_place;
    drop table personal_token;
    drop table award_team;
    alter table badge drop column holder_count; alter table badge_version drop column group_slug; drop table badge_group;
    drop table practice_request, thanks, thanks_refusal, thanks_ring, thanks_look;
    drop table path_completion; alter table path drop column past_position;
    drop table ambassador_removal;
    drop table question_turn, ambassador_time, proposed_text, ambassador_photo; drop index ix_fact_written;
    drop table ambassador_publicity, ambassador_list_export;
    drop table ambassador_signals, signal_refusal;
    drop table candidacy, nomination, ambassador_programme;
    drop function mark_revoked_places cascade; drop table badge_page, credential, status_list_place, issuer_key;
    drop table badge_giver; drop index ix_award_expires_at, ix_award_term;
    alter table award drop column expires_at, drop column expired_at, drop column reminded_at, drop column given_by_id,
        drop column reason, drop column evidence, drop column is_barred, drop column is_named,
        add constraint uq_award_badge_id_person_id unique (badge_id, person_id);
    alter table badge_requirement drop column version_id, add column badge_id bigint;
    drop table badge_version;
    alter table badge drop column state, drop column ended_at, drop column past_position,
        add column name jsonb, add column description jsonb, add column icon text, add column shape text, add column colour text,
        add column criterion text, add column settings jsonb, add column counted_kinds text[],
        add column counted_by text constraint ck_badge_counted_by check (counted_by <> ''), add column among text[],
        add column communities text[], add column wanted bigint, add column within_days bigint, add column until_on date,
        add column published_at timestamptz, add column version bigint;
    drop table badge_count;
    drop table prize_export, prize_hand_over;
    drop table contest_shift, contest_objection, contest_result;
    drop table contest_alternate, contest_win, contest_prize_stock_change, contest_prize;
    drop table contest_ranking;
    drop table contest_figure, contest_outcome, contest_entry, contest_freeze, contest_head;
    drop function remove_counts_of_standings cascade;
    drop table contest_count, contest_standing;
    drop function note_changes_of_ledger cascade;
    drop table place_headcount, counted_person, place_total, person_total, counted_window, ledger_change;
    drop table contest_jury_sheet, contest_idea_adoption, contest_idea;
    drop function note_changes_of_person cascade; drop function note_changes_of_choices cascade;
    drop function note_given_roles cascade; drop function note_changes_of_site cascade;
    drop function note_changed_people; drop table person_change;
    drop table board_change; alter table snapshot drop column base_id, drop column moves, drop column moves_digest, drop column moments;
    drop table contest_participant, contest_regulation, contest;
    alter table enrolment drop column counted_as, drop column last_counted_at, drop column counted_keys;
    alter table position drop column is_read_again;
    drop index ix_fact_gesture, ix_fact_answered;
    drop function gesture_target; drop function takes_back; drop function is_undone; drop function is_restored;
    create table last_heard (kind text not null constraint pk_last_heard primary key, heard_on date not null);
    drop table people_import;
    drop table actor_alias; drop table people_file_format;
    alter table region drop column spellings, drop column merged_into_id;
    alter table site drop column spellings, drop column merged_into_id;
    alter table unit drop column spellings, drop column merged_into_id;
    drop index uq_person_email; alter table person add constraint uq_person_email unique (email);
    alter table ledger_entry drop column site_id;
    create table last_match (version_id bigint);
    drop table form_draft;
    drop table badge_requirement; alter table badge drop column communities, drop column within_days, drop column until_on;
    drop table group_result;
    alter table badge drop column shape, drop column colour;
    alter table position drop column version; alter table badge drop constraint ck_badge_counted_by;
    alter table mission_version drop constraint ck_mission_version_counted_by;
    alter table choices add column points_audience text default 'me' not null;
    drop function attainable_count; drop index ix_fact_ending;
    drop index ix_person_name_key, ix_person_reversed_name_key, uq_choices_pseudonym;
    drop function full_name_key; drop function name_key; drop function name_as_latin;
    alter table site drop column holidays; drop table mentoring_pair_level; alter table mentoring_pair drop column meeting_place, drop column idle_asked_at;
    create unique index uq_choices_pseudonym on choices (lower(pseudonym)) where pseudonym is not null;
    drop table waiting_credit;
    alter table mentoring_volunteer drop column away;
    alter table notice drop column written_at;
    alter table mail_choices drop column news_until, drop column refused_email, drop column refused_because, drop column refused_at;
    alter table endpoint drop column older_secrets;
"""
INBOX = (
    "drop table unknown_act, unknown_account, source_memory, inbox_item, inbox_batch; drop sequence inbox_item_number;"
)
TAKE_BACK = {
    "0015": f"""
        drop function member_at; drop function policy_at; drop function crisis_at; drop function pause_at; drop view member;
        {INBOX} drop table source; alter table crisis drop column over_at;
        {LATEST}
    """,
    "0016": f"{INBOX} drop table source; {LATEST}",
    "0017": f"""
        {INBOX} alter table source drop column earlier_secret_key, drop column earlier_secret, drop column earlier_secret_until,
            drop column heard_at, drop column paused_at, drop column poll_due_at, drop column poll_failure;
        {LATEST}
    """,
}
COLUMNS = "select table_name, column_name, data_type from information_schema.columns where table_schema = 'public' order by 1, 2"
ROUTINES = "select routine_name from information_schema.routines where routine_schema = 'public' order by 1"


def make_database_of(revision: str, settings: Settings) -> None:
    with psycopg.connect(settings.database_url) as connection:
        connection.execute(TAKE_BACK[revision].encode())
        connection.execute("update alembic_version set version_num = %s", [revision])


def schema_of(settings: Settings) -> list[tuple[object, ...]]:
    with psycopg.connect(settings.database_url) as connection:
        return [*connection.execute(COLUMNS), *connection.execute(ROUTINES)]


@pytest.mark.parametrize("revision", sorted(MISSING_PARTS))
def test_a_database_at_a_known_revision_gets_what_it_lacks(
    settings: Settings, bare_app: Application, revision: str
) -> None:
    whole = schema_of(settings)
    make_database_of(revision, settings)
    upgrade_database(bare_app)
    assert find_schema_revision(settings.database_url) == newest_schema_revision()
    assert schema_of(settings) == whole


def test_migrations_go_back_and_forward_again(settings: Settings, bare_app: Application) -> None:
    whole = schema_of(settings)
    flask_migrate.Migrate(bare_app, db)
    with bare_app.app_context():
        flask_migrate.downgrade(directory=MIGRATIONS, revision="0001")
        assert schema_of(settings) != whole
        flask_migrate.upgrade(directory=MIGRATIONS)
    assert schema_of(settings) == whole


def test_a_database_that_is_up_to_date_stays_as_it_is(settings: Settings) -> None:
    whole = schema_of(settings)
    move_database_to_single_migration(settings.database_url)
    assert (find_schema_revision(settings.database_url), schema_of(settings)) == (newest_schema_revision(), whole)


def test_a_database_of_an_unfinished_version_is_refused_with_what_to_do(settings: Settings) -> None:
    with psycopg.connect(settings.database_url) as connection:
        connection.execute("update alembic_version set version_num = '0009'")
    with pytest.raises(click.ClickException, match="revision 0009 of an unfinished version"):
        move_database_to_single_migration(settings.database_url)
    assert find_schema_revision(settings.database_url) == "0009"
