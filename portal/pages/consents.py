"""Outside the usual files of a slice: every change of a consent, and the stories that stand by it.

A withdrawn or ended consent takes its stories off the site in the same transaction: page, lists, search, feeds and the
cached header all follow from Wagtail's own unpublishing. Queries and the page itself ask the consent once more.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site
from wagtail.signals import page_published

from portal.history import changed
from portal.history.actions import record_change
from portal.notices.actions import send_notice
from portal.notices.enums import Topic
from portal.pagecache.queries import remember
from portal.pages.articles import newest_first, with_writers
from portal.pages.enums import BinReason, ConsentAudience, ConsentState
from portal.pages.exceptions import AlreadyBinned, NotAllowed
from portal.pages.file_binning import put_in_bin
from portal.pages.models import StoryConsent, StoryPage
from portal.pages.pictures import pictures_of_stories, shows_teller
from portal.pages.shared import open_to_all
from portal.privacy.register import STORY, register

SALT = "stories.consent"
REMIND_DAYS = 30


def stories_on_site(site: Site) -> Any:
    """Published stories whose consent holds today, the newest first, with their writers."""
    today = timezone.localdate()
    stories = open_to_all(StoryPage.objects.descendant_of(site.root_page))
    stories = stories.filter(
        consent__state=ConsentState.GIVEN,
        consent__audience__in=[ConsentAudience.WEBSITE, ConsentAudience.BOTH],
        consent__read_back_on__isnull=False,
        consent__valid_from__lte=today,
        consent__valid_until__gte=today,
    )
    return with_writers(newest_first(stories)).select_related("consent")


def numbers_on_site(site: Site) -> frozenset[int]:
    """Which stories may be told today, for pages that quote one; read once a generation and day."""
    return remember(
        f"pages.told.{site.pk}.{timezone.localdate():%Y%m%d}",
        lambda: frozenset(stories_on_site(site).prefetch_related(None).values_list("pk", flat=True)),
    )


def stories_of_neighbourhoods(site: Site, numbers: Iterable[int]) -> Any:
    """The stories of a site that play in one of these neighbourhoods, without their writers."""
    told = StoryPage.neighbourhoods.through.objects.filter(neighbourhood__in=list(numbers))
    return stories_on_site(site).filter(pk__in=told.values("storypage")).prefetch_related(None)


def stories_in_feed(site: Site) -> Any:
    """The same, without those whose tellers want no copy elsewhere."""
    return stories_on_site(site).filter(consent__in_feed=True)


def stories_of(consent: StoryConsent) -> Any:
    """Every story that stands by a consent, on the site or not."""
    return StoryPage.objects.filter(consent=consent).order_by("pk")


def token_of(consent: StoryConsent) -> str:
    """The unguessable word in the address that the teller gets."""
    return signing.dumps(str(consent.uuid), salt=SALT)


def teller_url(consent: StoryConsent) -> str:
    """Where the teller sees what was agreed, and takes it back."""
    return reverse("stories:consent", args=[token_of(consent)])


def can_keep_consents(user: Any) -> bool:
    return user.has_perm("pages.change_storyconsent")


def record_consent(*, consent: StoryConsent, by: Any) -> None:
    """Called once for a consent that was just saved for the first time."""
    with transaction.atomic():
        StoryConsent.objects.filter(pk=consent.pk).update(recorded_by=by)
        record_change(obj=consent, from_state="", to_state=consent.state, by=by)


def withdraw_consent(*, consent: StoryConsent, by: Any = None, reason: str = "") -> int:
    """The teller takes it back, or a worker does so for the teller (`by`). Returns how many stories came off the site.

    Doing it twice does it once. It cannot be undone: a new yes is a new consent.
    """
    if by is not None and not can_keep_consents(by):
        raise NotAllowed
    return end_consent(consent, ConsentState.WITHDRAWN, by=by, reason=reason, withdrawn_at=timezone.now())


def end_consent(consent: StoryConsent, to: ConsentState, *, by: Any = None, reason: str = "", **values: Any) -> int:
    with transaction.atomic():
        rows = StoryConsent.objects.filter(pk=consent.pk).exclude(state=ConsentState.WITHDRAWN).exclude(state=to)
        before = consent.state
        if not rows.update(state=to, **values):
            return 0
        consent.refresh_from_db()
        record_change(obj=consent, from_state=before, to_state=to, by=by, reason=reason)
        put_pictures_away(consent)
        taken = take_down(consent, by=by)
        if to == ConsentState.WITHDRAWN:
            register([(STORY, consent.uuid)])  # no backup brings the story back
    return taken


def put_pictures_away(consent: StoryConsent) -> None:
    """What shows the teller goes with the words: no address serves it any more, and in thirty days it is gone."""
    for picture in pictures_of_stories(stories_of(consent)):
        with contextlib.suppress(AlreadyBinned):
            put_in_bin(file=picture, site=consent.site, reason=BinReason.NO_CONSENT)


def take_down(consent: StoryConsent, by: Any = None) -> int:
    """Unpublish every story of a consent, scheduled ones included; returns how many were on the site."""
    stories = list(stories_of(consent))
    count = sum(story.live for story in stories)
    for story in stories:
        story.unpublish(user=by)
    changed.send(StoryPage, ids=[story.pk for story in stories])
    return count


def expire_consents() -> int:
    """Take down what may no longer be seen: consents whose last day is past. The schedule calls it."""
    due = StoryConsent.objects.filter(state=ConsentState.GIVEN, valid_until__lt=timezone.localdate())
    return sum(end_consent(consent, ConsentState.EXPIRED) for consent in due)


def remind_of_ends() -> int:
    """One mail to who recorded a consent, REMIND_DAYS days before it ends and a story goes with it. By the schedule."""
    today, sent = timezone.localdate(), 0
    soon = {"valid_until__gte": today, "valid_until__lte": today + timedelta(days=REMIND_DAYS)}
    due = StoryConsent.objects.filter(state=ConsentState.GIVEN, recorded_by__is_active=True, **soon)
    for consent in due.select_related("recorded_by", "site").order_by("pk"):
        stories = [story for story in stories_of(consent) if story.live]
        if stories:
            sent += send_reminder(consent, stories) is not None
    return sent


def send_reminder(consent: StoryConsent, stories: list[StoryPage]) -> Any:
    keeper: Any = consent.recorded_by
    edit = settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[stories[0].pk])
    return send_notice(
        site=consent.site,
        kind="consent_ends",
        object_key=f"consent:{consent.pk}:{consent.valid_until:%Y-%m-%d}",
        recipient=keeper.email,
        template="pages/consent_ends",
        context={"consent": consent, "keeper": keeper, "stories": stories, "edit": edit},
        topic=Topic.PAGES,
    )


def connect() -> None:
    """Nobody publishes around a consent: not on a schedule, not from an older draft, not from a script."""
    page_published.connect(refuse_without_consent, sender=StoryPage, dispatch_uid="pages.consent")


def refuse_without_consent(sender: Any, instance: StoryPage, **kwargs: Any) -> None:
    story = StoryPage.objects.select_related("consent").get(pk=instance.pk)
    if not story.may_be_seen or (shows_teller(story) and not story.consent.with_image):
        story.unpublish()
