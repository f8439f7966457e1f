"""Outside the usual files of a slice: who could help whom, and why, in words. What does not fit is said too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from community.help.enums import OPEN_STATES, Daypart, HelpKind
from community.help.models import HelpItem
from community.help.queries import people_apart, quiet_people, with_parts
from community.help.wording import distance_text, listed
from portal.places.queries import distance_km

MOST_LOOKED_AT = 400
NEARBY_KM = 1.5


@dataclass(frozen=True)
class Reason:
    """A plain fact that speaks for or against."""

    text: str
    fits: bool = True


@dataclass(frozen=True)
class Suggestion:
    item: HelpItem
    score: float
    reasons: tuple[Reason, ...]

    @property
    def words(self) -> list[str]:
        return [reason.text for reason in self.reasons]


def suggestions_for(item: HelpItem, count: int = 3, *, for_desk: bool = False) -> list[Suggestion]:
    """Open items of the other side that share a theme and lie within reach, the best first; the same few
    queries however many there are.
    """
    item = with_parts(HelpItem.objects.filter(pk=item.pk)).get()
    themes = {each.tag_id for each in item.theme_items.all()}
    if not themes or item.state not in OPEN_STATES:
        return []
    rows = HelpItem.objects.filter(site_id=item.site_id, state__in=OPEN_STATES, is_imported=item.is_imported)
    rows = rows.exclude(kind=item.kind).filter(theme_items__tag__in=themes).distinct()
    if item.person_id:
        rows = rows.exclude(person=item.person_id)
    hidden = people_apart(item.site_id, item.person_id)
    if for_desk:
        hidden |= quiet_people(item.site_id)
    candidates = with_parts(rows.order_by("-published_at", "-pk"))[:MOST_LOOKED_AT]
    found = [weighed(item, other) for other in candidates if other.person_id not in hidden]
    return sorted(filter(None, found), key=lambda each: (-each.score, each.item.pk))[:count]


def weighed(item: HelpItem, other: HelpItem) -> Suggestion | None:
    """None when the two are too far from each other, or when nothing is shared."""
    offer = other if other.kind == HelpKind.OFFER else item
    shared = shared_themes(item, other)
    far = distance(item, other)
    if not shared or (far is not None and far > max(item.radius_km, other.radius_km)):
        return None
    reasons: list[Reason] = [near(item, other, far)] if far is not None or item.place else []
    score = 2.0 * len(shared) + closeness(item, other, far)
    moments, points = moments_reason(item, other)
    reasons += moments
    reasons.append(theme_reason(other, offer, shared))
    if timezone.now() - (other.published_at or other.created_at) < timedelta(days=14):
        points += 0.2
    return Suggestion(other, score + points, tuple(reasons))


def shared_themes(item: HelpItem, other: HelpItem) -> list[str]:
    mine = {each.tag_id for each in item.theme_items.all()}
    return sorted(each.tag.name for each in other.theme_items.all() if each.tag_id in mine)


def distance(item: HelpItem, other: HelpItem) -> float | None:
    points = [(each.latitude, each.longitude) for each in (item, other)]
    if any(value is None for point in points for value in point):
        return None
    return distance_km(points[0], points[1])  # type: ignore[arg-type]


def same_neighbourhood(item: HelpItem, other: HelpItem) -> bool:
    return item.neighbourhood_id is not None and item.neighbourhood_id == other.neighbourhood_id


def closeness(item: HelpItem, other: HelpItem, far: float | None) -> float:
    if same_neighbourhood(item, other):
        return 2.0
    return 0.0 if far is None else max(0.0, 1.5 - far / 10)


def near(item: HelpItem, other: HelpItem, far: float | None) -> Reason:
    if same_neighbourhood(item, other):
        return Reason(_("woont in dezelfde buurt"))
    if far is not None and far < NEARBY_KM:
        return Reason(_("woont dichtbij"))
    if far is None:
        return Reason(_("woont in %(place)s") % {"place": other.place or "?"}, fits=item.place == other.place)
    return Reason(_("woont %(far)s") % {"far": distance_text(far)})


def moments_reason(item: HelpItem, other: HelpItem) -> tuple[list[Reason], float]:
    """The moments that both have; without any, that is said. Who names none decides together."""
    mine, theirs = ({slot.daypart for slot in each.slots.all()} for each in (item, other))
    if not mine or not theirs:
        return [Reason(_("spreekt samen een moment af"))], 0.5
    both = [str(Daypart(part).label) for part in Daypart.values if part in mine & theirs]
    if both:
        return [Reason(_("kan op %(moments)s") % {"moments": listed(both[:3])})], 1.5
    others = [str(Daypart(part).label) for part in Daypart.values if part in theirs]
    return [Reason(_("kan niet dan, wel op %(moments)s") % {"moments": listed(others[:3])}, fits=False)], -1.0


def theme_reason(other: HelpItem, offer: HelpItem, shared: Sequence[str]) -> Reason:
    words = {"themes": listed([name.lower() for name in shared])}
    if other is offer:
        return Reason(_("houdt van %(themes)s") % words)
    return Reason(_("zoekt hulp bij %(themes)s") % words)


def as_rows(suggestions: Sequence[Suggestion]) -> list[dict[str, Any]]:
    """Reasons as plain data, to keep with a question to somebody."""
    return [{"text": reason.text, "fits": reason.fits} for each in suggestions for reason in each.reasons]
