"""What files of people need: other names of groups and groups that were merged, addresses of leavers that are free, names of actors, formats of files."""

from __future__ import annotations

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

GROUPS = ("region", "site", "unit")
TAKE_BACK = """
drop table actor_alias;
drop table people_file_format;
drop index uq_person_email;
update person p set email = 'left:' || p.id || ':' || p.email
where p.left_on is not null and exists (
    select from person o where o.email = p.email and (o.left_on is null or o.left_on is not null and o.id < p.id));
alter table person add constraint uq_person_email unique (email);
"""


def upgrade() -> None:
    for group in GROUPS:
        op.execute(f"alter table {group} add column spellings text[] default '{{}}' not null")
        op.execute(
            f"alter table {group} add column merged_into_id bigint"
            f" constraint fk_{group}_merged_into_id_{group} references {group} (id)"
        )
    op.execute("alter table person drop constraint uq_person_email")
    op.execute("create unique index uq_person_email on person (email) where left_on is null")
    op.execute(
        """
        create table actor_alias (
            source text not null,
            name text not null,
            person_id bigint not null,
            constraint pk_actor_alias primary key (source, name),
            constraint fk_actor_alias_person_id_person foreign key (person_id) references person (id) on delete cascade
        );
        create table people_file_format (
            name text not null,
            content jsonb not null,
            kept_at timestamptz not null,
            constraint pk_people_file_format primary key (name)
        );
        create index ix_actor_alias_person_id on actor_alias (person_id);
        """
    )


def downgrade() -> None:
    """The names of actors and the other names of groups are lost; the address of a leaver that somebody else has gets a prefix."""
    op.execute(TAKE_BACK)
    for group in GROUPS:
        op.execute(f"alter table {group} drop column spellings, drop column merged_into_id")
