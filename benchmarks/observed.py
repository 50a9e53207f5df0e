"""The site as gunicorn serves it, which also counts the pages that it makes.

A byte is added to the file that MADE_PAGES names for each page that Django is asked for.
"""

import os

from django.core.handlers.wsgi import WSGIHandler

from core.wsgi import Environ, StartResponse

_file = os.open(os.environ["MADE_PAGES"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_answer = WSGIHandler.__call__


def _count(handler: WSGIHandler, environ: Environ, start_response: StartResponse) -> object:
    os.write(_file, b".")
    return _answer(handler, environ, start_response)


WSGIHandler.__call__ = _count  # type: ignore[method-assign,assignment]

from config.wsgi import application  # noqa: E402 - made with what counts

__all__ = ["application"]
