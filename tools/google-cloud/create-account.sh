#!/usr/bin/env bash
# The service account that runs the service, signs for domain-wide delegation and whose token tasks carry.
# It gets what it uses and nothing else; no key is made.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=project.sh
. "$(dirname "$0")/project.sh"

cloud iam service-accounts describe "$EMAIL" >/dev/null 2>&1 ||
  cloud iam service-accounts create "$ACCOUNT" \
    --display-name="Shared Labels" \
    --description="Runs the service; has domain-wide delegation in the companies that installed it"

for role in roles/datastore.user roles/cloudtasks.enqueuer roles/cloudtasks.viewer roles/logging.logWriter; do
  cloud projects add-iam-policy-binding "$PROJECT" --member="serviceAccount:$EMAIL" --role="$role" \
    --condition=None --format=none
done

# On itself: to sign without a key, and to let tasks carry its token. Owning the project does not imply it.
for role in roles/iam.serviceAccountTokenCreator roles/iam.serviceAccountUser; do
  cloud iam service-accounts add-iam-policy-binding "$EMAIL" --member="serviceAccount:$EMAIL" --role="$role" \
    --condition=None --format=none
done

say "The numeric client id for the Admin console's page of domain-wide delegation:"
cloud iam service-accounts describe "$EMAIL" --format='value(oauth2ClientId)'
