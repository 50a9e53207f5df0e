"""What gunicorn serves."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application
from django.db import connections

from analysis.dictionaries import load_morfeusz

# A tenth of the start, in which Python has nothing to do: the program is imported meanwhile.
morfeusz_loaded = Thread(target=load_morfeusz)
morfeusz_loaded.start()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_wsgi_application()

# Below, since they need the models, which are loaded now.
from config.loading import ask_first_pages, load  # noqa: E402
from config.reloading import TRIAL  # noqa: E402
from config.serving import page_cache, start_release  # noqa: E402
from core.lazy_views import load_all  # noqa: E402

morfeusz_loaded.join()
load()
if TRIAL in os.environ:
    load_all()
start_release()
application = page_cache(django_application)


def warm_up() -> None:
    """Has the first pages made. Called before a process takes another one's place, in a thread of
    its own, which leaves no connection behind."""
    try:
        ask_first_pages(application)
    finally:
        connections.close_all()
