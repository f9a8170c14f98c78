#!/usr/bin/env bash
# The Firestore database with its indexes, what it deletes by itself, rules that let nobody in, and backups.
# Building the indexes goes on for some minutes after this has ended.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=project.sh
. "$(dirname "$0")/project.sh"

if kind=$(cloud firestore databases describe --database="$DATABASE" --format='value(type)' 2>/dev/null); then
  [ "$kind" = FIRESTORE_NATIVE ] || { say "The database is of type $kind; FIRESTORE_NATIVE is needed."; exit 1; }
else
  cloud firestore databases create --database="$DATABASE" --location="$REGION" --type=firestore-native \
    --delete-protection --enable-pitr
fi

# Google answers ALREADY_EXISTS for an index that is there.
unless_there() {
  local said
  if ! said=$("$@" 2>&1); then
    case $said in
      *ALREADY_EXISTS* | *"already exists"*) ;;
      *) say "$said"; return 1 ;;
    esac
  fi
}

while IFS= read -r line; do
  read -r -a words <<<"$line"
  unless_there cloud firestore "${words[@]}" --database="$DATABASE" --async
done < <(python3 "$ROOT/tools/google-cloud/indexes.py" "$ROOT/firestore.indexes.json")

if [ -z "$(cloud firestore backups schedules list --database="$DATABASE" --format='value(name)')" ]; then
  cloud firestore backups schedules create --database="$DATABASE" --recurrence=daily --retention=14d
fi
say "The database is there; its indexes are being built."
