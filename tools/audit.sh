#!/usr/bin/env bash
# Known vulnerabilities of what is pinned, by pip-audit. Fails on findings; where its data cannot be reached it says
# so and does not fail, because nothing was found out about the pins.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
unknown() {
  printf 'audit: not done, %s\n' "$1"
  exit 0
}

python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install 'pip-audit==2.10.1' 2>"$folder/install" ||
  unknown "pip-audit cannot be had here"

found=0
for lock in requirements.txt requirements-dev.txt requirements-otel.txt; do
  # Code 1 is both a finding and an error of its own: only a report tells which.
  timeout 90 "$folder/venv/bin/pip-audit" --requirement "$lock" --disable-pip --require-hashes \
    --progress-spinner off --format json --output "$folder/report.json" 2>"$folder/said" || true
  [ -s "$folder/report.json" ] || unknown "its data cannot be reached from here: $(tail -n 1 "$folder/said" | cut -c 1-200)"
  python3 - "$lock" "$folder/report.json" <<'END' || found=1
import json
import sys

lock, report = sys.argv[1:]
with open(report, encoding="utf-8") as read:
    pins = json.load(read)["dependencies"]
found = [(pin, flaw) for pin in pins for flaw in pin.get("vulns", ())]
for pin, flaw in found:
    fixed = ", ".join(flaw["fix_versions"]) or "no version yet"
    print(f"audit: {lock}: {pin['name']} {pin['version']}: {flaw['id']}, fixed in {fixed}")
print(f"audit: {lock}: {len(pins)} pins, {len(found)} known vulnerabilities")
sys.exit(bool(found))
END
  rm -f "$folder/report.json"
done
exit "$found"
