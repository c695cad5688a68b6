"""Links that a public page offers to take a badge elsewhere."""

from __future__ import annotations

from urllib.parse import urlencode

from badges.credentials.sharing.views import SharedAward

LINKEDIN = "https://www.linkedin.com/profile/add"


def build_linkedin_url(shared: SharedAward, *, name: str, company: str, page_url: str) -> str:
    """The form of LinkedIn, filled in; nothing goes there before the holder follows it."""
    fields: dict[str, str | int] = {
        "startTask": "CERTIFICATION_NAME",
        "name": name,
        "organizationName": company,
        "issueYear": shared.awarded_on.year,
        "issueMonth": shared.awarded_on.month,
        "certUrl": page_url,
    }
    if shared.last_day_on is not None:
        fields |= {"expirationYear": shared.last_day_on.year, "expirationMonth": shared.last_day_on.month}
    return f"{LINKEDIN}?{urlencode(fields)}"
