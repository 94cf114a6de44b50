import { afterEach, describe, expect, it } from "vitest";
import { CONFIGURATION, PROJECT, type Stage, setStage } from "../support/stage.ts";

const NAMES = [
  "QBR (EMEA)",
  "What's next!",
  "A*B~c",
  "R&D, v1.2",
  "50% done",
  "Q&A?",
  "#1; a=b",
  "[Draft] call: @all + more",
  "$10 {x|y} ^`",
  "Größe",
  "🚀 kick-off",
];
const SHARED = "account-management/templates";

let stage: Stage;
afterEach(() => stage.close());

async function start(name: string, files: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const configuration = `template_project: ${SHARED}${CONFIGURATION}    template: ${JSON.stringify(name)}\n`;
  stage = await setStage("2026-11-28T10:00:00Z", { configuration, files, inBotsName: ["of all"] });
  return stage;
}

describe.each(NAMES)("the template %s", (name) => {
  const path = `.gitlab/issue_templates/${name}.md`;

  it("is used from the project", async () => {
    const { sandbox, run } = await start(name, { [path]: "our own" });
    await run();
    expect(sandbox.issue(PROJECT, 1).description).toContain("our own");
  });

  it("is used from the template project", async () => {
    const { sandbox, run } = await start(name);
    const files = { [path]: "<!-- cadence:shared -->\nof all" };
    sandbox.addProject({ path: SHARED, members: { "cadence-bot": 20 }, files });
    await run();
    expect(sandbox.issue(PROJECT, 1).description).toContain("of all");
  });

  it("is missed by its name where it is nowhere", async () => {
    const { run } = await start(name);
    expect((await run()).plan.problems).toMatchObject([{ problems: [{ found: name }] }]);
  });
});

it("a source that takes no such name does not keep the next ones from being asked", async () => {
  const { sandbox, run } = await start("Meeting Agenda");
  const isTemplate = ({ path }: { readonly path: string }): boolean => path.includes("/templates/issues/");
  sandbox.faults.inject({ kind: "status", when: isTemplate, times: 9, status: 404, body: { error: "404 Not Found" } });
  await run();
  expect(sandbox.issues(PROJECT)).toHaveLength(1);
});
