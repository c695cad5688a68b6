#!/usr/bin/env bash
# @stoplight/spectral-rulesets 1.23.1: an operation of OpenAPI 3.1 that names what a bearer token must be allowed to do is refused.
#
# Guess:     OpenAPI 3.1 lets the list beside any security scheme hold names of roles or scopes, not only beside OAuth 2 and
#            OpenID Connect as 3.0 did; the recommended rules of a linter for 3.1 take it.
# Behaviour: the rule oas3-operation-security-defined looks for each name among the flows of the scheme. A scheme of type http has
#            none, so every name is said to be missing; the same document without the names has no such fault. Who
#            wants to say which scope an operation needs turns the rule off, and loses its check of scheme names with it.
# Seen:      3.1.0 with names: oas3-operation-security-defined
#            3.1.0 without names: nothing
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" @stoplight/spectral-core@1.24.1 @stoplight/spectral-rulesets@1.23.1 >/dev/null
cat >lint.cjs <<'JS'
const assert = require("node:assert");
const { Spectral } = require("@stoplight/spectral-core");
const { oas } = require("@stoplight/spectral-rulesets");

const documentWith = names => ({
  openapi: "3.1.0",
  info: { title: "Things", version: "1" },
  servers: [{ url: "https://things.example" }],
  paths: { "/things": { get: { operationId: "listThings", security: [{ token: names }], responses: { 200: { description: "Things." } } } } },
  components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
});

const lint = async names => {
  const spectral = new Spectral();
  spectral.setRuleset({ extends: [[oas, "recommended"]] });
  const faults = await spectral.run(documentWith(names));
  return [...new Set(faults.map(fault => fault.code))].filter(code => code.includes("security"));
};

(async () => {
  const [named, unnamed] = [await lint(["things:read"]), await lint([])];
  console.log(`3.1.0 with names: ${named.join(", ") || "nothing"}\n3.1.0 without names: ${unnamed.join(", ") || "nothing"}`);
  assert.deepStrictEqual(named, ["oas3-operation-security-defined"], "The rule takes names beside a bearer scheme now.");
  assert.deepStrictEqual(unnamed, []);
})();
JS
node lint.cjs
