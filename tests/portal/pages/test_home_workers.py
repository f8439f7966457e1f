"""Which workers the home page shows: the editor's choice in that order, else the first four."""

from __future__ import annotations

import pytest
from django.template import Context
from django.test import RequestFactory

from community.people.models import Profile
from community.people.templatetags.people import workers_today
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_choice_and_order_are_the_editors(site):
    names = ["Ans", "Bert", "Cor", "Dien", "Els"]
    for name in names:
        user = UserFactory(first_name=name)
        Profile.objects.create(user=user, site=site, is_visible=True, for_whom="iedereen")
    hidden = UserFactory(first_name="Frits")
    Profile.objects.create(user=hidden, site=site, is_visible=False, for_whom="iedereen")
    context = Context({"request": RequestFactory().get("/")})
    uuids = {p.user.first_name: str(p.user.uuid) for p in Profile.objects.all()}

    def shown(*chosen: str) -> list[str]:
        return [p.user.first_name for p in workers_today(context, [uuids[name] for name in chosen])]

    assert shown() == names[:4]
    assert shown("Els", "Frits", "Ans") == ["Els", "Ans"]
