"""Runs the server's migrations as the owner of its tables, over the connection of whoever administers the database."""

import os

from alembic import context
from sqlalchemy import NullPool, create_engine, text

from models.server_tables import ServerTable

given = context.config.get_main_option("sqlalchemy.url") or os.environ.get("MADOGUCHI_SERVER_URL")
url = given or "postgresql+psycopg:///madoguchi"
engine = create_engine(url, poolclass=NullPool)
with engine.connect() as connection:
    connection.execute(text("SET ROLE madoguchi_owner"))
    context.configure(connection=connection, target_metadata=ServerTable.metadata, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
