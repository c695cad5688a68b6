// Reads pages as JSON, their HTML by their names, and says as JSON what html-validate finds in each.
import { HtmlValidate } from "html-validate";

let text = "";
for await (const part of process.stdin) text += part;

const judge = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard"],
  rules: {
    "no-trailing-whitespace": "off",
    "long-title": "off",
    "require-sri": "off",
    "prefer-native-element": "off",
    "no-redundant-role": "off",
    "attribute-boolean-style": "off",
    "void-style": "off",
  },
});

const faults = {};
for (const [name, html] of Object.entries(JSON.parse(text))) {
  const report = await judge.validateString(html);
  const lines = html.split("\n");
  faults[name] = report.results.flatMap((result) =>
    result.messages.map((fault) => `${fault.ruleId}: ${fault.message}: ${lines[fault.line - 1].trim().slice(0, 160)}`));
}
console.log(JSON.stringify(Object.fromEntries(Object.entries(faults).filter(([, found]) => found.length))));
