"""Rows of records beside the places that they name, in the order of places and days."""

import sqlalchemy as sa
from alembic import op

from maydan.case.shelf import in_order, shelve

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, fill it, and lay the rows in order."""
    op.add_column("links", sa.Column("row", sa.Text(), nullable=False, server_default=""))
    shelve(op.get_bind())
    if not in_order(op.get_bind()):
        return
    op.create_index("ix_links_record_id", "links", ["record_id"], unique=False)
    op.create_index("links_by_key", "links", ["key", "kind", "day_from", "day_to", "record_id"], unique=False)
