#!/usr/bin/env bash
# cloudevents 10.0.0 (the official JavaScript SDK): in binary mode, data that is a string is sent as JSON and is not JSON.
#
# Guess:     an event without `datacontenttype` has JSON data. In binary mode the string "hello" becomes the body `"hello"`, with its
#            quotes, as structured mode has it in `data`.
# Behaviour: the header says application/json and the body is the bare text. A strict receiver refuses in binary mode what it takes
#            in structured mode; one and the same event. Objects are written as JSON in both.
# Seen:      structured: "data":"hello"
#            binary:     application/json; charset=utf-8 | hello
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" cloudevents@10.0.0 >/dev/null
cat >show.cjs <<'JS'
const assert = require("node:assert");
const { CloudEvent, HTTP } = require("cloudevents");

const event = new CloudEvent({ id: "1", source: "/network", type: "post.created", data: "hello" });
const binary = HTTP.binary(event);
const structured = JSON.parse(HTTP.structured(event).body);
console.log(`structured: "data":${JSON.stringify(structured.data)}`);
console.log(`binary:     ${binary.headers["content-type"]} | ${binary.body}`);
assert.match(binary.headers["content-type"], /^application\/json/);
assert.throws(() => JSON.parse(binary.body), SyntaxError, "The body is JSON now.");
JS
node show.cjs
