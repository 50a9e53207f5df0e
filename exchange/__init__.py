"""Content as files, for people who work on it elsewhere, and back: tables, translations."""
