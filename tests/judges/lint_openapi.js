/* Reads an OpenAPI document from standard input, and writes what two linters find wrong with it, as a list: Redocly's and Spectral's. */

import { createConfig, lintFromString } from "@redocly/openapi-core";
import spectralCore from "@stoplight/spectral-core";
import functions from "@stoplight/spectral-functions";
import rulesets from "@stoplight/spectral-rulesets";
import { readFileSync } from "node:fs";

const source = readFileSync(0, "utf8"), faults = [];

// The service of a test is on this machine.
const redocly = await lintFromString({ source, absoluteRef: "openapi.json", config: await createConfig({ extends: ["recommended"], rules: { "no-server-example.com": "off" } }) });
for (const { ruleId, severity, message, location } of redocly) faults.push(`redocly ${severity} ${ruleId} ${location[0]?.pointer}: ${message}`);

const spectral = new spectralCore.Spectral();
spectral.setRuleset({
  extends: [[rulesets.oas, "recommended"]],
  rules: {
    // OpenAPI 3.1 lets any scheme name roles beside it; this rule knows only those of OAuth.
    "oas3-operation-security-defined": "off",
    // A summary says it where there is no more to say.
    "operation-description": "off",
    "errors-are-problems": {
      message: "An error is a problem document.",
      given: "$.paths[?(!@property.match(/^\\/ims\\//))][*].responses[?(@property.match(/^(4|5|default)/))].content",
      then: { field: "application/problem+json", function: functions.truthy },
    },
  },
});
for (const { code, severity, message, path } of await spectral.run(JSON.parse(source))) faults.push(`spectral ${severity} ${code} ${path.join("/")}: ${message}`);
console.log(JSON.stringify(faults));
