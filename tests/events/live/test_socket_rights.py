"""Who may do what over the socket, and what a moderator does."""

from __future__ import annotations

import asyncio

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.test import override_settings
from wagtail.models import Site

from community.people.enums import Role
from events.live.actions import asking, calling
from events.live.models import Room
from tests.events.live.client import RoomTestCase
from tests.factories.live import QuestionFactory, RoomFactory, moderator, notetaker, operator
from tests.factories.people import UserFactory

pytestmark = pytest.mark.xdist_group("live")


class RightsTest(RoomTestCase):
    # --- Rights -------------------------------------------------------------------------------------------------------

    async def test_every_command_asks_for_its_role(self):
        question = str((await self.do(QuestionFactory, room=self.room)).uuid)
        commands = {
            "mod.flag": ({"id": question, "on": False}, {"moderator"}),
            "mod.lock": ({"id": question, "on": False}, {"moderator"}),
            "mod.say": ({"text": "Dag"}, {"moderator"}),
            "note.put": ({"id": None, "text": "x", "tag": "y"}, {"moderator", "notetaker"}),
            "line.put": ({"id": None, "text": "x", "final": True}, {"moderator", "notetaker"}),
            "phone.ask": ({"text": "Een vraag", "name": None}, {"moderator", "operator"}),
            "phone.count": ({"n": 4}, {"moderator", "operator"}),
        }
        people = {
            "moderator": self.by,
            "notetaker": await self.do(notetaker),
            "operator": await self.do(operator),
            "resident": await self.do(UserFactory),
            "nobody": None,
        }
        async with self.live():
            for role, user in people.items():
                async with self.connected(user, self.room) as client:
                    assert client.welcome["roles"] == ([role] if role in {"moderator", "notetaker", "operator"} else [])
                    for kind, (data, roles) in commands.items():
                        answer = await client.ask(kind, **data)
                        assert answer.get("err") == (None if role in roles else "forbidden"), (role, kind)
                    heard = await client.quiet()
                    assert bool([m for m in heard if m.get("t", "").startswith("m.")]) == (role == "moderator")

    async def test_an_operator_hears_that_somebody_rings_and_nothing_of_what_moderators_read(self):
        def ring() -> None:
            calling.press(room=self.room, call="lijn-3", number="0612345633", digit=1)
            asking.ask(room=self.room, key="a" * 64, text="Ik ben niet veilig")

        async with self.live():
            async with (
                self.connected(await self.do(operator), self.room) as desk,
                self.connected(None, self.room) as visitor,
            ):
                await self.do(ring)
                assert (await desk.until("desk"))["d"] == {}
                heard = [*await desk.quiet(), *await visitor.quiet()]
                assert not [m for m in heard if m.get("t", "").startswith("m.")]
                assert "veilig" not in str(heard)
                assert {m["t"] for m in heard} <= {"desk", "tick", "limits"}

    async def test_a_moderator_of_another_site_is_a_visitor_here(self):
        def elsewhere() -> Room:
            site = Site.objects.create(hostname="elders.localhost", root_page=self.room.site.root_page)
            return RoomFactory(site=site, event__site=site)

        other = await self.do(elsewhere)
        name = f"{Role.MODERATOR.value} elders.localhost"
        stranger = await self.do(UserFactory)
        await self.do(lambda: stranger.groups.add(Group.objects.create(name=name)))
        async with self.live():
            async with self.connected(stranger, self.room) as client:
                assert client.welcome["roles"] == []
                assert (await client.ask("mod.say", text="Dag"))["err"] == "forbidden"
            async with self.connected(stranger, other, host="elders.localhost") as client:
                assert client.welcome["roles"] == ["moderator"]
                assert (await client.ask("mod.say", text="Dag"))["ok"] == 1
            async with self.connected(self.by, other, host="elders.localhost") as client:
                assert client.welcome["roles"] == []

    async def test_logging_out_closes_the_sockets_of_that_session_alone(self):
        async with self.live(), self.connected(self.by, self.room) as one, self.connected(self.by, self.room) as two:
            from events.live.delivery.rights import on_logout

            key = one.scope["headers"][2][1].decode().split("=")[1]
            await self.do(on_logout, None, type("Request", (), {"session": Session(session_key=key)}))
            assert await one.closed() == 4401
            assert (await two.ask("mod.say", text="Ik ben er nog"))["ok"] == 1

    async def test_a_lost_role_ends_the_socket_at_the_next_command_or_sooner(self):
        async with self.live(), self.connected(self.by, self.room) as client:
            await self.do(self.by.groups.clear)
            assert await client.closed() == 4401
        async with self.live(), self.connected(await self.do(moderator), self.room) as client:
            await self.do(Session.objects.all().delete)
            client.say("mod.say", {"text": "Nog even"})
            assert await client.closed() == 4401

    async def test_a_ban_closes_and_keeps_out_and_can_be_taken_back(self):
        async with self.live(), self.connected(self.by, self.room) as desk:
            async with self.connected(room=self.room) as client:
                cookie = dict(client.accepted["headers"])[b"set-cookie"].decode().split(";")[0].split("=", 1)
                uuid = (await client.ask("ask", text="Onzin", anonymous=True))["d"]["id"]
                await desk.ask("mod.ban", question=uuid, on=True)
                assert await client.closed() == 4501
                assert client.heard[-1]["d"] == {"code": 4501, "retry_ms": None}
            async with self.connected(room=self.room, cookies=dict([cookie]), hello=False) as client:
                assert await client.closed() == 4501
            await desk.ask("mod.ban", question=uuid, on=False)
            await asyncio.sleep(0.1)
            async with self.connected(room=self.room, cookies=dict([cookie])) as client:
                assert client.welcome["mine"]

    async def test_muted_people_cannot_ask(self):
        async with self.live(), self.connected(self.by, self.room) as desk, self.connected(room=self.room) as client:
            uuid = (await client.ask("ask", text="Onzin", anonymous=True))["d"]["id"]
            await desk.until("m.add")
            await desk.ask("mod.mute", question=uuid, on=True)
            assert (await desk.until("m.add"))["d"]["question"]["muted"]
            assert (await client.ask("ask", text="Nog meer", anonymous=True))["err"] == "muted"

    # --- Moderating ---------------------------------------------------------------------------------------------------

    async def test_locks_belong_to_a_person(self):
        question = str((await self.do(QuestionFactory, room=self.room)).uuid)
        other = await self.do(moderator)
        async with self.live(), self.connected(self.by, self.room) as one, self.connected(other, self.room) as two:
            await one.ask("mod.lock", id=question, on=True)
            assert (await two.until("m.lock"))["d"]["by"] == "Joris Zandweerd"
            for kind, data in (("mod.state", {"to": "nu"}), ("mod.edit", {"text": "x"}), ("mod.redact", {})):
                assert (await two.ask(kind, id=question, **data))["err"] == "locked"
            assert (await one.ask("mod.edit", id=question, text="Anders"))["ok"] == 1
            await one.ask("mod.lock", id=question, on=False)
            assert (await two.ask("mod.state", id=question, to="nu"))["ok"] == 1

    async def test_undo_is_for_the_own_last_step(self):
        question = str((await self.do(QuestionFactory, room=self.room)).uuid)
        other = await self.do(moderator)
        async with self.live(), self.connected(self.by, self.room) as one, self.connected(other, self.room) as two:
            await one.ask("mod.state", id=question, to="geparkeerd")
            assert (await two.until("q.gone"))["d"] == {"id": question, "why": "verborgen"}
            assert (await two.ask("mod.undo", id=question))["err"] == "step"
            assert (await one.ask("mod.undo", id=question))["ok"] == 1
            assert (await two.until("q.add"))["d"]["question"]["state"] == "zichtbaar"
            assert (await one.ask("mod.undo", id=question))["err"] == "step"

    async def test_a_room_that_closes_says_goodbye(self):
        with override_settings(LIVE_CLOSE_AFTER=1):
            async with (
                self.live(),
                self.connected(self.by, self.room) as desk,
                self.connected(room=self.room) as client,
            ):
                assert (await desk.ask("mod.room", state="closed"))["ok"] == 1
                assert (await client.until("room.state"))["d"]["state"] == "closed"
                assert (await client.ask("ask", text="Nog een", anonymous=True))["err"] == "closed"
                assert await client.closed() == 4503
                async with self.connected(room=self.room, hello=False) as late:
                    assert await late.closed() == 4503
