import { expect, it } from "vitest";
import { command } from "../../support/command-line.ts";
import { PROJECT, setStage } from "../../support/stage.ts";

const CONFIGURATION = `customer: Acme
timezone: Europe/Berlin
account_team: ["@jane"]
meetings:
  cadence-call: { repeat: every week on tuesday at 10:00, from: 2026-01-13, template: First }
  office-hours: { repeat: every week on tuesday at 14:00, from: 2026-01-13, template: Second, follow_up: { template: Third } }
  ebr: { repeat: every week on tuesday at 16:00, from: 2026-01-13, template: Missing }
  qbr: { repeat: every week on tuesday at 18:00, from: 2026-01-13, template: First }
`;

it("check names every template that is wrong, once, with its line", async () => {
  const stage = await setStage("2026-11-16T10:00:00Z", {
    configuration: CONFIGURATION,
    files: {
      ".gitlab/issue_templates/First.md": "# {{customer}}\n\n{{custmer}}\n",
      ".gitlab/issue_templates/Second.md": "{{#csm}}\n",
      ".gitlab/issue_templates/Third.md": "{{recap}}\n{{time}}\n",
    },
  });
  const { exitCode, out, err } = await command(stage, ["check", "--project", PROJECT]);
  const json = await command(stage, ["check", "--project", PROJECT, "--json"]);
  await stage.close();
  expect(exitCode).toBe(2);
  expect(err.match(/^First\.md.*:3:\d+ {2}custmer/gm)).toHaveLength(1);
  expect(err).toMatch(/^Second\.md.*:1:1 {2}csm/m);
  expect(err).toMatch(/^Third\.md.*:2:\d+ {2}time/m);
  expect(err).toMatch(/meetings\.ebr\.template/);
  expect(out).toContain("ok       template Follow-up");
  expect(() => JSON.parse(json.out)).not.toThrow();
  for (const words of ["there is no variable custmer", "there is no such issue template"])
    expect(json.out).toContain(words);
});
