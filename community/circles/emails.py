"""Mails of a circle. None says what is asked or agreed, or who else is in it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core import signing
from django.urls import reverse

from community.circles.models import CircleItem, CircleMember, Invitation, SupportCircle
from portal.notices.actions import send_notice
from portal.notices.enums import Topic
from portal.notices.models import Notice

INVITATION_SALT = "circles.invitation"
TASK_SALT = "circles.task"
TOPIC = Topic.CIRCLES


def key_of_circle(circle: SupportCircle) -> str:
    """What every mail of a circle is filed under, so that they can be found when it is wiped."""
    return f"circles.supportcircle:{circle.uuid}"


def invitation_token(invitation: Invitation) -> str:
    return signing.dumps(str(invitation.uuid), salt=INVITATION_SALT)


def task_token(member: CircleMember, item: CircleItem) -> str:
    """A link for one member and one task; it stops with the seat."""
    return signing.dumps([str(member.uuid), str(item.uuid)], salt=TASK_SALT)


def url(name: str, *args: Any) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse(f"circles:{name}", args=args)


def write(circle: SupportCircle, kind: str, recipient: str, key: str, topic: str = "", **context: Any) -> None:
    send_notice(
        site=circle.site,
        kind=f"circles.{kind}",
        object_key=f"{key_of_circle(circle)}:{key}"[:100],
        recipient=recipient,
        template=f"circles/{kind}",
        context={"focus": circle.focus_name, "circle_url": url("circle", circle.uuid), **context},
        topic=topic,
    )


def tell(member: CircleMember, kind: str, key: str, topic: str = "", **context: Any) -> None:
    """One mail to one member who is still there."""
    if member.user.is_active:
        write(member.circle, kind, member.user.email, key, topic, name=member.name, **context)


def tell_invited(invitation: Invitation) -> None:
    if not invitation.email:
        return
    address = url("invitation", invitation_token(invitation))
    write(
        invitation.circle,
        "invited",
        invitation.email,
        f"i{invitation.pk}",
        name=invitation.name,
        invitation=invitation,
        answer_url=address,
    )


def tell_answer(owner: CircleMember, invitation: Invitation, kind: str) -> None:
    tell(owner, kind, f"i{invitation.pk}", guest=invitation.name)


def tell_asked(member: CircleMember, item: CircleItem) -> None:
    """Somebody is asked for; what for stands behind the link."""
    address = url("task_link", task_token(member, item))
    tell(member, "asked", f"t{item.pk}:{item.sequence}", TOPIC, task_url=address, day=item.day)


def tell_meeting(member: CircleMember, item: CircleItem) -> None:
    tell(member, "meeting", f"t{item.pk}:{item.sequence}", TOPIC, item_url=url("item", item.circle.uuid, item.uuid))


def tell_closed(member: CircleMember) -> None:
    """The circle stopped. Filed under a number of its own: nothing says afterwards who were in it together."""
    if member.user.is_active:
        send_notice(
            site=member.circle.site,
            kind="circles.closed",
            object_key=f"circles.closed:{uuid4()}",
            recipient=member.user.email,
            template="circles/closed",
            context={"focus": member.circle.focus_name, "name": member.name},
        )


def forget_unsent(member: CircleMember) -> None:
    """What still waits to be sent to somebody who is out of the circle is not sent, nor read on a device, any more."""
    theirs = Notice.objects.filter(object_key__startswith=key_of_circle(member.circle))
    theirs = theirs.filter(recipient=member.user.email.lower())
    theirs.filter(sent_at=None).delete()
    theirs.exclude(text="").update(text="")


def forget_mails(circle: SupportCircle) -> None:
    """Nothing is left that says who was in a circle that was wiped."""
    Notice.objects.filter(object_key__startswith=key_of_circle(circle)).delete()
