"""Learning: published modules, attempts, scenarios, drafts, assignments, evidence."""

import sqlalchemy as sa
from alembic import op


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE_GUARD = """
CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} are only added'); END
"""
POSTGRES_GUARD = """
CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_learning_change();
"""
POSTGRES_REFUSAL = """
CREATE FUNCTION refuse_learning_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'learning history is only added'; END $$;
"""
# A removed call takes the drafts that were written about it along.
KEPT = (
    ("answers", ("UPDATE", "DELETE")),
    ("reviews", ("UPDATE", "DELETE")),
    ("scenario_turns", ("UPDATE", "DELETE")),
    ("drafts", ("UPDATE",)),
)


def upgrade() -> None:
    create_tables()
    on_postgres = op.get_bind().dialect.name == "postgresql"
    if on_postgres:
        op.execute(POSTGRES_REFUSAL)
    for table, events in KEPT:
        for event in events:
            guard = POSTGRES_GUARD if on_postgres else SQLITE_GUARD
            op.execute(guard.format(table=table, event=event))


def create_tables() -> None:
    op.create_table(
        "published_modules",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("publication_id", name=op.f("pk_published_modules")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_published_modules_module_id_version"),
        "published_modules",
        ["module_id", "version"],
        unique=False,
    )

    op.create_table(
        "assignments",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.String(length=60), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("criterion_id", sa.String(length=100), nullable=True),
        sa.Column("call_ids", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["accounts.account_id"], name=op.f("fk_assignments_agent_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["accounts.account_id"], name=op.f("fk_assignments_by_id_accounts")
        ),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_assignments")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_assignments_agent_id"), "assignments", ["agent_id"], unique=False)
    op.create_index(
        "uq_assignments_open",
        "assignments",
        ["agent_id", "module_id"],
        unique=True,
        sqlite_where=sa.text("done_at IS NULL AND cancelled_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL AND cancelled_at IS NULL"),
    )

    op.create_table(
        "attempts",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.String(length=60), nullable=False),
        sa.Column("module_version", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("drawn", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["accounts.account_id"], name=op.f("fk_attempts_agent_id_accounts")
        ),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_attempts")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_attempts_agent_id_module_id_mode_submitted_at"),
        "attempts",
        ["agent_id", "module_id", "mode", "submitted_at"],
        unique=False,
    )
    op.create_index(
        "uq_attempts_running",
        "attempts",
        ["agent_id", "module_id", "mode"],
        unique=True,
        sqlite_where=sa.text("submitted_at IS NULL"),
        postgresql_where=sa.text("submitted_at IS NULL"),
    )

    op.create_table(
        "dismissals",
        sa.Column("dismissal_id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.String(length=100), nullable=False),
        sa.Column("up_to_call_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["accounts.account_id"], name=op.f("fk_dismissals_agent_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["accounts.account_id"], name=op.f("fk_dismissals_by_id_accounts")
        ),
        sa.PrimaryKeyConstraint("dismissal_id", name=op.f("pk_dismissals")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_dismissals_agent_id_criterion_id"),
        "dismissals",
        ["agent_id", "criterion_id"],
        unique=False,
    )

    op.create_table(
        "lesson_reads",
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.String(length=100), nullable=False),
        sa.Column("module_id", sa.String(length=60), nullable=False),
        sa.Column("module_version", sa.String(length=64), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["accounts.account_id"], name=op.f("fk_lesson_reads_agent_id_accounts")
        ),
        sa.PrimaryKeyConstraint("agent_id", "lesson_id", name=op.f("pk_lesson_reads")),
    )
    op.create_table(
        "review_cards",
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=100), nullable=False),
        sa.Column("module_id", sa.String(length=60), nullable=False),
        sa.Column("module_version", sa.String(length=64), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["accounts.account_id"], name=op.f("fk_review_cards_agent_id_accounts")
        ),
        sa.PrimaryKeyConstraint("agent_id", "question_id", name=op.f("pk_review_cards")),
    )
    op.create_index(
        op.f("ix_review_cards_agent_id_due_at"),
        "review_cards",
        ["agent_id", "due_at"],
        unique=False,
    )

    op.create_table(
        "reviews",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=100), nullable=False),
        sa.Column("question_version", sa.String(length=64), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token", sa.String(length=100), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["accounts.account_id"], name=op.f("fk_reviews_agent_id_accounts")
        ),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("token", name=op.f("uq_reviews_token")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_reviews_agent_id_reviewed_at"),
        "reviews",
        ["agent_id", "reviewed_at"],
        unique=False,
    )

    op.create_table(
        "scenario_runs",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.String(length=60), nullable=False),
        sa.Column("module_version", sa.String(length=64), nullable=False),
        sa.Column("scenario_id", sa.String(length=100), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", sa.String(length=60), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hints", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["accounts.account_id"], name=op.f("fk_scenario_runs_agent_id_accounts")
        ),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_scenario_runs")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_scenario_runs_agent_id_scenario_id_run_id"),
        "scenario_runs",
        ["agent_id", "scenario_id", "run_id"],
        unique=False,
    )

    op.create_table(
        "answers",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=100), nullable=False),
        sa.Column("question_version", sa.String(length=64), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.attempt_id"], name=op.f("fk_answers_attempt_id_attempts")
        ),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_answers")),
        sa.UniqueConstraint("attempt_id", "position", name=op.f("uq_answers_attempt_id_position")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_answers_question_id"), "answers", ["question_id"], unique=False)

    op.create_table(
        "certificates",
        sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("agent_name", sa.String(length=200), nullable=False),
        sa.Column("module_id", sa.String(length=60), nullable=False),
        sa.Column("module_version", sa.String(length=64), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["accounts.account_id"], name=op.f("fk_certificates_agent_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempts.attempt_id"],
            name=op.f("fk_certificates_attempt_id_attempts"),
        ),
        sa.PrimaryKeyConstraint("certificate_id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("attempt_id", name=op.f("uq_certificates_attempt_id")),
        sa.UniqueConstraint("code", name=op.f("uq_certificates_code")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_certificates_agent_id"), "certificates", ["agent_id"], unique=False)
    op.create_index(
        op.f("ix_certificates_agent_id_module_id"),
        "certificates",
        ["agent_id", "module_id"],
        unique=False,
    )

    op.create_table(
        "scenario_turns",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("node", sa.String(length=60), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("went_to", sa.String(length=60), nullable=False),
        sa.Column("edge", sa.Integer(), nullable=True),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["scenario_runs.run_id"],
            name=op.f("fk_scenario_turns_run_id_scenario_runs"),
        ),
        sa.PrimaryKeyConstraint("run_id", "position", name=op.f("pk_scenario_turns")),
    )
    op.create_table(
        "skill_evidence",
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("skill_id", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("criterion_id", sa.String(length=100), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["accounts.account_id"], name=op.f("fk_skill_evidence_agent_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluations.evaluation_id"],
            name=op.f("fk_skill_evidence_evaluation_id_evaluations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_skill_evidence")),
        sa.UniqueConstraint(
            "source",
            "skill_id",
            "criterion_id",
            name=op.f("uq_skill_evidence_source_skill_id_criterion_id"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_skill_evidence_agent_id_skill_id_shown_at_value_weight"),
        "skill_evidence",
        ["agent_id", "skill_id", "shown_at", "value", "weight"],
        unique=False,
    )
    op.create_index(
        op.f("ix_skill_evidence_evaluation_id"), "skill_evidence", ["evaluation_id"], unique=False
    )
    op.create_index(
        "ix_skill_evidence_calls",
        "skill_evidence",
        ["agent_id", "criterion_id", "shown_at", "value"],
        unique=False,
        sqlite_where=sa.text("kind = 'call'"),
        postgresql_where=sa.text("kind = 'call'"),
    )

    op.create_table(
        "pieces",
        sa.Column("piece_id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("module_id", sa.String(length=60), nullable=True),
        sa.Column("module_version", sa.String(length=64), nullable=True),
        sa.Column("subject_id", sa.String(length=120), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["accounts.account_id"], name=op.f("fk_pieces_agent_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["card_id"], ["cards.card_id"], name=op.f("fk_pieces_card_id_cards"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("piece_id", name=op.f("pk_pieces")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_pieces_agent_id_kind_subject_id"),
        "pieces",
        ["agent_id", "kind", "subject_id"],
        unique=False,
    )
    op.create_index(
        "uq_pieces_running",
        "pieces",
        ["agent_id", "kind", "subject_id", "language"],
        unique=True,
        sqlite_where=sa.text("submitted_at IS NULL AND card_id IS NULL"),
        postgresql_where=sa.text("submitted_at IS NULL AND card_id IS NULL"),
    )

    op.create_table(
        "drafts",
        sa.Column("piece_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("feedback", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["piece_id"],
            ["pieces.piece_id"],
            name=op.f("fk_drafts_piece_id_pieces"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("piece_id", "number", name=op.f("pk_drafts")),
    )


def downgrade() -> None:
    op.drop_table("drafts")
    op.drop_index("uq_pieces_running", table_name="pieces")
    op.drop_index(op.f("ix_pieces_agent_id_kind_subject_id"), table_name="pieces")

    op.drop_table("pieces")
    op.drop_index("ix_skill_evidence_calls", table_name="skill_evidence")
    op.drop_index(op.f("ix_skill_evidence_evaluation_id"), table_name="skill_evidence")
    op.drop_index(
        op.f("ix_skill_evidence_agent_id_skill_id_shown_at_value_weight"),
        table_name="skill_evidence",
    )

    op.drop_table("skill_evidence")
    op.drop_table("scenario_turns")
    op.drop_index(op.f("ix_certificates_agent_id_module_id"), table_name="certificates")
    op.drop_index(op.f("ix_certificates_agent_id"), table_name="certificates")

    op.drop_table("certificates")
    op.drop_index(op.f("ix_answers_question_id"), table_name="answers")

    op.drop_table("answers")
    op.drop_index(op.f("ix_scenario_runs_agent_id_scenario_id_run_id"), table_name="scenario_runs")

    op.drop_table("scenario_runs")
    op.drop_index(op.f("ix_reviews_agent_id_reviewed_at"), table_name="reviews")

    op.drop_table("reviews")
    op.drop_index(op.f("ix_review_cards_agent_id_due_at"), table_name="review_cards")

    op.drop_table("review_cards")
    op.drop_table("lesson_reads")
    op.drop_index(op.f("ix_dismissals_agent_id_criterion_id"), table_name="dismissals")

    op.drop_table("dismissals")
    op.drop_index(
        "uq_attempts_running",
        table_name="attempts",
        sqlite_where=sa.text("submitted_at IS NULL"),
        postgresql_where=sa.text("submitted_at IS NULL"),
    )
    op.drop_index(op.f("ix_attempts_agent_id_module_id_mode_submitted_at"), table_name="attempts")

    op.drop_table("attempts")
    op.drop_index(
        "uq_assignments_open",
        table_name="assignments",
        sqlite_where=sa.text("done_at IS NULL AND cancelled_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL AND cancelled_at IS NULL"),
    )
    op.drop_index(op.f("ix_assignments_agent_id"), table_name="assignments")

    op.drop_table("assignments")
    op.drop_index(op.f("ix_published_modules_module_id_version"), table_name="published_modules")

    op.drop_table("published_modules")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_learning_change()")
