#!/usr/bin/env bash
# Tells Google's host what the add-on is: its cards' addresses, its scopes. Again replaces what was told before.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=project.sh
. "$(dirname "$0")/project.sh"

told=$(mktemp --suffix=.json)
trap 'rm -f "$told"' EXIT
BASE_URL=$(base_url)
export BASE_URL
(cd "$ROOT" && "$PYTHON" -m addon deployment) >"$told"

if cloud workspace-add-ons deployments describe "$ADDON" >/dev/null 2>&1; then
  cloud workspace-add-ons deployments replace "$ADDON" --deployment-file="$told"
else
  cloud workspace-add-ons deployments create "$ADDON" --deployment-file="$told"
fi
say "To have it in your own Gmail before it is in the Marketplace:"
say "  gcloud workspace-add-ons deployments install $ADDON --project=$PROJECT"
