"""Migrations, oldest first; each is applied once, by `csopsbot migrate`."""
