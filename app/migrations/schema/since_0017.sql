-- What a database at revision 0017 or before lacks: communities and days of a counted badge, composed badges,
-- versions of readers, and the closed list of ways of counting.

alter table badge add column communities text[], add column within_days bigint;

CREATE TABLE badge_requirement (
    badge_id bigint NOT NULL,
    required_id bigint NOT NULL,
    CONSTRAINT pk_badge_requirement PRIMARY KEY (badge_id, required_id),
    CONSTRAINT ck_badge_requirement_older CHECK (required_id < badge_id),
    CONSTRAINT fk_badge_requirement_badge_id_badge FOREIGN KEY (badge_id) REFERENCES badge(id) ON DELETE CASCADE,
    CONSTRAINT fk_badge_requirement_required_id_badge FOREIGN KEY (required_id) REFERENCES badge(id)
);
CREATE INDEX ix_badge_requirement_required ON badge_requirement USING btree (required_id);

alter table position add column version bigint default 1 not null;

alter table mission_version add constraint ck_mission_version_counted_by
    check (counted_by in ('fact', 'kind', 'person', 'community', 'unit', 'week', 'object'));

alter table badge add constraint ck_badge_counted_by
    check (counted_by in ('fact', 'kind', 'person', 'community', 'unit', 'week', 'object'));
