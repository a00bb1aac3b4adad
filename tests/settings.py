"""The portal's own settings; only what would make tests slow or send something is different."""

import os

from jitco_portal.settings import *  # noqa: F403
from jitco_portal.settings import DATABASES
from tests.embedded_database import TEMPLATE

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if TEMPLATE in os.environ:
    DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ[TEMPLATE]}
