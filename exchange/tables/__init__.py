"""Vocabulary and roles as tables (CSV, XLSX): out of admin, and in again."""
