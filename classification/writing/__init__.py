"""Compares a classification with the database, and writes the differences."""
