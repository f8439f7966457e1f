"""The sockets of the portal: the live room, and `/ws/echo/`.

The second gives back what it gets, so that `manage.py doctor` can prove the proxy.
"""

from __future__ import annotations

from channels.generic.websocket import AsyncWebsocketConsumer
from django.urls import path

from events.live.delivery.consumer import LiveSocket

ECHO_LIMIT = 1024


class EchoConsumer(AsyncWebsocketConsumer):
    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if text_data is None or len(text_data) > ECHO_LIMIT:
            await self.close(code=1009)
            return
        await self.send(text_data=text_data)


class UnknownSocket(AsyncWebsocketConsumer):
    """An address that is no socket of ours is refused in the handshake."""

    async def connect(self) -> None:
        await self.close()


websocket_urlpatterns = [
    path("ws/echo/", EchoConsumer.as_asgi()),
    path("ws/live/<str:slug>/", LiveSocket.as_asgi()),
    path("<path:anything>", UnknownSocket.as_asgi()),
]
