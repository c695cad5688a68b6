-- What is true of a person: the view member, and the functions that ask about a moment.

create view member as
select p.id, p.external_id, p.email, p.given_name, p.family_name, p.locale, p.job_title, p.manager_id, p.arrived_on, p.left_on,
       p.unit_id, p.site_id, s.region_id, s.time_zone, s.work_days, s.work_starts, s.work_minutes,
       c.joined_at, coalesce(c.on_boards, false) as on_boards, c.pseudonym,
       p.left_on is null as is_here,
       p.left_on is null and c.joined_at is not null as takes_part
from person p
left join site s on s.id = p.site_id
left join choices c on c.person_id = p.id;

create function pause_at(person_id bigint, at timestamptz) returns setof pause language sql stable as $$
    select z.* from pause z
    where z.person_id = pause_at.person_id and z.ended_at is null and (z.ends_at is null or z.ends_at > pause_at.at)
$$;

create function crisis_at(site_id bigint, at timestamptz) returns setof crisis language sql stable as $$
    select z.* from crisis z
    where (z.site_id is null or z.site_id = crisis_at.site_id) and z.starts_at <= crisis_at.at and z.over_at > crisis_at.at
$$;

create function policy_at(region_id bigint, site_id bigint, unit_id bigint, at timestamptz)
returns setof policy language sql stable as $$
    select z.* from policy z
    where z.since <= policy_at.at and (z.until is null or z.until > policy_at.at)
      and (z.scope = 'company'
           or z.scope = 'region' and z.scope_id = policy_at.region_id
           or z.scope = 'site' and z.scope_id = policy_at.site_id
           or z.scope = 'unit' and z.scope_id = policy_at.unit_id)
$$;

create function member_at(at timestamptz)
returns table (id bigint, given_name text, family_name text, locale text, unit_id bigint, site_id bigint, region_id bigint,
               time_zone text, on_boards boolean, pseudonym text, is_here boolean, takes_part boolean,
               is_paused boolean, is_in_crisis boolean, features_off text[])
language sql stable as $$
    select m.id, m.given_name, m.family_name, m.locale, m.unit_id, m.site_id, m.region_id,
           m.time_zone, m.on_boards, m.pseudonym, m.is_here, m.takes_part,
           exists (select from pause_at(m.id, member_at.at)),
           exists (select from crisis_at(m.site_id, member_at.at)),
           array(select distinct o.feature from policy_at(m.region_id, m.site_id, m.unit_id, member_at.at) o)
    from member m
$$;
