"""Whole classifications, e.g. ESCO: read from a publisher's files, written as roles and skills.

Reading knows a publisher's columns and nothing of the database (`esco`, on `files` and `rows`).
It hands over a `concepts.Classification`. Writing (`plan`, `writer`) knows nothing of files. A
second source is one more module that reads.
"""
