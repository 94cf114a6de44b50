import { writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { errorFields } from "../../../src/app/error-fields.ts";
import { ConfigError, PermanentError, TransientError } from "../../../src/domain/errors.ts";
import { findRedis } from "../../support/servers.ts";
import { until } from "../../support/until.ts";
import { type InnerServices, innerServices } from "../inner-service.ts";
import { configurationOf, type ServiceStage, setServiceStage, yesterday } from "../service-stage.ts";

/** It stands in everything that people write. */
const WORD = /zanzibar/i;
const GROUP = "account-management";

const redis = await findRedis();
afterAll(async () => redis?.stop());

describe("what the log says of an error", () => {
  const told = (code: string, message: string) =>
    errorFields(new PermanentError(message, { code, status: 400, remedy: "" }));
  const later = (code: string, message: string) =>
    errorFields(new TransientError(message, { code, status: 409, retryAfterMs: 1 }));
  const wrong = (file: string) =>
    errorFields(
      new ConfigError("customer: Zanzibar", [
        { file, line: 7, column: 1, key: "zanzibar", found: "x", problem: "y", allowed: [], nearest: null },
      ]),
    );
  it.each([
    [
      "a refusal that may quote",
      told("GITLAB_INVALID", "title Zanzibar is taken"),
      "GitLab says no (GITLAB_INVALID, 400)",
    ],
    ["a refusal in our words", told("GITLAB_ROLE", "needs the Reporter role"), "needs the Reporter role"],
    ["a conflict", later("GITLAB_CONFLICT", "Zanzibar"), "GitLab says no (GITLAB_CONFLICT, 409)"],
    ["an outage", later("GITLAB_OUTAGE", "is out of order"), "is out of order"],
    [
      "a project's file",
      wrong(".gitlab/cadence.yml"),
      "the configuration or a template is wrong (.gitlab/cadence.yml:7)",
    ],
    [
      "a template",
      wrong(".gitlab/issue_templates/QBR.md"),
      "the configuration or a template is wrong (.gitlab/issue_templates/QBR.md:7)",
    ],
    [
      "a template of the template project",
      wrong("Meeting Agenda.md (customers/templates)"),
      "the configuration or a template is wrong (.gitlab/issue_templates/Meeting Agenda.md of customers/templates:7)",
    ],
    [
      "a title",
      wrong("meetings.cadence-call.title"),
      "the configuration or a template is wrong (.gitlab/cadence.yml, meetings.cadence-call.title:7)",
    ],
    ["a name that is none", wrong("Zanzibar: <b>!.md"), "the configuration or a template is wrong (a template:7)"],
    ["the operator's own", wrong("environment"), "customer: Zanzibar"],
    ["what nobody foresaw", errorFields(new SyntaxError("Zanzibar is not JSON")), "SyntaxError"],
  ])("%s", (_what, fields, words) => {
    expect(fields.error).toBe(words);
    expect(fields.stack ?? "").not.toMatch(WORD);
  });
});

describe.skipIf(redis === null)("the log of a service", () => {
  let stage: ServiceStage;
  let services: InnerServices;
  beforeEach(async () => {
    stage = await setServiceStage();
    services = innerServices(stage, redis?.url ?? "");
  });
  afterEach(async () => {
    await services.close();
    await stage.close();
  });

  function addProject(name: string, configuration: string): string {
    const path = `${GROUP}/${name}/collaboration`;
    const members = { bob: 30, zed: 30 };
    const files = {
      ".gitlab/cadence.yml": configuration,
      ".gitlab/issue_templates/Zanzibar.md": "## Zanzibar\n\n{{{ action_items }}}\n",
      ".gitlab/issue_templates/QBR (EMEA).md": "{{# zanzibar }}",
    };
    stage.sandbox.addProject({ path, name: "Zanzibar project", members, files, labels: ["zanzibar-agenda"] });
    stage.sandbox.as("jane").createIssue(path, {
      title: "Zanzibar call",
      labels: ["zanzibar-agenda"],
      dueDate: yesterday().date,
      createdAt: new Date(Date.now() - 3 * 86_400_000).toISOString(),
      description: "# Zanzibar\n\n## Action items\n\n- [ ] @zed Book a flight to Zanzibar\n",
    });
    return path;
  }

  it("tells project, job, reason, series and occurrence, and nothing that people wrote", async () => {
    const { sandbox } = stage;
    // Looks that nobody waits for are spread by the budget.
    writeFileSync(`${stage.folder}/cadence.yml`, `groups: [${GROUP}]\nrequests: { per_minute: 10000 }\n`);
    sandbox.addUser({ username: "zed", name: "Zed Zanzibar" });
    const ours = `${configurationOf("Zanzibar Ltd")}agenda_label: zanzibar-agenda\n`;
    const good = addProject("good", ours);
    addProject("broken", "customer: Zanzibar\nzanzibar: zanzibar\n");
    const meeting = "    follow_up: { template: QBR (EMEA) }\n";
    const template = addProject("template", ours.replace(/(?=agenda_label)/, meeting));
    const refused = addProject("refused", ours);
    const service = await services.start();
    const lines = (project: string) => service.lines().filter((line) => line["project"] === project);
    await stage.hook(service.url);
    await until(() => {
      for (const name of ["good", "broken", "template", "refused"])
        expect(lines(`${GROUP}/${name}/collaboration`).some((line) => "requests" in line)).toBe(true);
    });
    sandbox.faults.inject({
      kind: "status",
      status: 400,
      body: { message: { title: ["Zanzibar is not allowed"] } },
      when: ({ method, path }) => method === "POST" && path.endsWith("/issues"),
    });
    sandbox.as("bob").comment(refused, 1, "Zanzibar? @cadence-bot zanzibar");
    for (const project of [refused, template]) sandbox.as("jane").close(project, 1);
    await until(() =>
      expect(
        lines(refused)
          .map(({ msg }) => msg)
          .join(),
      ).toContain("GITLAB_INVALID"),
    );
    sandbox.as("jane").close(good, 1);
    const created = () => lines(good).find((line) => line["action"] === "create-follow-up");
    await until(() =>
      expect(created()).toMatchObject({
        project: good,
        job: expect.stringMatching(/./),
        reason: expect.stringMatching(/^webhook /),
        series: "cadence-call",
        occurrence: yesterday().date,
        outcome: "done",
        iid: 2,
      }),
    );
    const said = (name: string) =>
      lines(`${GROUP}/${name}/collaboration`)
        .map(({ msg }) => msg)
        .join();
    await until(() =>
      expect(said("broken")).toMatch(/: the configuration or a template is wrong \(\.gitlab\/cadence\.yml:1/),
    );
    await until(() => expect(said("template")).toContain("is wrong (.gitlab/issue_templates/QBR (EMEA).md:1)"));
    expect(said("template")).toContain("check --project PATH");
    expect(service.lines().filter((line) => WORD.test(JSON.stringify(line)))).toEqual([]);
  });
});
