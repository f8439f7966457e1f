from __future__ import annotations

from typing import Any

import factory
from django.contrib.auth.models import Group

from community.people.enums import Role
from community.people.models import User


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"mens{n}@example.org")
    first_name = factory.Sequence(lambda n: f"Mens{n}")

    @factory.post_generation
    def roles(self, create: bool, roles: list[Role] | None, **kwargs: Any) -> None:
        for role in roles or []:
            self.groups.add(Group.objects.get_or_create(name=role.value)[0])


class CoordinatorFactory(UserFactory):
    @factory.post_generation
    def roles(self, create: bool, roles: list[Role] | None, **kwargs: Any) -> None:
        self.groups.add(Group.objects.get_or_create(name=Role.COORDINATOR.value)[0])
