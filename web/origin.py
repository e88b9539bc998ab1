"""Where a request comes from: the Host it names, the page that sent it, the machine it left."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
_DEFAULT_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}


def host_is_allowed(connection: HTTPConnection, allowed_hosts: tuple[str, ...]) -> bool:
    """Whether the Host header names this service; a rebound DNS name does not."""
    name = _host_name(connection.headers.get("host", ""))
    return name is not None and name in {host.lower().strip("[]") for host in allowed_hosts}


def origin_is_allowed(connection: HTTPConnection) -> bool:
    """Whether a request that changes something was sent by one of our own pages.

    A websocket must say so; other clients than browsers may leave Origin out of a request.
    """
    if connection.scope["type"] == "http" and connection.scope["method"] in _SAFE_METHODS:
        return True
    origin = connection.headers.get("origin")
    if origin is not None:
        return _is_same_origin(origin, connection.headers.get("host", ""))
    if connection.scope["type"] == "websocket":
        return False
    return connection.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


def is_loopback(connection: HTTPConnection) -> bool:
    """Whether a person at this very machine asks, by address and by Host, through no proxy."""
    client = connection.client
    host = _host_name(connection.headers.get("host", ""))
    if client is None or host is None or any(name in connection.headers for name in _FORWARDED):
        return False
    return _is_loopback_name(client.host) and (host == "localhost" or _is_loopback_name(host))


def _is_same_origin(origin: str, host: str) -> bool:
    try:
        parts = urlsplit(origin)
        ours = urlsplit(f"{parts.scheme}://{host}")
        default = _DEFAULT_PORTS.get(parts.scheme)
        same_port = (parts.port or default) == (ours.port or default)
    except ValueError:
        return False
    return bool(parts.hostname) and parts.hostname == ours.hostname and same_port


def _host_name(host: str) -> str | None:
    """The name without port and brackets; None for what is no host at all."""
    try:
        parts = urlsplit(f"//{host}")
        name, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if name is None or parts.username is not None or parts.path or parts.query or parts.fragment:
        return None
    return name.rstrip(".")


def _is_loopback_name(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
