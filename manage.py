#!/usr/bin/env python
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sammachip.settings")
    if sys.argv[1:2] == ["makemigrations"]:  # a developer's act, which needs no secret of production
        os.environ.setdefault("DEBUG", "True")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as missing:
        sys.exit(f"{missing}")
