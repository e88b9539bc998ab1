"""What people write, before it is stored anywhere."""

from qa.redaction import mask_text
from services.errors import Invalid


def clean(text: str) -> str:
    """Masked; without NUL, which PostgreSQL refuses, and halves of characters, which all do."""
    whole = text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
    return mask_text(whole.strip())


def clean_short(text: str, limit: int) -> str:
    """As clean; what is longer is refused first: masking a megabyte of digits takes seconds."""
    if len(text.strip()) > limit:
        raise Invalid("text_too_long", limit=limit)
    return clean(text)


def says_something(text: str) -> bool:
    """Spaces and direction marks alone do not."""
    return any(letter.isprintable() and not letter.isspace() for letter in text)
