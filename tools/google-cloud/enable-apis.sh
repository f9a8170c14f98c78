#!/usr/bin/env bash
# Switches on what the service calls, and what deploying it needs. Again does nothing new.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=project.sh
. "$(dirname "$0")/project.sh"

cloud services enable \
  appengine.googleapis.com \
  cloudbuild.googleapis.com \
  firestore.googleapis.com \
  firebaserules.googleapis.com \
  cloudtasks.googleapis.com \
  iam.googleapis.com \
  iamcredentials.googleapis.com \
  secretmanager.googleapis.com \
  gsuiteaddons.googleapis.com \
  appsmarket-component.googleapis.com \
  people.googleapis.com \
  admin.googleapis.com \
  gmail.googleapis.com \
  calendar-json.googleapis.com
say "The interfaces are on."
