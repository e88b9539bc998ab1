"""Jobs must hold on both databases."""

from tests.databases import database_url, databases

__all__ = ["database_url", "databases"]
