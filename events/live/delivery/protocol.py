"""The words of the socket: reading a message, writing an answer. No state, no database."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from events.live.exceptions import BadJson, BadMessage, LiveError, TooLarge
from events.live.frames import encode

VERSION = 1
LARGEST = 4 * 1024
HUGEST = 8 * 1024
REFUSALS = frozenset({"rate", "too_large", "bad_json", "bad_message"})
REFUSALS_IN_A_ROW = 5

COMMANDS_PER_SECOND, COMMANDS_BURST = 5.0, 15.0
VOTES_PER_SECOND, VOTES_BURST = 5.0, 20.0
HELLO_SECONDS = 10.0


class UnknownVersion(Exception):
    """Another version of the protocol: closed with 4510."""


@dataclass(frozen=True, slots=True)
class Message:
    c: str
    kind: str
    data: dict[str, Any]


class Refused(Exception):
    """A message that is refused before anything looks at it; `c` when it could be read."""

    def __init__(self, error: LiveError, c: str | None = None) -> None:
        super().__init__(str(error))
        self.error, self.c = error, c


def parse(text: str) -> Message:
    """Read the envelope. Raises Refused or UnknownVersion, in the order of the protocol."""
    if len(text) > LARGEST or len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        raise Refused(TooLarge())
    try:
        value = json.loads(text, parse_constant=no_constant)
    except (ValueError, RecursionError):
        raise Refused(BadJson()) from None
    if not isinstance(value, dict):
        raise Refused(BadMessage())
    version = value.get("v", VERSION)
    if isinstance(version, bool) or version != VERSION:
        raise UnknownVersion
    return envelope(value)


def envelope(value: dict[str, Any]) -> Message:
    c, kind, data = value.get("c"), value.get("t"), value.get("d")
    good_c = c if isinstance(c, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,64}", c) else None
    if good_c is None or "v" not in value or not isinstance(kind, str) or not isinstance(data, dict):
        raise Refused(BadMessage(), good_c)
    return Message(good_c, kind, data)


def no_constant(name: str) -> None:
    raise ValueError(name)


def done(c: str, data: dict[str, Any]) -> str:
    again = data.pop("again", None)
    answer = {"v": VERSION, "c": c, "ok": 1, "d": data}
    return encode(answer | {"again": 1} if again else answer)


def refused(c: str | None, error: LiveError) -> str:
    answer: dict[str, Any] = {"v": VERSION, "c": c, "err": error.code, "text": str(error)}
    if error.field:
        answer["field"] = error.field
    if error.wait:
        answer["wait"] = error.wait
    return encode(answer)


class Tokens:
    """A bucket in memory: so many at once, so many a second after that."""

    __slots__ = ("at", "burst", "left", "per_second")

    def __init__(self, per_second: float, burst: float, now: float) -> None:
        self.per_second, self.burst, self.left, self.at = per_second, burst, burst, now

    def take(self, now: float) -> float:
        """0 when there was one, else the seconds until there is one."""
        self.left = min(self.burst, self.left + (now - self.at) * self.per_second)
        self.at = now
        if self.left >= 1:
            self.left -= 1
            return 0.0
        return (1 - self.left) / self.per_second
