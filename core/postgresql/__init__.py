"""PostgreSQL as Django has it, for requests that may not wait for it again and again."""
