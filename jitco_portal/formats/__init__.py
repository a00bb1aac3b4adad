"""How dates and times are written where no format is named, see `settings.FORMAT_MODULE_PATH`."""
