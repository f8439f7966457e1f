from __future__ import annotations

from typing import Any

from django.conf import settings

from events.live.models import Question, Room, TipRequest
from portal.notices.actions import send_notice
from portal.pages.models import SiteSettings


def person_on_duty(room: Room) -> Any:
    """Who is told when a question shows danger: the room's own, else the host, else the site's coordinator.

    Whoever cannot get a mail any more is passed over, so that it always reaches somebody.
    """
    people = (room.duty, room.event.worker, SiteSettings.for_site(room.site).default_coordinator)
    return next((person for person in people if person is not None and person.is_active and person.email), None)


def tell_duty(question: Question) -> None:
    """A mail to the person on duty. It says that there is something and where, never what was asked."""
    room = Room.objects.select_related("duty", "event__worker", "site").get(pk=question.room_id)
    person = person_on_duty(room)
    if person is None:
        return
    address = settings.WAGTAILADMIN_BASE_URL + room.get_absolute_url()
    send_notice(
        site=room.site,
        kind="live.care",
        object_key=f"live.question:{question.uuid}",
        recipient=person.email,
        template="live/care",
        context={"room": room, "person": person, "address": address},
    )


def send_tips(request: TipRequest) -> None:
    """The tips that were told, with the way back to the questions and answers."""
    room = request.room
    send_notice(
        site=request.site,
        kind="live.tips",
        object_key=f"live.room:{room.pk}",
        recipient=request.email,
        template="live/tips",
        context={
            "dear": request.name,
            "title": room.event.title,
            "tips": list(room.tips.exclude(shown_at=None)),
            "address": settings.WAGTAILADMIN_BASE_URL + room.get_absolute_url(),
        },
        language=request.language,
    )
