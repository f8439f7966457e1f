"""The floor: a bare `websockets` server whose `broadcast` sends what comes on stdin, one frame a line.

`python -m bench.bare_socket PORT`; every line is a number of frames to send; the answer is the moment it was sent.
"""

from __future__ import annotations

import asyncio
import sys
import time

from websockets.asyncio.server import ServerConnection, broadcast, serve

FRAME = '{"v":1,"e":"0123456789ab","t":"say","d":{"text":"' + "x" * 240 + '"}}'


async def main() -> None:
    sockets: set[ServerConnection] = set()

    async def stay(socket: ServerConnection) -> None:
        sockets.add(socket)
        try:
            await socket.wait_closed()
        finally:
            sockets.discard(socket)

    loop = asyncio.get_running_loop()
    async with serve(stay, "127.0.0.1", int(sys.argv[1]), compression=None, max_size=8192):
        print("ready", flush=True)
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            sent = time.monotonic()
            for _frame in range(int(line)):
                broadcast(sockets, FRAME)
            print(sent, flush=True)


if __name__ == "__main__":
    try:
        import uvloop

        uvloop.run(main())
    except ImportError:
        asyncio.run(main())
