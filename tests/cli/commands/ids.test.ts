import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { whole } from "../../../src/cli/output/columns.ts";
import { createClient } from "../../sandbox/gitlab.ts";
import { command } from "../../support/command-line.ts";
import { PROJECT, type Stage, setStage } from "../../support/stage.ts";
import { freshFile } from "./held-call.ts";

/** As long as GitLab's own get. */
const IID = 1_234_567_890;
/** An id that breaks off: whoever types it again means another thing. */
const CUT = /[#!]\d*…/;

let stage: Stage;
let file: string;

beforeAll(async () => {
  stage = await setStage("2026-11-28T11:00:00Z", { inBotsName: ["Long ago"] });
  const { sandbox } = stage;
  const owner = createClient(sandbox.url, { "private-token": sandbox.addToken({ user: "jane" }) });
  sandbox.setMember(PROJECT, "jane", 50);
  // Its number is the last one: whatever the bot makes is numbered from there.
  const base = `/projects/${encodeURIComponent(PROJECT)}`;
  expect((await owner.post(`${base}/issues`, { title: "Long ago", iid: IID })).status).toBe(201);
  file = freshFile("audit.jsonl");
});
afterAll(() => stage.close());

const call = (...args: readonly string[]) => command(stage, args);

describe("ids are printed whole, however long", () => {
  it("by run, items, explain, plan and undo", async () => {
    const { sandbox } = stage;
    const made = await call("run", "-p", PROJECT, "--audit", file);
    expect([made.exitCode, made.err]).toEqual([0, ""]);
    const [agenda] = sandbox.issues(PROJECT).filter(({ iid }) => iid > IID);
    const id = `#${agenda?.iid}`;
    sandbox
      .as("jane")
      .editDescription(
        PROJECT,
        agenda?.iid ?? 0,
        (text) => `${text.trimEnd()}\n\n- [ ] @bob a thing that has to be done\n`,
      );
    sandbox.clock.set("2026-12-02T09:00:00Z");
    const [, run = ""] = /^Run (\S+):/m.exec(made.out) ?? [];
    const said = {
      run: made,
      items: await call("items", "-p", PROJECT),
      explain: await call("explain", "-p", PROJECT),
      plan: await call("plan", "-p", PROJECT),
      undo: await call("undo", run, "--audit", file, "--dry-run"),
    };
    for (const [name, { out, err }] of Object.entries(said)) expect(out + err, name).not.toMatch(CUT);
    for (const name of ["run", "items", "explain", "undo"] as const) expect(said[name].out, name).toContain(id);
  });

  it("by hooks plan and hooks apply", async () => {
    const { sandbox } = stage;
    const hooks = (action: string) =>
      command(stage, ["hooks", action, "--project", PROJECT, "--url", "https://cadence.example.com/webhooks/gitlab"], {
        GITLAB_TOKEN: sandbox.addToken({ user: "jane" }),
        CADENCE_SIGNING_TOKEN: `whsec_${Buffer.alloc(32, 7).toString("base64")}`,
      });
    const applied = await hooks("apply");
    const owner = createClient(sandbox.url, { "private-token": sandbox.addToken({ user: "jane" }) });
    const base = `/projects/${encodeURIComponent(PROJECT)}/hooks`;
    const [{ id, url }] = (await owner.get(base)).body;
    expect(applied.out).toContain(` create #${id} `);
    await owner.put(`${base}/${id}`, { url, note_events: false });
    expect((await hooks("plan")).out).toContain(` repair #${id} `);
    expect((await hooks("apply")).out).toContain(` repair #${id} `);
  });

  it("padded as every other column", () => {
    expect([whole("#1", 5), whole("#12345678", 5), whole("", 3)]).toEqual(["#1   ", "#12345678", "   "]);
  });
});
