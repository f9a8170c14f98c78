#!/usr/bin/env bash
# Makes the project an App Engine application. The region can never be changed afterwards.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=project.sh
. "$(dirname "$0")/project.sh"

# App Engine's first two regions are older than the numbers in the others' names.
case $REGION in
  europe-west1) region=europe-west ;;
  us-central1) region=us-central ;;
  *) region=$REGION ;;
esac

if there=$(cloud app describe --format='value(locationId)' 2>/dev/null); then
  say "The application is there, in $there."
else
  cloud app create --region="$region"
fi
