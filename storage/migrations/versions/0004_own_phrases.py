"""The centre's own forbidden phrases."""

import sqlalchemy as sa
from alembic import op


revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_phrases",
        sa.Column("phrase_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("category", sa.String(length=30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("from_version", sa.Integer(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by"], ["accounts.account_id"], name=op.f("fk_own_phrases_added_by_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["accounts.account_id"], name=op.f("fk_own_phrases_ended_by_accounts")
        ),
        sa.PrimaryKeyConstraint("phrase_id", name=op.f("pk_own_phrases")),
        sa.UniqueConstraint("from_version", name=op.f("uq_own_phrases_from_version")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_own_phrases_language_until_version"), "own_phrases", ["language", "until_version"]
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_own_phrases_language_until_version"), table_name="own_phrases")
    op.drop_table("own_phrases")
