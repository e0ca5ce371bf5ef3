#!/bin/sh
# Starts one process of Parallax: web, worker, beat, migrate, `manage ...` for any management
# command, `celery ...` for any command of Celery.
#
# A secret comes from the environment, or from the file that NAME_FILE names (SECRET_KEY_FILE, DATABASE_URL_FILE,
# CELERY_BROKER_URL_FILE). Without DATABASE_URL the address is put together from DATABASE_HOST, DATABASE_NAME,
# DATABASE_USER and the password in DATABASE_PASSWORD_FILE.
set -eu

fail() {
    echo "entrypoint: $1" >&2
    exit 64
}

from_file() {
    eval "value=\${$1:-} file=\${$1_FILE:-}"
    if [ -z "$value" ] && [ -n "$file" ]; then
        [ -r "$file" ] || fail "$1_FILE names $file, which cannot be read"
        export "$1=$(cat "$file")"
    fi
}

for name in SECRET_KEY DATABASE_URL DATABASE_PASSWORD CELERY_BROKER_URL; do
    from_file "$name"
done

if [ -z "${DATABASE_URL:-}" ] && [ -n "${DATABASE_HOST:-}" ]; then
    quoted=$(DATABASE_PASSWORD="${DATABASE_PASSWORD:-}" python -c \
        'import os, urllib.parse; print(urllib.parse.quote(os.environ["DATABASE_PASSWORD"], safe=""))')
    DATABASE_URL="postgresql://${DATABASE_USER:-parallax}:$quoted@$DATABASE_HOST:${DATABASE_PORT:-5432}/${DATABASE_NAME:-parallax}"
    export DATABASE_URL
fi

case "${EMBEDDING_REQUIREMENTS:-}" in
    light) export PARALLAX_EMBEDDING_ENGINE="${PARALLAX_EMBEDDING_ENGINE:-onnx}" ;;
    sentence_transformers) export PARALLAX_EMBEDDING_ENGINE="${PARALLAX_EMBEDDING_ENGINE:-sentence-transformers}" ;;
esac

for name in SECRET_KEY ALLOWED_HOSTS DATABASE_URL CELERY_BROKER_URL; do
    eval "[ -n \"\${$name:-}\" ]" || fail "$name is not set"
done

role=${1:-web}
[ $# -eq 0 ] || shift
case "$role" in
    web)
        exec python -m gunicorn config.wsgi \
            --bind "${BIND:-0.0.0.0:8000}" --no-control-socket \
            --workers "${WEB_PROCESSES:-2}" --worker-class gthread --threads "${WEB_THREADS:-4}" \
            --timeout 60 --graceful-timeout 20 --max-requests 5000 --max-requests-jitter 500 \
            --access-logfile - "$@"
        ;;
    worker)
        exec python -m celery --app config.celery worker --pool prefork \
            --concurrency "${WORKER_PROCESSES:-2}" --loglevel "${LOG_LEVEL:-INFO}" "$@"
        ;;
    beat)
        exec python -m celery --app config.celery beat --loglevel "${LOG_LEVEL:-INFO}" \
            --schedule "${BEAT_SCHEDULE:-/tmp/beat.schedule}" --pidfile "${BEAT_PIDFILE:-/tmp/beat.pid}" "$@"
        ;;
    migrate)
        exec python manage.py migrate --noinput "$@"
        ;;
    manage)
        exec python manage.py "$@"
        ;;
    celery)
        exec python -m celery --app config.celery "$@"
        ;;
    *)
        fail "'$role' is none of web, worker, beat, migrate, manage, celery"
        ;;
esac
