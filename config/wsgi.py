"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django_application = get_wsgi_application()

from config.serving import start_release, strict_and_finished  # noqa: E402 - models are there only now

start_release()
application = strict_and_finished(django_application)
