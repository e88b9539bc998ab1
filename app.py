"""The web process: pages by Streamlit, our own routes beside them, one gate before both."""

import sys

# spaCy imports torch wherever it is installed: seconds and hundreds of megabytes no page needs.
sys.modules["torch"] = None  # type: ignore[assignment]

import asyncio
import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

# Before Streamlit: it looks for .streamlit/config.toml and the script in the working directory.
os.chdir(Path(__file__).resolve().parent)

import streamlit as st
from starlette.middleware import Middleware
from streamlit import config

from ui import resources
from web.gate import Gate
from web.routing import routes
from web.staging import Staging

SWEEP_EVERY_S = 600

if config.get_option("client.showErrorDetails") != "none":
    raise SystemExit('Itqan does not start: client.showErrorDetails must be "none".')

store, settings = resources.store(), resources.settings()
staging = Staging(settings.incoming_dir / "web")


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Streamlit collects garbage after every rerun: what is loaded by now stays out of that."""
    staging.prepare()
    gc.collect()
    gc.freeze()
    sweeper = asyncio.create_task(_sweep())
    yield
    sweeper.cancel()


async def _sweep() -> None:
    while True:
        staging.sweep(datetime.now(UTC))
        await asyncio.sleep(SWEEP_EVERY_S)


app = st.App(
    "ui/shell.py",
    routes=routes(store, resources.files(), settings, staging),
    middleware=[Middleware(Gate, store=store, settings=settings)],
    lifespan=lifespan,
)
