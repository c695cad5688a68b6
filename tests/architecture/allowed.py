"""The exceptions that the house makes to its own rules, each with its reason; an exception that nobody needs any more fails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

BESIDE_THE_TABLE: Mapping[str, str] = {
    "app/intake/client.py": "A border: speaks HTTP to the public intake, as an RSE does.",
    "app/intake/network_client.py": "A border: speaks HTTP to the networks that are polled.",
    "app/journal/drain.py": "The journal's engine: takes a reader through the facts, in one transaction a batch.",
    "app/journal/rebuild.py": "The journal's engine too: sends a reader back to the start.",
    "app/notices/mailer.py": "A border: the SmtpMailer that architecture names.",
    "app/leaderboards/ranking_cache.py": "A border: the copies of rolls in Redis.",
    "app/leaderboards/ready_pages.py": "Pages that this process keeps, until the clock says that they are too old.",
    "app/people/accounts/identify.py": "The gate's other half: recognises who is asking from the request alone.",
    "app/people/accounts/passwords.py": "A border: argon2 salts with chance of its own.",
    "badges/ambassadors/publicity/drawing.py": "A border: draws in a process of its own, whose memory is limited.",
    "app/webhooks/address.py": "A border: resolves names, to refuse addresses that a webhook may not reach.",
    "app/webhooks/connection.py": "A border: the one connection of a try, to the address that was checked.",
    "app/webhooks/deadlines.py": "A border: shuts down connections whose time is up.",
    "app/webhooks/pool.py": "A border: the connections that receivers left open.",
    "app/webhooks/sender.py": "A border: the HttpSender that architecture names.",
}
"""Files of a slice with a name of their own that are not pure."""

FLASK: Mapping[str, str] = {
    "app/people/accounts/identify.py": "The gate's other half: recognises who is asking from the request alone.",
}

QUEUE: Mapping[str, str] = {
    "app/kernel/jobs.py": "The one door to RQ and Redis.",
    "app/kernel/limits.py": "Counts tries over the connection of jobs.py, and must tell that Redis is away.",
    "app/kernel/scheduler.py": "The clock's heartbeat goes over the connection of jobs.py, and must tell that Redis is away.",
    "app/kernel/standby/floor.py": "The floor of the standby goes over the connection of jobs.py; must tell that Redis is away, so that the primary answers.",
    "app/leaderboards/ranking_cache.py": "Copies of rolls over the connection of jobs.py; must tell that Redis is away, so that PostgreSQL answers.",
}

TIME: Mapping[str, str] = {
    "app/kernel/clock.py": "The only place that asks what time it is.",
    "app/kernel/scheduler.py": "A sign of life for people and probes, in Unix seconds; nothing is decided by it but whether the clock runs.",
}

CHANCE: Mapping[str, str] = {
    "app/cli/demo_home.py": "Draws the keys of a demo, once.",
    "app/people/accounts/identify.py": "Draws the name of a session, so that one can be ended.",
    "app/people/accounts/passwords.py": "The decoy against which a stranger's password is tried is drawn, not written.",
    "app/people/accounts/service/tokens.py": "Draws the secret of a token.",
    "mentoring/pairs/calendars/service.py": "Draws the secret end of a personal calendar's address.",
    "app/web/kept_parts.py": "Draws the sign of a hole, which nobody can write into a page.",
    "badges/credentials/sharing/service.py": "Draws the end of the address of a public page.",
    "badges/credentials/service/sign.py": "Draws the places of lists and the names of awards, so that neither tells whose they are.",
    "missions/contests/life/service/seeds.py": "Draws the seed that is committed before entries close.",
    "missions/contests/writing/service.py": "Draws the secret that makes the pseudonyms of a contest.",
    "missions/meetings/service.py": "Draws the six digits that one person shows another.",
    "app/webhooks/schedule.py": "Names the type of the generator that it is given.",
    "app/webhooks/service/register.py": "Draws the secret of an endpoint.",
    "app/webhooks/service/send.py": "Seeds a generator with the message and the try, so the jitter is the same each time it is computed.",
}

WRITTEN_ADDRESSES: Mapping[str, str] = {
    "badges/credentials/addresses.py": "Signed badges name these addresses for ever: a route that moved would leave them unverifiable.",
    "mentoring/pairs/service/feedback.py": "The JSON pointer of a field that is called as a page is.",
    "app/kernel/problems.py": "Knows the callers that read JSON by the beginning of their paths, before a route is found.",
    "app/people/accounts/identify.py": "As above, to read a token there and nowhere else.",
    "app/web/security.py": "As above, to ask for no form's token there.",
    "missions/kinds/profile.py": "A kind is read before there is an application, and its pages never move: e-mails name them.",
}
"""Files that write the address of a page of ours by hand."""

WITHOUT_A_PAGE: frozenset[str] = frozenset()
"""Use cases that are built and tested, and that no page offers yet."""

CALLED_BY_OTHERS: Mapping[str, str] = {
    "app/web/catalogue.py: FrenchTexts.upgettext": "Flask-Babel calls it.",
    "app/web/catalogue.py: FrenchTexts.unpgettext": "Flask-Babel calls it.",
}
"""Methods that no line of the product calls, for a library does."""

NAMES_OF_OTHERS: Mapping[str, str] = {
    "app/kernel/api.py: _register_error_handlers": "flask-smorest's own name, for the method that is replaced.",
}


AGGREGATES_BESIDE_THE_GATE: Mapping[str, str] = {
    "app/intake/accounts/queries.py": "Counts the accounts of networks that nobody here has.",
    "app/intake/accounts/statements.py": "Counts the acts of accounts that nobody here has, for the limit of what is kept.",
    "app/intake/inbox/queries.py": "Counts the items of a network that wait, for IT; no person is in them.",
    "app/intake/inbox/statements.py": "Adds up items that wait, to read some of them at a time.",
    "app/journal/events/queries.py": "Counts the events of one person for their own mission or badge.",
    "app/journal/statements.py": "Counts facts that a reader has yet to take.",
    "app/journal/passing/statements.py": "Counts the facts of a step that readers go past.",
    "app/journal/counting/queries.py": "Counts the events of each person, as the journal’s other counts do.",
    "app/leaderboards/reading/queries.py": "Counts the rows of a published board, which the gate has merged.",
    "app/leaderboards/running/statements.py": "Exact sums that no page reads: the gate rounds what boards of groups make of them.",
    "app/leaderboards/statements.py": "Groups are merged by the gate in comparison.py; people chose to appear on their boards.",
    "app/people/merging/statements.py": "How much there is about two accounts that are merged, for IT; never what.",
    "app/notices/queries/page.py": "The reader's own unread notices.",
    "app/notices/queries/mail.py": "Mails that were lost, for doctor.",
    "app/notices/queries/addresses.py": "Addresses that IT has to mend, each listed by name on the page of IT.",
    "app/notices/trial/queries.py": "Mails that did not leave, by the answer of the mail server, for IT: nobody is in it.",
    "app/people/directory/queries.py": "Heads of the organisation chart, for whoever keeps the directory: nobody’s participation is in it.",
    "app/people/queries.py": "Heads of the organisation chart: the gate decides by them, and no page shows them.",
    "app/points/account/statements.py": "The reader's own account.",
    "app/points/statements.py": "Credits one person; sums stay in the ledger.",
    "badges/ambassadors/nominating/statements.py": "Whether enough colleagues spoke for a person, for the clock; no page reads the number.",
    "badges/ambassadors/texts/queries.py": "How many texts wait for HR, a list of work without names.",
    "badges/credentials/wallet/queries.py": "How many badges a holder has, for their own program.",
    "badges/counting/queries.py": "Counts the events of each person; what a dry run shows of it passes the gate in badges/authoring/preview.",
    "badges/service/count.py": "Kept for the pages, which show it by the gate.",
    "badges/thanks/practices/queries.py": "How many requests of one person wait, for that person alone.",
    "badges/thanks/queries/given.py": "How many thanks a giver has left in their week, for the giver alone.",
    "mentoring/pairs/queries/meetings.py": "The meetings of one pair, for its two people.",
    "mentoring/pairs/queries/members.py": "As above.",
    "mentoring/rounds/queries.py": "Finds the site of most volunteers; the hour alone is shown.",
    "missions/authoring/paths/queries.py": "Counts the steps of a path, never people.",
    "mentoring/proposals/queries/places.py": "Counts the places that a junior has left, for the calculation.",
    "mentoring/volunteers/queries/volunteers.py": "Counts the sides that a person volunteered for.",
    "missions/attempts/queries.py": "The reader's own tries.",
    "missions/contests/life/queries.py": "Numbers results, and asks whether one objection waits.",
    "missions/contests/life/statements.py": "Counts an audience, for the gate to refuse one that is too small.",
    "missions/contests/prizes/queries.py": "Adds up what one person won in a year, for the ceiling; nobody else reads it.",
    "missions/reviews/queries.py": "The queue of evidence, a list of work without names, and how many may review.",
    "missions/statements.py": "Adds up the time that one enrolment was given.",
    "missions/contests/standings/closing/queries.py": "The result that the mode of a contest judges; no page shows its numbers.",
    "missions/contests/standings/closing/statements.py": "As above.",
    "missions/contests/standings/ranking/statements.py": "Counts the rows of a ranking that each of its people joined.",
    "missions/contests/standings/statements.py": "The running total of one participant, which they alone read.",
    "missions/contests/standings/totals/statements.py": "As above.",
}
"""Files whose SQL counts or sums, and whose figures are no aggregate over people for the eyes of others."""

SQL_HOMES: Mapping[str, str] = {
    "app/kernel/": "The kernel asks the server about itself (is it there, who leads), and knows no table of the house.",
    "app/cli/": "As the kernel, beside a service that may not start.",
    "app/leaderboards/measures/": "An instance is its statement: `discover` finds one a file.",
    "app/leaderboards/subjects/": "As a measure.",
}
"""Files and folders where SQL stands, beside queries.py and statements.py."""


SMALL_FILES: Mapping[str, str] = {
    "app/cli/worker.py": "One command a file: `passerelle` imports the one that is called.",
    "app/cli/sender.py": "As above.",
    "app/notices/manifest.py": "The manifest of a floor has one name on every floor.",
    "app/migrations/env.py": "Alembic looks for it.",
    "app/people/addresses.py": "One rule that the pages of several packages share; no neighbour is about addresses.",
    "mentoring/cards.py": "The manifest and the page of mentoring show the same cards, and pages import no feature.",
}
"""Files and folders with files of less than twenty lines, beside those of the table, `statements.py` and `reference.py`."""

FETCHED_BY_ID: Mapping[str, str] = {
    "app/intake/inbox/service/poll.py": "A source belongs to no person; a job names it.",
    "app/leaderboards/history/service.py": "A board belongs to no person; a job names it.",
    "app/leaderboards/queries.py": "A board belongs to no person; a job names it.",
    "app/leaderboards/service.py": "A board belongs to no person; a job names it.",
    "app/people/policies/queries.py": "A policy belongs to a place.",
    "app/people/service/hours.py": "A site belongs to no person.",
    "app/webhooks/queries.py": "An endpoint belongs to IT; a delivery is asked for with its endpoint, and its attempts are loaded with it.",
    "badges/ambassadors/queries.py": "HR confirms whoever waits for HR; the step is asked for.",
    "badges/ambassadors/questions/queries.py": "Asks in which community a post is; whether the person may see to it is asked next.",
    "badges/ambassadors/service/forget.py": "The clock forgets for nobody; it asks for what is old.",
    "badges/terms/queries.py": "The clock ends a term for nobody; it asks for one that is due.",
    "mentoring/pairs/queries/members.py": "The clock ends a pair for nobody; it asks for one whose ending is due.",
    "mentoring/pairs/service/start.py": "A round belongs to no person.",
    "mentoring/proposals/queries/proposals.py": "Checks a proposal again that OWN_PROPOSALS returned before.",
    "mentoring/proposals/queries/views.py": "Adds the id to a statement that asks for the person already.",
    "mentoring/proposals/service/answer.py": "Comes after OWN_PROPOSALS: the same person is asked for again, under locks.",
    "missions/reviews/queries.py": "A reviewer reads what others sent: the statement leaves out their own.",
}
"""Files that fetch a row by its id without `OwnRows`, each with what guards it instead."""


def needless(exceptions: Mapping[str, str], needed: Iterable[str]) -> list[str]:
    """The exceptions that nothing needs, as offences."""
    paths = set(needed)
    return [
        f"{path}: no longer needs its exception ({reason})" for path, reason in exceptions.items() if path not in paths
    ]
