#!/usr/bin/env bash
# Prints the settings of this project, NAME=value, one a line: what app.yaml does not say for everybody.
# Secrets are named, not shown: the service fetches them from Secret Manager when it starts.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=project.sh
. "$(dirname "$0")/project.sh"

addon=$(cloud workspace-add-ons get-authorization --format='value(serviceAccountEmail)')
client=${OAUTH_CLIENT_ID:-$(cloud workspace-add-ons get-authorization --format='value(oauthClientId)')}
if [ -z "$addon" ] || [ -z "$client" ]; then
  say "The project has no add-on identity yet: run enable-apis.sh, and look again in a minute."
  exit 1
fi
cat <<END
BASE_URL=$(base_url)
GOOGLE_CLOUD_PROJECT=$PROJECT
CLOUD_TASKS_QUEUE=projects/$PROJECT/locations/$REGION/queues/$QUEUE
DELEGATION_SERVICE_ACCOUNT=$EMAIL
ADDON_SERVICE_ACCOUNT=$addon
OAUTH_CLIENT_ID=$client
OAUTH_CLIENT_SECRET=sm://projects/$PROJECT/secrets/oauth-client-secret/versions/latest
SESSION_SECRET=sm://projects/$PROJECT/secrets/session-secret/versions/latest
END
