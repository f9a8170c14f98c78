#!/usr/bin/env bash
# The two secrets, in Secret Manager. The session secret is made up here; that of the OAuth client is asked for
# (or read from stdin). Neither is ever an argument, where other users of the machine could read it.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=project.sh
. "$(dirname "$0")/project.sh"

# Takes the value from stdin.
keep() {
  cloud secrets create "$1" --replication-policy=automatic --data-file=-
  cloud secrets add-iam-policy-binding "$1" --member="serviceAccount:$EMAIL" \
    --role=roles/secretmanager.secretAccessor --condition=None --format=none
}

there() { cloud secrets describe "$1" >/dev/null 2>&1; }

if there session-secret; then
  say "session-secret is there."
else
  head -c 48 /dev/urandom | base64 | tr -d '\n' | keep session-secret
fi

if there oauth-client-secret; then
  say "oauth-client-secret is there. Another value: gcloud secrets versions add oauth-client-secret --data-file=-"
else
  [ ! -t 0 ] || read -r -s -p "Secret of the OAuth client: " secret
  secret=${secret:-$(cat)}
  [ -n "$secret" ] || { say "No secret was given."; exit 1; }
  printf '%s' "$secret" | keep oauth-client-secret
fi
