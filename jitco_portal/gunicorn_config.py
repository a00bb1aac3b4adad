"""How gunicorn serves the portal; everything that differs between installations comes from the environment."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured

try:
    from jitco_portal.settings import DATABASE_POOL_SIZE, LOGGING
except ImproperlyConfigured as error:
    sys.exit(f"The portal cannot start. {error}")

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS") or max(2, min(os.cpu_count() or 1, 4)))
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
