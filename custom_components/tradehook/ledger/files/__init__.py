"""The ledger's file: identity, lock, connections, migrations, backups."""
