"""How gunicorn serves the portal; everything that differs between installations comes from the environment."""

import sys

from django.core.exceptions import ImproperlyConfigured

try:
    from jitco_portal.settings import BIND, DATABASE_POOL_SIZE, LOGGING, WEB_WORKERS
except ImproperlyConfigured as error:
    sys.exit(f"The portal cannot start. {error}")

bind = BIND
worker_class = "gthread"
workers = WEB_WORKERS
# A long question gets a page of ours that says so, not the server's bare words.
limit_request_line = 8190
# A thread more than connections would only wait for one.
threads = DATABASE_POOL_SIZE
timeout = 60
graceful_timeout = 10
keepalive = 15
# Memory that a page with much data took goes back to the machine now and then.
max_requests = 20_000
max_requests_jitter = 2_000
# It would stand in the home of the user, in the way of a second copy.
control_socket_disable = True

# The portal writes one line per request itself, with its request id.
accesslog = None
logconfig_dict = LOGGING
