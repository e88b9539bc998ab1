"""The child that draws certificates: the facts of one in, its PDF out."""

import base64
import json
import os
from pathlib import Path

from children.loop import Message, Tell, serve

_FOLDER = Path(__file__).parent


def draw(facts: Message) -> bytes:
    """The same facts make the same bytes."""
    import typst

    pdf = typst.compile(
        _FOLDER / "certificate.typ",
        font_paths=[_FOLDER / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"facts": json.dumps(facts)},
        timestamp=0,
    )
    return bytes(pdf)


def _answer(facts: Message, _: Tell) -> Message:
    return {"pdf": base64.b64encode(draw(facts)).decode()}


if __name__ == "__main__":
    # One thread: each would reserve address space, which the limit counts.
    os.environ["RAYON_NUM_THREADS"] = "1"
    serve(_answer)
