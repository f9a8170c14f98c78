# shellcheck shell=bash
# What every step needs to know; sourced, not run.
#
# PROJECT   the Google Cloud project                                  needed
# REGION    where queue and database are, as Google writes it        needed, once and for ever: europe-west1
# BASE_URL  the public address; PROJECT's own appspot.com when unset
# PYTHON    a Python that has requirements.txt; .venv's when unset

: "${PROJECT:?say which project: PROJECT=my-project REGION=europe-west1 $0}"
: "${REGION:?say which region: PROJECT=my-project REGION=europe-west1 $0}"

# Their order is that of the names: `set -u` in each step finds a name that was mistyped.
# shellcheck disable=SC2034  # used by the steps that source this
{
  ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
  PYTHON=${PYTHON:-$ROOT/.venv/bin/python}
  ACCOUNT=shared-labels
  EMAIL=$ACCOUNT@$PROJECT.iam.gserviceaccount.com
  QUEUE=shared-labels
  ADDON=shared-labels
  DATABASE='(default)'
}

cloud() { gcloud "$@" --project="$PROJECT" --quiet; }

# One line on stderr, so that what a step prints stays usable by another program.
say() { printf '%s\n' "$*" >&2; }

base_url() {
  if [ -n "${BASE_URL:-}" ]; then
    printf '%s\n' "$BASE_URL"
  else
    printf 'https://%s\n' "$(cloud app describe --format='value(defaultHostname)')"
  fi
}
