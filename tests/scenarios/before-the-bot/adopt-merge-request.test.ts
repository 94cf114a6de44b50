import { afterEach, describe, expect, it } from "vitest";
import { parseProjectConfiguration } from "../../../src/config/parse-project-configuration.ts";
import { command } from "../../support/command-line.ts";
import { CONFIGURATION, PROJECT, type Stage, setStage } from "../../support/stage.ts";

const WEEKLY = `# Ours, with a remark\n${CONFIGURATION.replace("every 2 weeks", "every week").trim()}\n`;
const ONE_LINE =
  '{ customer: Acme, timezone: UTC, meetings: { cadence-call: { repeat: "every week on tuesday at 10:00", from: 2026-01-13 } } }\n';
const FILE = ".gitlab/cadence.yml";
const LIST = ".gitlab/cadence-history.md";
const ADOPT = ["adopt", "-p", PROJECT, "--merge-request"];

let stage: Stage;
afterEach(() => stage.close());

async function begin(configuration = WEEKLY, level = 30): Promise<void> {
  stage = await setStage("2026-09-01T08:00:00Z", { configuration });
  const { sandbox } = stage;
  sandbox.setMember(PROJECT, "cadence-bot", level);
  const description = "## Action items\n\n- [ ] @bob one thing\n";
  for (const day of ["2026-09-01", "2026-10-06", "2026-11-03"]) {
    sandbox.clock.set(`${day}T10:00:00Z`);
    sandbox.as("jane").createIssue(PROJECT, { title: `Acme weekly ${day}`, description });
  }
  sandbox.clock.set("2026-11-14T10:00:00Z");
  sandbox.requests.reset();
}

const branch = (path: string): string => stage.sandbox.files(PROJECT, "cadence-adopt")[path] ?? "";
const main = (path: string): string | undefined => stage.sandbox.files(PROJECT)[path];

describe("cadence adopt --merge-request", () => {
  it("opens one with the block and the list; nothing counts before it is merged", async () => {
    await begin();
    const { out, exitCode } = await command(stage, ADOPT);
    expect(exitCode).toBe(0);
    const [request, ...others] = stage.sandbox.mergeRequests(PROJECT);
    expect(others).toEqual([]);
    expect(out).toMatch(/Read and merge \S+\/merge_requests\/1/);
    expect(main(FILE)).toBe(WEEKLY);
    expect(main(LIST)).toBeUndefined();
    expect(branch(FILE).startsWith(WEEKLY)).toBe(true);
    expect(parseProjectConfiguration(branch(FILE), FILE).history).toMatchObject({
      before: "2026-11-14",
      titles: ["Acme weekly*"],
    });
    expect(branch(LIST)).toMatch(/^- keep: @bob one thing$/m);
    stage.sandbox.as("jane").merge(PROJECT, request?.iid ?? 0);
    expect(main(FILE)).toContain("history:");
    const again = await command(stage, ADOPT);
    expect(again.exitCode).toBe(0);
    expect(again.out).toContain("Nothing to propose");
    expect(stage.sandbox.mergeRequests(PROJECT)).toHaveLength(1);
  });

  it("opens no second one while one waits, whatever was found since", async () => {
    await begin();
    await command(stage, ADOPT);
    stage.sandbox.as("jane").createIssue(PROJECT, { title: "Acme weekly 2026-11-10", description: "" });
    stage.sandbox.requests.reset();
    const { out, exitCode } = await command(stage, ADOPT);
    expect(exitCode).toBe(0);
    expect(out).toContain("!1 waits");
    expect(stage.sandbox.requests.writes).toBe(0);
    const json = JSON.parse((await command(stage, [...ADOPT, "--json"])).out);
    expect(json.projects[0].mergeRequest).toMatchObject({ verdict: "there", iid: 1 });
  });

  it("writes nothing without the option", async () => {
    await begin();
    const { out } = await command(stage, ["adopt", "-p", PROJECT, "--json"]);
    expect(JSON.parse(out).projects[0]).toMatchObject({ mergeRequest: null, obstacles: [] });
    expect(stage.sandbox.requests.writes).toBe(0);
  });

  it("changes a block that is there in its place, and leaves a list that is there as people left it", async () => {
    const old = `${WEEKLY.trim()}\nhistory: # since the bot\n  before: 2026-10-01\n\n# the end\n`;
    await begin(old);
    stage.sandbox.writeFile(PROJECT, LIST, "## #1 ours\n\n- leave: @bob one thing\n");
    await command(stage, [...ADOPT, "--before", "2026-11-10"]);
    expect(branch(FILE).startsWith(WEEKLY)).toBe(true);
    expect(branch(FILE).endsWith("\n\n# the end\n")).toBe(true);
    expect(branch(FILE).split("history:")).toHaveLength(2);
    expect(parseProjectConfiguration(branch(FILE), FILE).history?.before).toBe("2026-11-10");
    expect(branch(LIST)).toBe("## #1 ours\n\n- leave: @bob one thing\n");
  });

  it("goes on where it was killed between the commit and the merge request", async () => {
    await begin();
    const isOpening = (request: { readonly method: string; readonly path: string }): boolean =>
      request.method === "POST" && request.path.endsWith("merge_requests");
    stage.sandbox.faults.inject({ kind: "status", status: 403, when: isOpening });
    const { exitCode } = await command(stage, ADOPT);
    expect(exitCode).not.toBe(0);
    expect(stage.sandbox.mergeRequests(PROJECT)).toEqual([]);
    expect((await command(stage, ADOPT)).exitCode).toBe(0);
    expect(stage.sandbox.mergeRequests(PROJECT)).toMatchObject([{ iid: 1, state: "opened" }]);
  });

  it("takes no for an answer, and leaves a branch of people alone", async () => {
    await begin();
    await command(stage, ADOPT);
    stage.sandbox.as("jane").closeMergeRequest(PROJECT, 1);
    stage.sandbox.requests.reset();
    const { out, exitCode } = await command(stage, ADOPT);
    expect(exitCode).toBe(1);
    expect(out).toContain("somebody closed the proposal !1");
    expect(stage.sandbox.requests.writes).toBe(0);
  });

  it.each([
    ["a role that may not commit", WEEKLY, 20, "may not commit"],
    ["a file in one line", ONE_LINE, 30, "cannot be put into"],
  ])("says what is in the way and writes nothing: %s", async (_name, configuration, level, text) => {
    await begin(configuration, level);
    const { out, exitCode } = await command(stage, ADOPT);
    expect(exitCode).toBe(1);
    expect(out).toContain(text);
    expect(stage.sandbox.requests.writes).toBe(0);
  });
});
