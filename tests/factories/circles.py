from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from community.circles.actions.circle import Beginning, start_circle
from community.circles.actions.people import Guest, accept_invitation, invite
from community.circles.actions.week import Wish, write_item
from community.circles.models import SCOPES, CircleItem, CircleMember
from tests.factories.people import UserFactory

ALL = frozenset(SCOPES)


def circle_of(user: Any = None, focus_name: str = "Riet", **more: Any) -> CircleMember:
    """A new circle; returns the owner's seat."""
    site = more.pop("site", None) or Site.objects.get(is_default_site=True)
    return start_circle(site=site, by=user or UserFactory(), beginning=Beginning(focus_name=focus_name, **more))


def seat_in(
    owner: CircleMember, kind: str = "family", scopes: Any = ALL, user: Any = None, **more: Any
) -> CircleMember:
    """Somebody who said yes to an invitation of the owner."""
    user = user or UserFactory()
    values = {"name": user.first_name, "kind": kind, "scopes": frozenset(scopes), "email": user.email, **more}
    return accept_invitation(invitation=invite(member=owner, guest=Guest(**values)), by=user)


def item_in(
    seat: CircleMember, title: str = "Boodschappen", kind: str = "task", days: int = 1, **more: Any
) -> CircleItem:
    wish = Wish(kind=kind, title=title, day=timezone.localdate() + timedelta(days=days), **more)
    return write_item(member=seat, wish=wish)
