"""The headers every answer carries, whoever made it."""

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

_STARTS = ("http.response.start", "websocket.http.response.start")
_CACHED_PATHS = ("/assets/", "/static/")  # no one's data; Streamlit's file names carry a hash

# The one script that stands inside Streamlit's page; a test says when a new version changes it.
STREAMLIT_INLINE_SCRIPT = "'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='"

# Streamlit loads its components' scripts from blob: addresses and styles its pages inline.
PAGE_POLICY = "; ".join(
    (
        "default-src 'self'",
        f"script-src 'self' blob: {STREAMLIT_INLINE_SCRIPT}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "media-src 'self' blob:",
        "worker-src 'self' blob:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

_ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # "no-referrer" would make browsers send "Origin: null" with our own forms.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(self)",
}


def with_headers(send: Send, path: str, *, secure: bool) -> Send:
    """`send` that adds our headers to the start of every answer."""

    async def sender(message: Message) -> None:
        if message["type"] in _STARTS:
            _add(MutableHeaders(scope=message), path, secure=secure)
        await send(message)

    return sender


def _add(headers: MutableHeaders, path: str, *, secure: bool) -> None:
    headers.update(_ALWAYS)
    headers.setdefault("content-security-policy", PAGE_POLICY)
    if not path.startswith(_CACHED_PATHS):
        headers["cache-control"] = "no-store"
    if secure:
        headers["strict-transport-security"] = "max-age=31536000"
