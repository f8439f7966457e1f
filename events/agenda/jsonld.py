"""Outside the usual files of a slice: an event as schema.org Event. Pure, given the event with its parts."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from events.agenda.enums import EventKind, PriceClass
from events.agenda.models import Event
from events.agenda.wording import limit_of

TYPES = {EventKind.COURSE: "EducationEvent", EventKind.MEAL: "FoodEvent", EventKind.NETWORK_DRINKS: "SocialEvent"}
SCHEMA = "https://schema.org/"


def event_data(event: Event, url: str, organiser: str) -> dict[str, Any]:
    """What a search engine reads; the number and the link to take part are not in it."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES.get(EventKind(event.kind), "Event"),
        "name": event.title,
        "description": event.summary or event.description,
        "url": url,
        "startDate": timezone.localtime(event.starts_at).isoformat(),
        "endDate": timezone.localtime(event.ends_at).isoformat(),
        "eventStatus": SCHEMA + ("EventCancelled" if event.is_cancelled else "EventScheduled"),
        "eventAttendanceMode": SCHEMA + mode(event),
        "location": location(event, url),
        "organizer": {"@type": "Organization", "name": organiser},
        "isAccessibleForFree": event.price_class != PriceClass.PAID,
        "inLanguage": "nl",
    }
    if event.takes_sign_up and event.state == "published":
        data["offers"] = offers(event, url)
    return data


def is_remote(event: Event) -> bool:
    return bool(event.phone_number or event.link)


def is_somewhere(event: Event) -> bool:
    return bool(event.location_name or event.place)


def mode(event: Event) -> str:
    if is_remote(event):
        return "MixedEventAttendanceMode" if is_somewhere(event) else "OnlineEventAttendanceMode"
    return "OfflineEventAttendanceMode"


def location(event: Event, url: str) -> Any:
    here = {
        "@type": "Place",
        "name": event.location_name or event.place,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": event.street,
            "postalCode": event.postcode,
            "addressLocality": event.place,
            "addressCountry": "NL",
        },
    }
    online = {"@type": "VirtualLocation", "url": url}
    if is_somewhere(event):
        return [here, online] if is_remote(event) else here
    return online


def offers(event: Event, url: str) -> list[dict[str, Any]]:
    full = limit_of(event).is_full
    rows: list[dict[str, Any]] = event.prices if event.price_class == PriceClass.PAID else []
    return [
        {
            "@type": "Offer",
            "name": row["label"],
            "price": f"{row['cents'] / 100:.2f}",
            "priceCurrency": "EUR",
            "url": url,
            "availability": SCHEMA + ("SoldOut" if full else "InStock"),
        }
        for row in rows or [{"label": "", "cents": 0}]
    ]
