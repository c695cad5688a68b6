"""What credentials plug in."""

from __future__ import annotations

from app.kernel.manifest import Feature, NavigationEntry
from badges.credentials.commands import badge_key_commands
from badges.credentials.hosted.routes import hosted
from badges.credentials.pages import pages
from badges.credentials.personal_file import PERSONAL_FILE
from badges.credentials.routes import issuer
from badges.credentials.sharing.pages import pages as sharing
from badges.credentials.signing.pages import pages as signing_keys
from badges.credentials.wallet.pages import pages as own_wallet
from badges.credentials.wallet.routes import wallet

feature = Feature(
    name="credentials",
    personal_file=PERSONAL_FILE,
    apis=(issuer, hosted, wallet),
    blueprints=(pages, sharing, own_wallet, signing_keys),
    commands=(badge_key_commands,),
    navigation=(NavigationEntry("Clés", "signing_keys.index", "shield-lock", "keys.write", place=75, space="admin"),),
)
