"""Dates in forms as Norwegian writes them; Django's own begin with the year."""

DATE_INPUT_FORMATS = ["%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y"]
