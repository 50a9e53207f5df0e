"""Documents as files and markup: DOCX, PDF, Markdown, plain text, clean HTML. Knows no content."""
