"""Short dates as Polish writes them; Django's own have strokes between."""

SHORT_DATE_FORMAT = "d.m.Y"
SHORT_DATETIME_FORMAT = "d.m.Y H:i"
