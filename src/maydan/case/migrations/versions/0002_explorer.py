"""What the explorer needs: set-aside files, saved searches, the weight of records, and indexes for its lists."""

import sqlalchemy as sa
from alembic import op

from maydan.case.weight import weigh_all

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, the column and the indexes; weigh the records that are there."""
    op.create_table(
        "set_aside",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "searches",
        sa.Column("search_id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("made", sa.String(), nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
        sa.Column("seen_document", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("search_id"),
    )
    op.add_column("records", sa.Column("weight", sa.Double(), nullable=False, server_default="0"))
    weigh_all(op.get_bind())
    op.drop_index("documents_by_day", "documents")
    op.create_index("documents_by_day", "documents", ["reference_earliest", "reference_latest"], unique=False)
    op.drop_index("records_by_kind", "records")
    op.create_index("records_by_kind", "records", ["kind", "day_from", "day_to", "type", "state", "confidence"],
                    unique=False)
    op.create_index("records_by_confidence", "records", ["kind", "confidence"], unique=False)
    machine, other = sa.text("state = 'machine'"), sa.text("state <> 'machine'")
    op.create_index("records_to_review", "records", ["kind", "weight"], unique=False,
                    sqlite_where=machine, postgresql_where=machine)
    op.create_index("records_by_state", "records", ["state", "document_id"], unique=False,
                    sqlite_where=other, postgresql_where=other)
