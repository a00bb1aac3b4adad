#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from jitco_portal.common.history import by_command

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jitco_portal.settings")
    try:
        # What a command writes bears its name in the history.
        with by_command(sys.argv[1] if len(sys.argv) > 1 else "help"):
            execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"The portal cannot start. {error}")
