#!/usr/bin/env bash
# A copy of the store that fits together, while the service runs. Usage: backup.sh STORE.db FOLDER
set -euo pipefail

store=${1:?which store: backup.sh /var/lib/shared-labels/shared-labels.db /var/backups/shared-labels}
folder=${2:?into which folder}
umask 077
mkdir -p "$folder"
copy=$folder/shared-labels-$(date -u +%Y%m%dT%H%M%SZ).db

# SQLite's own backup: `cp` would take half of a transaction. Python has it everywhere; the sqlite3 program may be missing.
python3 - "$store" "$copy" <<'END'
import sqlite3
import sys

with sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True) as store, sqlite3.connect(sys.argv[2]) as copy:
    store.backup(copy)
    (said,) = copy.execute("PRAGMA integrity_check").fetchone()
if said != "ok":
    sys.exit(f"the copy is damaged: {said}")
END
printf '%s\n' "$copy"
