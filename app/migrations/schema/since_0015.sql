-- What a database at revision 0015, the last of the long chain at the first demo, lacks beside intake.sql and members.sql.

alter table crisis add column over_at timestamptz generated always as (least(ends_at, ended_at)) stored;
