"""Fonts, icon and styles, from this package to anyone: nothing here is anybody's data."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

FOLDER = Path(__file__).parent / "assets"
_MEDIA_TYPES = {
    ".css": "text/css",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
}
_DAY_S = 24 * 60 * 60


def routes() -> list[Route]:
    return [Route("/assets/{name:path}", _asset, methods=["GET"])]


async def _asset(request: Request) -> Response:
    path = _file(request.path_params["name"])
    if path is None:
        return Response(status_code=404)
    media_type = _MEDIA_TYPES[path.suffix]
    headers = {"cache-control": f"public, max-age={_age_s(path)}"}
    return FileResponse(path, media_type=media_type, headers=headers)


def _file(name: str) -> Path | None:
    """A file of a known kind inside our own folder, else nothing."""
    if not name.isprintable():
        return None
    path = (FOLDER / name).resolve()
    ours = path.suffix in _MEDIA_TYPES and path.is_relative_to(FOLDER.resolve())
    return path if ours and path.is_file() else None


def _age_s(path: Path) -> int:
    """Fonts never change under their name; styles and icons may with the next release."""
    return 365 * _DAY_S if path.suffix == ".woff2" else 60 * 60
