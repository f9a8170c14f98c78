#!/usr/bin/env bash
# Puts this folder on App Engine as it is, with the settings of the project, and then the clock.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=project.sh
. "$(dirname "$0")/project.sh"

# app.yaml ends with env_variables; those of the project come below them. The copy lies beside it, because gcloud
# uploads the folder that it is in; .gcloudignore leaves it out.
rendered=$ROOT/app.$PROJECT.yaml
trap 'rm -f "$rendered"' EXIT
settings=$("$ROOT/tools/google-cloud/settings.sh")
{
  cat "$ROOT/app.yaml"
  while IFS='=' read -r name value; do printf '  %s: "%s"\n' "$name" "$value"; done <<<"$settings"
} >"$rendered"

cloud app deploy "$rendered" --service-account="$EMAIL" --promote --stop-previous-version
cloud app deploy "$ROOT/cron.yaml"
