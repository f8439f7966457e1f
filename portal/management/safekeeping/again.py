"""What was taken back after a backup was made is taken back again when it is restored: erasures and consents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from wagtail.models import Site

from community.people.leaving import erase_again
from community.people.models import User
from portal.management.safekeeping.manifest import Manifest, Refused
from portal.pages.consents import withdraw_consent
from portal.pages.enums import ConsentState
from portal.pages.models import StoryConsent
from portal.privacy import register
from portal.privacy.erasing import erase
from portal.privacy.records import Subject, all_records

# An erasure writes its line before it commits: a backup in between holds the person, and is later than the line.
MARGIN = timedelta(minutes=15)


@dataclass(frozen=True)
class Taken:
    """The erasures since a moment, and the keys that their hashes were made with."""

    hashes: frozenset[str]
    keys: tuple[str | None, ...]

    def holds(self, kind: str, value: object) -> bool:
        return any(register.hash_of(kind, value, key=key) in self.hashes for key in self.keys)


def registers_near(manifest: Manifest, named: Iterable[Path]) -> list[Path]:
    """Every register that can be found: of this portal, of this backup, of the backups beside it, and those named."""
    beside = sorted(manifest.folder.resolve().parent.glob(f"*/{register.NAME}"))
    return [register.path(), manifest.folder / register.NAME, *beside, *named]


def taken_since(moment: datetime, files: Iterable[Path], former_keys: Iterable[str]) -> Taken:
    """Raises Refused when a line was made with a key that is not known here: we could not tell whom it is about."""
    keys = {register.mark_of(key): key for key in (None, *former_keys)}
    lines = [line for file in dict.fromkeys(files) for line in register.lines(file) if line.at >= moment - MARGIN]
    strangers = {(line.at, line.hashes) for line in lines if line.key not in keys}
    if strangers:
        raise Refused(
            f"{len(strangers)} erasures after this backup were written down with another SECRET_KEY, so that nobody "
            "can tell who was erased. Start this with that SECRET_KEY, or name a file that holds it: --former-key FILE."
        )
    return Taken(frozenset().union(*(line.hashes for line in lines)), tuple(keys.values()))


def take_back(taken: Taken) -> dict[str, int]:
    """Erase again, and take down again; how many of each."""
    if not taken.hashes:
        return {"accounts": 0, "addresses": 0, "stories": 0}
    return {
        "accounts": erase_accounts(taken),
        "addresses": erase_addresses(taken),
        "stories": take_down_stories(taken),
    }


def erase_accounts(taken: Taken) -> int:
    default, count = Site.objects.get(is_default_site=True), 0
    for user in User.objects.select_related("profile__site"):
        if taken.holds(register.ACCOUNT, user.uuid):
            profile = getattr(user, "profile", None)
            erase_again(user=user, site=profile.site if profile else default)
            count += 1
    return count


def erase_addresses(taken: Taken) -> int:
    """Whoever never had an account, or left things under another address that was theirs."""
    known: set[str] = set()
    for record in all_records():
        for lookup in record.emails:
            known |= {str(value).strip().lower() for value in record.manager.values_list(lookup, flat=True) if value}
    gone = sorted(address for address in known if taken.holds(register.ADDRESS, address))
    for address in gone:
        user = User.objects.filter(email__iexact=address).first()
        if user is None:
            erase(Subject(None, frozenset({address})))
    return len(gone)


def take_down_stories(taken: Taken) -> int:
    count = 0
    for consent in StoryConsent.objects.exclude(state=ConsentState.WITHDRAWN):
        if taken.holds(register.STORY, consent.uuid):
            withdraw_consent(consent=consent)
            count += 1
    return count
