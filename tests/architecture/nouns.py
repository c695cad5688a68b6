"""The names that files of slices may have beside those of the table: a closed list, which a new name joins in its change."""

from __future__ import annotations

_NOUNS = """
    absences active_weeks acts ambassador_named activities activity activity_count address addresses agenda all_of amendment any_of answers arrays assignment attempt auction
    augmenting_paths bound breadth calculation calculations calendar_file candidates cards cells charter check_in checks
    client clocks codes collective columns comparison comparisons connection constraints contents contest_won
    countable counted_events counter counting_settings criterion curated cut daily_cycle daily_cycles date_form day_forms
    deadlines declaration delivery_policy demand dense diagnosis digest distinct document draft drafts drain draw edges edition emails encodings engines
    entries event_forms event_labels events evidence explanations export factors fields figures file_format first_message flow form
    formats forms frequency given groups guide headings health history ideas identifiers identify inbox inbox_kind interpretation involvements
    json_text kind kinds language_groups large letter lifecycle likes lines listed_objects listening mail mailer manifest measure medal meeting memory
    meeting_starts meetings members mentoring_completed message mission mission_forms missions_completed mode moves moving names net_bounds network_client newcomers news next_act
    notice notice_texts notices objects openapi outcome overview packed_ranking page part_names participants path_completed
    partition parts passwords path pdf periods photo person_mission pioneer places plan planning points pool practice preferences prices
    problem profile programme proposals pruned_scan pseudonyms questions quiz ranked_pairs ranking ranking_cache reader readership reading
    ready_pages reasons rebuild reference region register registry report reporting_line reporting_tree request_body requests responses
    responsibility review ring rhythm roles rooms rounds rows rules schedule scoring sender sentences set settings shift signature
    session_dates shortage site slots solution source spreadsheet starting_points statements states steps subject suggestions summary switches targeting terms thanks through_moves
    apportionment beacon chance baking drawing issuer keys links proof public_keys status_list subscriptions hamilton integral minutes order polynomial pseudonyms sainte_lague seed verifier
    timetable timing tips tour undoing unit unmatched useful_answers values verbs verdicts version_history views volunteers warnings week wording
"""
NOUNS = frozenset(_NOUNS.split())
"""What a file of values, decisions or texts holds: nouns of the glossary, and the names that `discover` finds."""

_USE_CASES = """
    amend announcements calendar cancel recount seeds
    accept admission agreement announce answer award book calculate calculations checks choose claims connect count daily_cycle digests ending enrol
    dates expire feedback finalise forget formats freeze give groups hours imports inbox levels meetings newcomers notify objections participation paths places pause poll preview probe pseudonym publish read receive register
    merge move release remember reminders results review revoke roles send sessions settle sign sign_in sign_list start stock tokens undo uploads write
"""
USE_CASES = frozenset(_USE_CASES.split())
"""The parts of a service that outgrew its file, in a folder called `service`."""
