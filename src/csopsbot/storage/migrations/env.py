"""How Alembic runs the migrations: in the transaction that `upgrade` began."""

from alembic import context

from csopsbot.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
