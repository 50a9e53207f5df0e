# syntax=docker/dockerfile:1

FROM python:3.13-slim-bookworm AS build
WORKDIR /app
ENV PATH="/app/.venv/bin:$PATH" PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

COPY requirements.lock requirements-build.lock ./
RUN python -m venv --without-pip .venv \
    && python -m venv /tools \
    && /tools/bin/pip install --require-hashes -r requirements-build.lock \
    && /tools/bin/pip --python .venv install --require-hashes -r requirements.lock \
    && /tools/bin/cyclonedx-py environment --output-reproducible --output-file sbom.cdx.json .venv

COPY . .
# The key signs nothing here: settings ask for one, and the image must not hold the one they would make.
RUN for catalogue in locale/*/LC_MESSAGES/django.po; do \
        pybabel compile --domain django \
            --input-file "$catalogue" --output-file "${catalogue%.po}.mo" || exit 1; \
    done \
    && SECRET_KEY="only-while-the-image-is-built-and-never-while-it-runs" \
        python manage.py collectstatic --noinput --verbosity 0 \
    && rm requirements.lock requirements-build.lock \
    && python -m compileall -q -j 0 .


FROM python:3.13-slim-bookworm
ARG RELEASE=unreleased
LABEL org.opencontainers.image.title="Rolebook" \
    org.opencontainers.image.description="A multilingual reference of roles, skills and careers" \
    org.opencontainers.image.licenses="MIT" \
    org.opencontainers.image.version="$RELEASE"

# Finnish compounds and base forms for the search; GPL data, so a package of the system.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libvoikko1 voikko-fi \
    && rm -rf /var/lib/apt/lists/*

RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin rolebook \
    && install --directory --owner rolebook /data
COPY --from=build /app /app

# /app is not writable. All that the site keeps is in /data (mount a volume there): the SQLite file, unless
# DATABASE_URL names a PostgreSQL database, reports of imports, the index of closest titles.
ENV PATH="/app/.venv/bin:$PATH" PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    HOST=0.0.0.0 PORT=8000 VAR_DIR=/data STATIC_ROOT=/app/var/static RELEASE=$RELEASE
WORKDIR /app
USER 10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=6s --start-period=90s CMD ["python", "deploy/health.py"]
ENTRYPOINT ["deploy/start"]
