#!/usr/bin/env bash
# cloudevents 10.0.0 (the official JavaScript SDK): an event that is read and sent on has another `time`.
#
# Guess:     attributes of a CloudEvent pass through a relay as they came: `time` is a string (RFC 3339) in both formats.
# Behaviour: the SDK reads `time` through a Date. Microseconds are cut to milliseconds, and the offset is turned into « Z ». So a
#            receiver behind a relay cannot order events of one millisecond by `time`, cannot compare an event byte for byte with
#            its first copy, and no longer knows the hour on the author's own clock. (source, id) stay the only identity.
# Seen:      came: 2026-11-30T22:30:00.123456+01:00
#            left: 2026-11-30T21:30:00.123Z
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" cloudevents@10.0.0 >/dev/null
cat >show.cjs <<'JS'
const assert = require("node:assert");
const { HTTP } = require("cloudevents");

const came = { specversion: "1.0", id: "1", source: "/network", type: "post.created", time: "2026-11-30T22:30:00.123456+01:00" };
const event = HTTP.toEvent({ headers: { "content-type": "application/cloudevents+json" }, body: JSON.stringify(came) });
const left = JSON.parse(HTTP.structured(event).body);
console.log(`came: ${came.time}\nleft: ${left.time}`);
assert.strictEqual(left.time, "2026-11-30T21:30:00.123Z", "The SDK keeps the time as it came now.");
JS
node show.cjs
