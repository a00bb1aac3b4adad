"""Why the embedded server does not run."""


class EmbeddedPostgresError(Exception):
    """The embedded server can not run; the text says why and what to do."""


class AlreadyRunning(EmbeddedPostgresError):
    """Another process runs a server on this data folder."""
