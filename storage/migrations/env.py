"""Alembic's entry: runs inside the connection that storage.migrate opened."""

from alembic import context

from storage import learning_tables, phrase_tables  # noqa: F401 - tables of the same metadata
from storage.tables import Base

connection = context.config.attributes["connection"]
if connection.dialect.name == "postgresql":
    # Two processes that start together must not migrate together.
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4719301)")
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
