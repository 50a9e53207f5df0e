"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_wsgi_application()

from config.serving import page_cache, start_release  # noqa: E402 - needs the models, which are loaded now

start_release()
application = page_cache(django_application)
