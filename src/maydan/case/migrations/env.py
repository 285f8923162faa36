"""Alembic's entry: runs the migrations on the connection that :func:`maydan.case.migrate.upgrade` hands over."""

from alembic import context

from maydan.case.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
