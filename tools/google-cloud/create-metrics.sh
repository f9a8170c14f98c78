#!/usr/bin/env bash
# Metrics out of log lines: numbers that Cloud Monitoring draws and can raise an alarm for.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=project.sh
. "$(dirname "$0")/project.sh"

for file in "$ROOT"/tools/google-cloud/metrics/*.json; do
  name=$(basename "$file" .json)
  if cloud logging metrics describe "$name" >/dev/null 2>&1; then how=update; else how=create; fi
  cloud logging metrics "$how" "$name" --config-from-file="$file"
done
