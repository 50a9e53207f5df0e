"""All of the content at once.

records    → what is exported of each model, and its rows, a few hundred owners at a time
statements → citations and identifiers of what is exported
flat       → a CSV for each table
nested     → JSON: each object with its parts
skos       → roles and skills as concepts, in Turtle
archive    → all of that in one ZIP
keeping    → the archives that are kept, and who makes a new one
fixtures   → the content as the YAML that `load_content` reads
"""
