"""Helpers of the tests: objects, pages as they are read, people at work in admin."""
