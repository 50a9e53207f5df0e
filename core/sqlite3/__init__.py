"""SQLite as Django has it, with connections that threads hand on to each other."""
