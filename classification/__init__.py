"""Importing a whole classification, e.g. ESCO, as families, skills and roles.

`importing` is the public interface: other packages, the management command and tests of a whole
import use nothing else. `reading` parses a publisher's files into a `concepts.Classification` and
knows no database; `writing` compares that with the database, writes it, and knows no files. Both
add to one `report.Report`. A second publisher is one more module in `reading`.
"""
