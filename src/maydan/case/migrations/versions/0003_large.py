"""Links as plain rows with an index that answers questions of a place and a period, which a large load builds once."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_COLUMNS = "key, day_from, slot, record_id, day_to, kind"


def upgrade() -> None:
    """Take the order of keys out of the table and put an index in its place."""
    if op.get_bind().dialect.name == "sqlite":
        op.drop_index("ix_links_record_id", "links")
        op.rename_table("links", "links_before")
        op.create_table(
            "links", *(sa.Column(name, sa.String(), nullable=False) for name in _COLUMNS.split(", ")))
        op.execute(f"INSERT INTO links ({_COLUMNS}) SELECT {_COLUMNS} FROM links_before ORDER BY record_id")
        op.drop_table("links_before")
        op.create_index("ix_links_record_id", "links", ["record_id"], unique=False)
    else:
        op.drop_constraint("links_pkey", "links", type_="primary")
    op.create_index("links_by_key", "links", ["key", "kind", "day_from", "day_to", "record_id"], unique=False)
