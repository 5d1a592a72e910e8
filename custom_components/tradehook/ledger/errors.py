"""What can go wrong with a ledger."""


class LedgerError(Exception):
    """Something went wrong with the ledger."""


class LedgerUnavailableError(LedgerError):
    """The file can't be used: locked, unreadable, corrupt, not a ledger, or closed."""


class LedgerTooNewError(LedgerError):
    """A newer version of the integration wrote the file."""

    def __init__(self, found: int, known: int) -> None:
        """Keep the schema version of the file and the newest one that this code knows."""
        super().__init__(
            f"The ledger has schema version {found}, this version of Tradehook knows {known}:"
            " update Tradehook or restore an older ledger"
        )
        self.found = found
        self.known = known


class LedgerWriteError(LedgerError):
    """A batch could not be written: nothing of it is there; the cause is kept."""


class LedgerConflictError(LedgerWriteError):
    """A batch can't be written as it is, however often it is tried.

    It contradicts what is there (a doubled fill or fact, an unknown position), or holds what can't
    be stored (a naive time, a float as money). Any other LedgerWriteError may pass.
    """


class LedgerCursorError(LedgerError, ValueError):
    """The `before` of a page is neither a known id nor a time, or fits several rows."""
