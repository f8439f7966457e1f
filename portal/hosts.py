"""Where a host name leads: what comes from outside may not make the portal look inside its own network."""

from __future__ import annotations

import ipaddress
import socket


def addresses_of(host: str, port: int = 443) -> list[str]:
    """The addresses of a host, in the order in which they are tried; none when it is not found."""
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(found))


def is_public_address(address: str) -> bool:
    """Whether an address lies on the public internet."""
    number = ipaddress.ip_address(address.partition("%")[0])
    return number.is_global and not number.is_multicast


def public_addresses(host: str, port: int = 443) -> list[str]:
    """The addresses of a host if every one of them is public; none otherwise: a mixed answer is a trick."""
    found = addresses_of(host, port)
    return found if all(is_public_address(address) for address in found) else []
