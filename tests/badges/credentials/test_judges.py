"""Verifiers by others say of each badge what is true: valid, revoked, tampered with, another's; none of them shares a line with us."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from urllib.request import Request

import jsonschema
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt import PyJWK, get_unverified_header
from openbadgeslib.baking import extract_png, extract_svg
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError, OB3Verifier, OpenBadgeCredential
from openbadgeslib.ob3.status import check_credential_status

from app.kernel.application import Application
from app.kernel.schema import JsonObject
from tests.architecture.source import ROOT
from tests.badges.credentials.makers import BASE, DID, download
from tests.badges.credentials.outside import HARD_NAME, Outside, make_outside
from tests.nodes import JUDGES

pytestmark = pytest.mark.judge

SCHEMA = json.loads((JUDGES / "ob_v3p0_achievementcredential_schema.json").read_text(encoding="utf-8"))
EXPIRED = "Credential has expired"


def test_verifiers_for_node_tell_true_revoked_and_tampered_badges_apart(
    bare_app: Application,
    keys: Path,
    later_keys: Path,
    verify_credentials_by_node: Callable[[JsonObject], dict[str, list[str]]],
) -> None:
    outside = make_outside(bare_app, keys, later_keys)

    verdicts = verify_credentials_by_node(outside.fetch_world())

    assert verdicts == {
        "hard": ["valid", "valid"],
        "quoting": ["valid", "valid"],
        "revoked": ["revoked", "valid"],
        "again": ["valid", "valid"],
        "plain": ["valid", "valid"],
        "dated": ["valid", "valid"],
        "late": ["over", "ERR_JWT_EXPIRED"],
        "tampered": ["Invalid signature.", "ERR_JWS_SIGNATURE_VERIFICATION_FAILED"],
        "other key": ["Invalid signature.", "ERR_JWS_SIGNATURE_VERIFICATION_FAILED"],
    }


def test_verifiers_for_python_tell_true_revoked_tampered_and_borrowed_badges_apart(
    bare_app: Application, keys: Path, later_keys: Path, script: ScriptOfTutorial
) -> None:
    outside = make_outside(bare_app, keys, later_keys)

    verdicts = {
        name: [judge_jwt(outside, badge), judge_document(outside, badge)] for name, badge in outside.badges.items()
    }

    assert verdicts == {
        "hard": ["valid", "valid"],
        "quoting": ["valid", "valid"],
        "revoked": ["revoked", "revoked"],
        "again": ["valid", "valid"],
        "plain": ["valid", "valid"],
        "dated": ["valid", "valid"],
        "late": [EXPIRED, f"{EXPIRED} (validUntil 2026-02-05T23:00:00+00:00)"],
        "tampered": ["Invalid signature", "Invalid Data Integrity proof (signature mismatch)"],
        "other key": ["Invalid signature", "Invalid Data Integrity proof (signature mismatch)"],
    }
    assert {name: script.judge(outside, badge) for name, badge in outside.badges.items()} == {
        **dict.fromkeys(("hard", "quoting", "again", "plain", "dated"), "valid"),
        **dict.fromkeys(("tampered", "other key"), "REFUSED: changed after it was signed"),
        "revoked": "REVOKED",
        "late": "EXPIRED",
    }
    assert script.judge(outside, outside.badges["plain"], "https://other.example").startswith("REFUSED: https://")
    with pytest.raises(OB3VerificationError, match="Recipient mismatch"):
        verifier_of(outside, outside.badges["plain"]["jwt"]).verify(outside.badges["plain"]["jwt"], "did:example:eve")
    assert outside.badges["hard"]["document"]["name"] == outside.badges["hard"]["document"]["description"] == HARD_NAME
    assert (
        HARD_NAME in outside.badges["quoting"]["document"]["credentialSubject"]["achievement"]["criteria"]["narrative"]
    )
    assert {judge_jwt(outside, {**outside.badges["hard"], "jwt": jwt}) for jwt in unbake(outside)} == {"valid"}
    subjects = {name: badge["document"]["credentialSubject"]["id"] for name, badge in outside.badges.items()}
    assert subjects["revoked"] == subjects["again"] != subjects["plain"]
    assert list_faults_of_shape(outside.badges["hard"]["document"]) == []
    assert list_faults_of_shape(outside.badges["hard"]["document"] | {"validFrom": "2026-01-06 08:00"}) != []


class ScriptOfTutorial:
    """The script by which the tutorial verifies a file; what it fetches comes from the application."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._file, self._patch, self._output = folder / "badge.jwt", monkeypatch, capsys

    def judge(self, outside: Outside, badge: JsonObject, issuer: str = BASE) -> str:
        """Its first word of a badge, or why it refuses it."""

        def fetch(request: Request, timeout: float) -> BytesIO:
            return BytesIO(download(outside.app, request.full_url, request.get_header("Accept")))

        self._file.write_text(badge["jwt"])
        self._patch.setattr("urllib.request.urlopen", fetch)
        self._patch.setattr("sys.argv", ["verify_badge.py", str(self._file), issuer])
        try:
            runpy.run_path(str(ROOT / "docs/tutorials/verify_badge.py"))
        except SystemExit as refused:
            return str(refused)
        return self._output.readouterr().out.partition(":")[0]


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> ScriptOfTutorial:
    return ScriptOfTutorial(tmp_path, monkeypatch, capsys)


def unbake(outside: Outside) -> list[str | None]:
    """What is inside the pictures, as openbadgeslib finds it."""
    png, svg = outside.pictures["png"], outside.pictures["svg"]
    return [extract_png(png, keyword=b"openbadgecredential"), extract_svg(svg, element="openbadges:credential")]


def list_faults_of_shape(document: JsonObject) -> list[str]:
    """What the schema of the standard finds in a document, dates included."""
    judge = jsonschema.Draft201909Validator(SCHEMA, format_checker=jsonschema.FormatChecker(["date-time"]))
    return [error.message for error in judge.iter_errors(document)]


def verifier_of(outside: Outside, jwt: str) -> OB3Verifier:
    """A verifier with the key that the JWT names, fetched from there."""
    jwk = PyJWK(json.loads(outside.fetch(get_unverified_header(jwt)["kid"])))
    return OB3Verifier(jwk.key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def judge_jwt(outside: Outside, badge: JsonObject) -> str:
    """What openbadgeslib says of the JWT, then of its status by the list, whose own key may be a newer one."""

    def verify() -> OpenBadgeCredential:
        return verifier_of(outside, badge["jwt"]).verify(badge["jwt"], badge["document"]["credentialSubject"]["id"])

    return _judge_with_status(outside, badge, verify)


def judge_document(outside: Outside, badge: JsonObject) -> str:
    """What it says of the document, with the keys of the issuer's did:web."""

    def fetch(url: str) -> bytes:
        return download(outside.app, url, "application/json")

    def verify() -> OpenBadgeCredential:
        verifier = OB3LdpVerifier.for_issuer_did(DID)
        return verifier.verify(badge["document"], badge["document"]["credentialSubject"]["id"], download=fetch)

    return _judge_with_status(outside, badge, verify)


def _judge_with_status(outside: Outside, badge: JsonObject, verify: Callable[[], OpenBadgeCredential]) -> str:
    try:
        credential = verify()
        jwt = outside.fetch(badge["document"]["credentialStatus"]["statusListCredential"]).decode()
        key = verifier_of(outside, jwt).pubkey_pem
        check_credential_status(credential, download=outside.fetch, verify_list=True, list_pubkey_pem=key)
    except OB3VerificationError as refused:
        return "revoked" if "Credential status 'revocation' is set" in str(refused) else str(refused)
    return "valid"
