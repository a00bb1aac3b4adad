"""What gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jitco_portal.settings")

# What is imported stays: looking through it for rubbish again and again makes up a tenth of the start.
_thresholds = gc.get_threshold()
gc.set_threshold(50_000, 20, 50)
application = get_wsgi_application()
gc.set_threshold(*_thresholds)
