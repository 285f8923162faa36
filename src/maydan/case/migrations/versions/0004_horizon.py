"""What is foretold without an end is no longer found in every later period."""

from alembic import op

from maydan.case.horizon import close_all

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Set the last days of the records that are there."""
    close_all(op.get_bind())
