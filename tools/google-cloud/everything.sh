#!/usr/bin/env bash
# Every step in order; each can be run again at any time, alone or with all.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=project.sh
. "$(dirname "$0")/project.sh"

here=$ROOT/tools/google-cloud
for step in enable-apis create-app create-account create-secrets create-database deploy-rules create-queue \
  deploy-service deploy-addon create-metrics; do
  say "== $step"
  "$here/$step.sh"
done
