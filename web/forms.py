"""Small bodies, read whole up to a limit: sign-in forms and JSON requests."""

from urllib.parse import parse_qsl

from starlette.requests import Request

MAX_BODY_BYTES = 32 * 1024


class BodyTooLarge(Exception):
    """More than any form or request of ours can hold."""


async def read_body(request: Request) -> bytes:
    body = bytearray()
    async for block in request.stream():
        body += block
        if len(body) > MAX_BODY_BYTES:
            raise BodyTooLarge
    return bytes(body)


async def read_form(request: Request) -> dict[str, str]:
    """The fields of an HTML form; of a field sent twice the last."""
    body = (await read_body(request)).decode("ascii", "replace")
    return dict(parse_qsl(body, keep_blank_values=True))
