# The service on one machine, with SQLite in /data. Build it from this folder; docs/how-to/run-on-one-machine.md.
FROM python:3.13-slim

RUN useradd --system --uid 10001 --create-home labels && install -d -o labels -g labels /data
WORKDIR /app

# First what changes seldom, so that a new version of ours does not fetch the libraries anew.
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY addon ./addon
COPY cards ./cards
COPY services ./services
COPY locales ./locales
COPY appsscript_manifest ./appsscript_manifest

USER labels
ENV STORE=sqlite:////data/shared-labels.db QUEUE=local LOG_FORMAT=json PORT=8080 PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8080

HEALTHCHECK --interval=30s --timeout=5s --start-period=15s \
  CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=4)"]

# As app.yaml starts it; `exec`, so that SIGTERM reaches gunicorn and running work is handed back.
CMD ["sh", "-c", "exec gunicorn --config python:addon.gunicorn_conf -b :$PORT --workers 1 --threads 8 --timeout 0 addon.main:app"]
