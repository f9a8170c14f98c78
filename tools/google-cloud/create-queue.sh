#!/usr/bin/env bash
# The queue, or its settings anew. By command and not by queue.yaml, whose deployment pauses every queue that is
# not in it. Changes take some minutes to hold.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=project.sh
. "$(dirname "$0")/project.sh"

# At once no more than the instances have threads (app.yaml: 10 of 8). Waits grow as those of the queue on one
# machine do (services/backends/local/retry.py); a task is given up after 100 tries *and* a week.
if cloud tasks queues describe "$QUEUE" --location="$REGION" >/dev/null 2>&1; then
  how=update
else
  how=create
fi
cloud tasks queues "$how" "$QUEUE" --location="$REGION" \
  --max-dispatches-per-second=50 --max-concurrent-dispatches=60 \
  --max-attempts=100 --max-retry-duration=604800s \
  --min-backoff=1s --max-backoff=300s --max-doublings=8
