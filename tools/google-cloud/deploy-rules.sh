#!/usr/bin/env bash
# Firestore's rules, which let nobody in: the service is not bound by them. gcloud has no command for rules, so
# this asks the interface that the Firebase tools ask.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=project.sh
. "$(dirname "$0")/project.sh"

api=https://firebaserules.googleapis.com/v1/projects/$PROJECT
token=$(cloud auth print-access-token)

# The token goes through stdin: arguments can be read by other users of the machine.
ask() {
  local verb=$1 path=$2
  curl --silent --show-error --fail-with-body --request "$verb" --config - --data @"$body" "$api/$path" <<END
header = "Authorization: Bearer $token"
header = "x-goog-user-project: $PROJECT"
header = "Content-Type: application/json"
END
}

body=$(mktemp)
trap 'rm -f "$body"' EXIT
python3 -c '
import json, sys
print(json.dumps({"source": {"files": [{"name": "firestore.rules", "content": sys.stdin.read()}]}}))
' <"$ROOT/firestore.rules" >"$body"
ruleset=$(ask POST rulesets | python3 -c 'import json, sys; print(json.load(sys.stdin)["name"])')

release=projects/$PROJECT/releases/cloud.firestore
printf '{"name": "%s", "rulesetName": "%s"}' "$release" "$ruleset" >"$body"
if ! ask POST releases >/dev/null 2>&1; then
  printf '{"release": {"name": "%s", "rulesetName": "%s"}}' "$release" "$ruleset" >"$body"
  ask PATCH releases/cloud.firestore >/dev/null
fi
say "The rules are in force."
