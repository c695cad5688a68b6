"""The issuer: the name and the addresses by which the outside knows it, its keys and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from app.kernel.application import current_settings

ISSUER_PATH = "/ob/issuers/1"
HOSTED_PATH = "/ob/v2"
API_PATH = "/ims/ob/v3p0"


@dataclass(frozen=True)
class Issuer:
    """The issuer as people read it, and the addresses below `base`, which has no final slash. With an `email`, badges have a form of Open Badges 2.0 too. What was signed names them for ever."""

    name: str
    base: str
    email: str | None = None

    @property
    def did(self) -> str:
        """The name of the issuer as a did:web, which resolves to its document below the same host."""
        parts = urlsplit(self.base)
        host = parts.netloc.replace(":", "%3A")
        return ":".join(["did:web", host, *f"{parts.path}{ISSUER_PATH}".strip("/").split("/")])

    @property
    def profile(self) -> str:
        """The issuer as a page of JSON."""
        return f"{self.base}{ISSUER_PATH}"

    def key_url(self, name: str) -> str:
        """The address that answers one public key, for ever."""
        return f"{self.base}/ob/keys/{name}"

    def key_method(self, name: str) -> str:
        """The same key as a method of the issuer's document."""
        return f"{self.did}#{name}"

    def page_url(self, token: str) -> str:
        """The public page that a holder opened."""
        return f"{self.base}/b/{token}"

    @property
    def hosted_profile(self) -> str:
        """The issuer as Open Badges 2.0 knows it."""
        return f"{self.base}{HOSTED_PATH}/issuers/1"

    def hosted_badge_url(self, slug: str, number: int) -> str:
        """A version of a badge in the form of 2.0."""
        return f"{self.base}{HOSTED_PATH}/badges/{quote(slug)}/{number}"

    def hosted_assertion_url(self, token: str) -> str:
        """An award in the form of 2.0, as long as its holder's page is open."""
        return f"{self.base}{HOSTED_PATH}/assertions/{token}"

    def status_list_url(self, number: int) -> str:
        """The list that says which credentials were revoked."""
        return f"{self.base}/ob/status/{number}"

    def badge_url(self, slug: str, number: int) -> str:
        """What a version of a badge says and takes; the same address with `.png` is its drawing."""
        return f"{self.base}/ob/badges/{quote(slug)}/{number}"


def current_issuer() -> Issuer:
    """The issuer that this service is: the company, with addresses below BADGE_URL, else below PUBLIC_URL."""
    settings = current_settings()
    email = settings.badge_email.addr_spec if settings.badge_email else None
    return Issuer(settings.company, settings.badge_url or settings.public_url, email)
