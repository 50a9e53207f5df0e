"""What the log is spared of."""

import logging

SECURITY, REQUEST = "django.security.", "django.request"


def one_line_of_bad_requests(record: logging.LogRecord) -> bool:
    """Leaves one line of a request that is refused: anybody can send one for a host that is not
    ours, or with a form that is none. What Django is suspicious of is no error of the site."""
    is_suspicious = record.name.startswith(SECURITY) and record.levelno == logging.ERROR
    if is_suspicious:
        record.levelno, record.levelname = logging.INFO, "INFO"
    if is_suspicious or (record.name == REQUEST and record.levelno < logging.ERROR):
        record.exc_info = record.exc_text = None
    return True
