"""Evaluations kept as they were before a reviewer put the speakers right."""

import sqlalchemy as sa
from alembic import op


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SQLITE_GUARD = """
CREATE TRIGGER past_evaluations_no_UPDATE BEFORE UPDATE ON past_evaluations
BEGIN SELECT RAISE(ABORT, 'past evaluations are only added'); END
"""
# The function is that of the learning history (0002).
POSTGRES_GUARD = """
CREATE TRIGGER past_evaluations_no_UPDATE BEFORE UPDATE ON past_evaluations
FOR EACH ROW EXECUTE FUNCTION refuse_learning_change();
"""


def upgrade() -> None:
    op.create_table(
        "past_evaluations",
        sa.Column("past_id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_by", sa.Integer(), nullable=False),
        sa.Column("transcript", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluations.evaluation_id"],
            name=op.f("fk_past_evaluations_evaluation_id_evaluations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by"],
            ["accounts.account_id"],
            name=op.f("fk_past_evaluations_replaced_by_accounts"),
        ),
        sa.PrimaryKeyConstraint("past_id", name=op.f("pk_past_evaluations")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_past_evaluations_evaluation_id"),
        "past_evaluations",
        ["evaluation_id"],
        unique=False,
    )
    on_postgres = op.get_bind().dialect.name == "postgresql"
    op.execute(POSTGRES_GUARD if on_postgres else SQLITE_GUARD)


def downgrade() -> None:
    op.drop_index(op.f("ix_past_evaluations_evaluation_id"), table_name="past_evaluations")
    op.drop_table("past_evaluations")
