#!/usr/bin/env python
"""Django's command line for the portal."""

import contextlib
import gc
import os
import secrets
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from jitco_portal.common.history.context import by_command

_WITHOUT = {"migrate", "prepare", "runserver", "run_worker"}
# Reads a file and writes one: it signs nothing and asks no database, so it also runs where no portal was set up.
_WITHOUT_KEY = {"solve_timetable"}

if __name__ == "__main__":
    # What is imported stays: looking through it for rubbish again and again makes up a tenth of a start.
    gc.set_threshold(50_000, 20, 50)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jitco_portal.settings")
    try:
        # What a command writes bears its name in the history. Not the SQL of migrations, whose percent signs would be
        # taken for placeholders, and not what requests and jobs write, which have a context of their own.
        name = sys.argv[1] if len(sys.argv) > 1 else "help"
        if name in _WITHOUT_KEY:
            os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(60))
        with by_command(name) if name not in _WITHOUT else contextlib.nullcontext():
            execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"The portal cannot start. {error}")
