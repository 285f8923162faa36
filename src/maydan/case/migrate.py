"""The tables brought to the newest form, by Alembic."""

from __future__ import annotations

from importlib import resources

from sqlalchemy import Connection, inspect, text

from maydan.case.connect import Store
from maydan.case.schema import REVISION
from maydan.errors import CaseError


def revision(connection: Connection) -> str | None:
    """The migration that a database stands at; None where it holds no case."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found is not None else None


def upgrade(store: Store) -> None:
    """Make all tables, or bring older ones up to date, in one transaction."""
    from alembic import command
    from alembic.config import Config

    with resources.as_file(resources.files("maydan.case").joinpath("migrations")) as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        with store.write() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def check(store: Store) -> None:
    """Bring an older case up to date; refuse one of a newer Maydan.

    Raises:
        CaseError: it is no case, or was made by a newer version.
    """
    with store.read() as connection:
        found = revision(connection)
    if found is None:
        raise CaseError(f"{store.name} is no case", f"make one: maydan case new {store.name}")
    if found == REVISION:
        return
    if found > REVISION:
        raise CaseError(f"{store.name} was made by a newer Maydan", "update Maydan, then open it again")
    upgrade(store)
