"""The first tables of a case."""

import sqlalchemy as sa
from alembic import op

from maydan.case.schema import FULLTEXT, GUARDS

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table, the full-text index and the guards of the decisions."""
    serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "actors",
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("name_ar", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("known", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("actor", "document_id"),
    )
    op.create_index("ix_actors_document_id", "actors", ["document_id"], unique=False)
    op.create_index("ix_actors_name_key", "actors", ["name_key"], unique=False)
    op.create_table(
        "carried",
        sa.Column("old_id", sa.String(), nullable=False),
        sa.Column("new_id", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("old_id", "new_id"),
    )
    op.create_index("ix_carried_new_id", "carried", ["new_id"], unique=False)
    op.create_table(
        "changes",
        sa.Column("seq", serial, autoincrement=True, nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("ix_changes_at", "changes", ["at"], unique=False)
    op.create_index("ix_changes_document_id", "changes", ["document_id"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("seq", serial, autoincrement=False, nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("content_sha256", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("hash"),
    )
    op.create_index("ix_decisions_record_id", "decisions", ["record_id"], unique=False)
    op.create_table(
        "derived",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", "part"),
    )
    op.create_table(
        "documents",
        sa.Column("seq", serial, autoincrement=True, nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("reference_date", sa.String(), nullable=True),
        sa.Column("reference_earliest", sa.String(), nullable=True),
        sa.Column("reference_latest", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("sha256_text", sa.String(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("theatre", sa.String(), nullable=False),
        sa.Column("added", sa.String(), nullable=False),
        sa.Column("reading", serial, nullable=True),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("document_id"),
    )
    op.create_index("documents_by_day", "documents", ["reference_earliest"], unique=False)
    op.create_index("documents_by_source", "documents", ["source"], unique=False)
    op.create_table(
        "links",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("day_from", sa.String(), nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("day_to", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", "day_from", "slot", "record_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_links_record_id", "links", ["record_id"], unique=False)
    op.create_table(
        "lost",
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("row", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("record_id"),
    )
    op.create_index("ix_lost_document_id", "lost", ["document_id"], unique=False)
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "patterns",
        sa.Column("seq", serial, autoincrement=False, nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_table(
        "places",
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("name_ar", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("radius_km", sa.Double(), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("place", "document_id", "name_en"),
    )
    op.create_index("ix_places_document_id", "places", ["document_id"], unique=False)
    op.create_index("ix_places_name_key", "places", ["name_key"], unique=False)
    op.create_table(
        "readings",
        sa.Column("reading", serial, autoincrement=True, nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("theatre", sa.String(), nullable=False),
        sa.Column("made", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("reading"),
    )
    op.create_index("ix_readings_document_id", "readings", ["document_id"], unique=False)
    op.create_table(
        "records",
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("confirm", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("day_from", sa.String(), nullable=True),
        sa.Column("day_to", sa.String(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("machine", sa.Text(), nullable=True),
        sa.Column("row", sa.Text(), nullable=False),
        sa.Column("added", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("record_id"),
    )
    op.create_index("records_by_document", "records", ["document_id", "kind"], unique=False)
    op.create_index("records_by_kind", "records", ["kind", "day_from"], unique=False)
    op.create_index(
        "records_decided",
        "records",
        ["version"],
        unique=False,
        sqlite_where=sa.text("version > 0"),
        postgresql_where=sa.text("version > 0"),
    )
    op.create_index(
        "records_to_confirm",
        "records",
        ["confirm"],
        unique=False,
        sqlite_where=sa.text("confirm"),
        postgresql_where=sa.text("confirm"),
    )
    op.create_table(
        "sightings",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", "name", "source", "url"),
    )
    op.create_table(
        "texts",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("document_id"),
    )
    op.create_table(
        "contents",
        sa.Column("seq", serial, autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["decisions.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
    )
    dialect = op.get_bind().dialect.name
    for statement in FULLTEXT[dialect] + GUARDS[dialect]:
        op.execute(statement)
