"""How a process hears that the log of a room grew: a hint over the channel layer, never a delivery.

A hint carries the messages themselves, so that nobody need read them again; whoever misses one reads the log. A
process with sockets registers its switchboard here (`delivery.board`); in any other it is sent from the spot.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Protocol

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

logger = logging.getLogger("portal.live")

EVERYWHERE = "live.all"
SEND_SECONDS = 2.0

Hint = dict[str, Any]


class Board(Protocol):
    loop: asyncio.AbstractEventLoop

    def publish(self, group: str, hint: Hint) -> None: ...


boards: list[Board] = []


def group_of(room_id: int) -> str:
    return f"live.{room_id}"


def give_hint(room_id: int | None, hint: Hint) -> None:
    """Tell all processes; called after the commit, from any thread. Never raises: the log is there to be read."""
    group = EVERYWHERE if room_id is None else group_of(room_id)
    message = {"type": "live.hint", "room": room_id, **hint}
    for board in reversed(boards):
        try:
            board.loop.call_soon_threadsafe(board.publish, group, message)
            return
        except RuntimeError:  # its loop has ended, as that of a test does
            boards.remove(board)
    try:
        async_to_sync(send)(group, message)
    except Exception as failure:
        logger.warning("no hint could be sent: %s", type(failure).__name__)


async def send(group: str, message: Hint) -> None:
    layer = get_channel_layer()
    if layer is not None:
        await asyncio.wait_for(layer.group_send(group, message), SEND_SECONDS)
