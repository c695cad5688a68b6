"""The table of roles: for each permission, the roles that have it; tests check every route against it."""

from __future__ import annotations

PERSON = "person"
MANAGER = "manager"
AMBASSADOR = "ambassador"
ANIMATOR = "animator"
HR = "hr"
REPRESENTATIVE = "representative"
PAYROLL = "payroll"
IT = "it"

ROLES: dict[str, str] = {
    PERSON: "Everyone with an account.",
    MANAGER: "Somebody reports to them. Sees no individual's points, progress, refusals or notes.",
    AMBASSADOR: "Helps colleagues, by consent.",
    ANIMATOR: "Writes missions and keeps the communities alive.",
    HR: "Launches programmes and sees groups, never individuals.",
    REPRESENTATIVE: "Staff representatives and the data protection officer: what is measured, and why.",
    PAYROLL: "Books prizes that were handed over: sees who received what, and nothing of how anybody played.",
    IT: "Connects the directory, the RSE and the webhooks.",
}

GIVEN_ROLES = frozenset(ROLES) - {PERSON, MANAGER}
"""Roles that can be given; the others follow from the account and the organisation chart."""

SCOPES: dict[str, str] = {
    "activities:write": "Push activities in.",
    "awards:read": "Read the badges that their holders show in the network.",
    "boards:read": "Read published leaderboards of groups.",
    "contests:read": "Read contests and their results, as every colleague does.",
    "webhooks:manage": "Register webhook endpoints and replay deliveries.",
}

BADGE_SCOPES = "https://purl.imsglobal.org/spec/ob/v3p0/scope/"
PERSONAL_SCOPES: dict[str, str] = {
    f"{BADGE_SCOPES}credential.readonly": "Fetch the badges of whoever made the token, signed.",
    f"{BADGE_SCOPES}profile.readonly": "Read by which drawn name to call them.",
}
"""What the token that a person makes for a program of their own lets it do; no machine of the company gets these."""

EVERYONE = frozenset({PERSON})

TABLE: dict[str, frozenset[str]] = {
    "home.see": EVERYONE,
    "missions.see": EVERYONE,
    "badges.see": EVERYONE,
    "thanks.see": EVERYONE,
    "thanks.animate": frozenset({ANIMATOR}),
    "own_badges.fetch": frozenset({f"scope:{BADGE_SCOPES}credential.readonly"}),
    "own_profile.fetch": frozenset({f"scope:{BADGE_SCOPES}profile.readonly"}),
    "awards.pull": frozenset({"scope:awards:read"}),
    "awards.write": frozenset({HR}),
    "ambassadors.see": EVERYONE,
    "ambassadors.write": frozenset({HR}),
    "appeals.decide": frozenset({HR, REPRESENTATIVE}),
    "ambassadors.export": frozenset({HR}),
    "badges.write": frozenset({ANIMATOR, HR}),
    "contests.see": EVERYONE | {"scope:contests:read"},
    "contests.write": frozenset({HR}),
    "contests.export": frozenset({HR, PAYROLL}),
    "boards.see": EVERYONE | {"scope:boards:read"},
    "hr.see": frozenset({HR}),
    "animation.see": frozenset({AMBASSADOR, ANIMATOR}),
    "admin.see": frozenset({IT}),
    "audit.see": frozenset({IT}),
    "networks.write": frozenset({IT}),
    "upkeep.run": frozenset({IT}),
    "keys.write": frozenset({IT}),
    "mail.try": frozenset({IT}),
    "tokens.write": frozenset({IT}),
    "roles.write": frozenset({IT}),
    "transparency.see": frozenset({REPRESENTATIVE}),
    "payroll.see": frozenset({PAYROLL}),
    "evidence.review": frozenset({AMBASSADOR, ANIMATOR}),
    "presence.host": frozenset({ANIMATOR}),
    "boards.write": frozenset({HR}),
    "boards.export": frozenset({HR, REPRESENTATIVE, ANIMATOR}),
    "self.see": EVERYONE,
    "self.change": EVERYONE,
    "points.write": frozenset({HR}),
    "policies.write": frozenset({HR, IT}),
    "directory.write": frozenset({HR, IT}),
    "aliases.write": frozenset({IT}),
    "people.merge": frozenset({IT}),
    "crisis.write": frozenset({HR}),
    "activities.push": frozenset({"scope:activities:write"}),
    "events.pull": frozenset({"scope:webhooks:manage"}),
    "missions.write": frozenset({ANIMATOR, HR}),
    "programme.write": frozenset({ANIMATOR, HR}),
    "mentoring.see": EVERYONE,
    "mentoring.write": frozenset({HR}),
    "webhooks.manage": frozenset({IT, "scope:webhooks:manage"}),
}
"""Permission to the roles, and the scopes of machines, that have it. `self` is one's own data, by construction."""
