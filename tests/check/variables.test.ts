import { expect, it } from "vitest";
import { checkUnusedVariables } from "../../src/check/variables.ts";
import { parseProjectConfiguration } from "../../src/config/parse-project-configuration.ts";
import { GOOD_HEAD, GOOD_MEETINGS } from "../config/said.ts";

it("names variables that no template and no title uses", () => {
  const lines = "variables: { tier: a, seats: 2, list: [a], lost: x }\ndefaults: { title: '{{customer}} {{tier}}' }\n";
  const configuration = parseProjectConfiguration(GOOD_HEAD + lines + GOOD_MEETINGS, "cadence.yml");
  const findings = checkUnusedVariables(configuration, ["{{#list}}{{.}}{{/list}}", "{{^seats}}none{{/seats}}"]);
  expect(findings.map(({ subject, status }) => [subject, status])).toEqual([["variables.lost", "warning"]]);
  expect(findings[0]?.remedy).toContain("{{lost}}");
});
