"""The only SQL of the project: tables, units of work, the outbox, migrations."""
