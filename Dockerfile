# One image for web, worker and beat; the compose file says which command each runs.
FROM python:3.13-slim AS packages
WORKDIR /app
RUN pip install --no-cache-dir "uv>=0.9"
COPY pyproject.toml uv.lock .python-version ./
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1
RUN uv sync --frozen --no-default-groups --extra mail-providers --no-cache

FROM python:3.13-slim
LABEL org.opencontainers.image.title="Small Wins" org.opencontainers.image.licenses="AGPL-3.0-or-later"
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    VAR_DIR=/data STATIC_ROOT=/app/static SECRET_KEY_FILE=/data/secret-key \
    GRANIAN_INTERFACE=wsgi GRANIAN_HOST=0.0.0.0 GRANIAN_PORT=8000 \
    GRANIAN_WORKERS=2 GRANIAN_BLOCKING_THREADS=1 GRANIAN_WEBSOCKETS=false
WORKDIR /app
RUN useradd --uid 10001 --user-group --no-create-home journal && install -d -o journal -g journal /data
COPY --from=packages /app/.venv .venv
COPY . .
RUN VAR_DIR=/tmp/build SECRET_KEY_FILE= SECRET_KEY=only-while-building python manage.py collectstatic --noinput \
    && rm -r /tmp/build
USER 10001
VOLUME /data
EXPOSE 8000
ENTRYPOINT ["python", "/app/config/entrypoint.py"]
CMD ["granian", "config.wsgi:application"]
