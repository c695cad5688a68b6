"""The statements that are about everybody: they may read a whole large table."""

from __future__ import annotations

from collections.abc import Mapping

BATCH = "Joins the people of a batch: a hash of all people is cheaper than looking up each of a long list."
FROM_THE_END = "Walks an index from its end and stops after so many rows."
IMPORT = "An import compares a file of everybody with everybody."
ABOUT_EVERYBODY: Mapping[str, str] = {
    "journal.sample_actors": FROM_THE_END,
    "journal.latest_events_of_groups": FROM_THE_END,
    "leaderboards.select_board_head": FROM_THE_END,
    "mentoring.programme.follow_up.counts": "How many employed people a round invites: HR's page of one round.",
    "mentoring.programme.follow_up.regions": "How many employed people each region has: HR's page of one round.",
    "mentoring.proposals.participants.above": "The managers of all volunteers of a round, level by level.",
    "mentoring.proposals.participants.below": "The people below the senior volunteers of a round.",
    "missions.authoring.people_of_missions": "How many people each mission reaches: the clock counts it in a large company.",
    "missions.authoring.preview_requests": "What a mission would have been for everybody.",
    "missions.continue_in_next_period": BATCH,
    "missions.contests.life.people_in_audience": "How many people a contest invites: HR's form, and its publication.",
    "missions.contests.writing.count_reached_by_region": "As above, region by region.",
    "missions.contests.writing.score_of_weeks": "What a draft would have counted in the last four weeks: HR's form.",
    "missions.contests.standings.groups.community_heads": "Who is in the communities of a contest: once, at its opening.",
    "missions.contests.standings.groups.parts": "The heads of the groups of a contest: once, at its opening.",
    "missions.enrol_everybody": "Enrols everybody whom a new mission reaches; whoever changes is enrolled by their ids.",
    "missions.extend_after_pauses": BATCH,
    "missions.move_to_new_version": "Moves everybody who is enrolled in the mission of a new version.",
    "notices.ensure_choices": "Walks people in the order of their ids until so many have no choices yet.",
    "notices.insert_notices": BATCH,
    "people.accounts.demo": "Only a demo has it: the people to sign in as.",
    "people.directory.accounts": IMPORT,
    "people.directory.day_starts": IMPORT,
    "people.directory.free_emails": IMPORT,
    "people.directory.join": IMPORT,
    "people.directory.managers": IMPORT,
    "people.directory.outlines": IMPORT,
    "people.directory.rename": IMPORT,
    "people.directory.roles": IMPORT,
    "points.rules.preview": "What a rule would have given to everybody.",
    "webhooks.select_events": "Always joined with the ids of a batch or a page of the feed.",
    "people.workgroups": "Counts everybody of each team and site, for the gate: HR's pages.",
}
"""Statements that may read a whole table, each with its reason."""
