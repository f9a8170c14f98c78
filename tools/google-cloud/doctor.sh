#!/usr/bin/env bash
# `python -m addon doctor` with the settings of the project, as its service account.
# Usage: doctor.sh [--user SOMEBODY@COMPANY]
#
# You need roles/iam.serviceAccountTokenCreator on the account, and once:
#   gcloud auth application-default login --impersonate-service-account=shared-labels@PROJECT.iam.gserviceaccount.com
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=project.sh
. "$(dirname "$0")/project.sh"

settings=$("$ROOT/tools/google-cloud/settings.sh")
while IFS= read -r line; do export "${line?}"; done <<<"$settings"
export STORE=firestore QUEUE=cloudtasks MAIL=gmail
cd "$ROOT"
exec "$PYTHON" -m addon doctor "$@"
