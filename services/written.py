"""What people write, before it is stored anywhere."""

from qa.redaction import mask_text


def clean(text: str) -> str:
    """Masked; without NUL, which PostgreSQL refuses, and halves of characters, which all do."""
    whole = text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
    return mask_text(whole.strip())


def says_something(text: str) -> bool:
    """Spaces and direction marks alone do not."""
    return any(letter.isprintable() and not letter.isspace() for letter in text)
