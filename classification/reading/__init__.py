"""Parses a publisher's download into a `classification.concepts.Classification`."""
