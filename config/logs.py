"""What the log is spared of."""

import logging


def foreign_host(record: logging.LogRecord) -> bool:
    """Makes one line at INFO of a request for a host that is not ours: anybody can send one."""
    record.levelno, record.levelname = logging.INFO, "INFO"
    record.exc_info = record.exc_text = None
    return True
