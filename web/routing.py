"""All routes beside the pages, in one list."""

from starlette.routing import Route

from storage.recordings import RecordingFiles
from storage.store import Store
from web import (
    assets,
    calls,
    certificates,
    health,
    new_password,
    recordings,
    session,
    sign_in,
    sign_out,
    uploads,
)
from web.options import WebSettings
from web.staging import Staging


def routes(
    store: Store, files: RecordingFiles, settings: WebSettings, staging: Staging
) -> list[Route]:
    return [
        *sign_in.routes(store, settings),
        *new_password.routes(store),
        *sign_out.routes(store, settings),
        *session.routes(),
        *uploads.routes(settings, staging),
        *calls.routes(store, files, staging),
        *recordings.routes(store, files),
        *certificates.routes(store),
        *health.routes(store),
        *assets.routes(),
    ]
