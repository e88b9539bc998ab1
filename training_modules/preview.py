"""A module as one page to read through, both languages side by side."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from training_modules.model import Module
from words import t

_HERE = Path(__file__).parent


def page(module: Module, language: str) -> str:
    """HTML that needs nothing beside it; headings in `language`, content in both."""
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    template = environment.get_template("preview.html")
    direction = "rtl" if language == "ar" else "ltr"
    return template.render(
        module=module,
        language=language,
        direction=direction,
        say=lambda name, **params: t(f"content.{name}", language, **params),
    )
