import { afterEach, describe, expect, it } from "vitest";
import { type EarlierVersion, earlierProject, earlierStage } from "../../support/earlier-issues.ts";
import { PROJECT, type Stage } from "../../support/stage.ts";

const DRAFT = 10;
const NEXT = 9;
/** Agendas and follow-ups of calls that are over, whose participants were told. */
const PAST = [1, 2, 3, 4, 5, 6, 7, 8];
/** The items that are open on 17 November. */
const OPEN = [
  "Open the licence portal",
  "Share the upgrade guide",
  "ask Support for the path",
  "Measure the backup",
  "Draft the `runner` plan",
  "Ask for the roadmap",
  "Check https://docs.gitlab.com/runner/",
  "Upload the diagram",
  "Send the logs",
  "Write it down",
];

let stage: Stage;
afterEach(() => stage.close());

async function runAt(instant: string): Promise<void> {
  stage.sandbox.clock.set(instant);
  const { applied } = await stage.run();
  expect(applied.filter(({ error }) => error !== null)).toEqual([]);
}

const text = (iid: number): string => stage.sandbox.issue(PROJECT, iid).description;
const made = () => stage.sandbox.issues(PROJECT).filter(({ iid }) => iid > DRAFT);
/** Without the first line, which remembers what was told and done. */
const body = (description: string): string => description.slice(description.indexOf("\n"));

function linesWith(iid: number, words: string): readonly string[] {
  return text(iid)
    .split("\n")
    .filter((line) => line.includes(words) && /\[[ x~]\]/.test(line));
}

describe.each<EarlierVersion>(["status-column", "plain-tables"])("issues as %s wrote them", (version) => {
  it("stay as they stand, and no second one is made beside them", async () => {
    const { issues } = earlierProject(version);
    stage = await earlierStage(version);
    for (const at of ["2026-11-17T10:15:00Z", "2026-11-17T11:10:00Z", "2026-11-17T11:20:00Z", "2026-11-18T09:00:00Z"])
      await runAt(at);
    for (const { iid, title, description } of issues.filter((one) => PAST.includes(one.iid) || one.iid === NEXT)) {
      expect(body(text(iid)), `#${iid}`).toBe(body(description));
      expect(stage.sandbox.issue(PROJECT, iid).title).toBe(title);
    }
    expect(made()).toEqual([]);
    const told = stage.sandbox
      .issue(PROJECT, DRAFT)
      .notes.filter(({ body: said }) => said.includes("note participants"));
    expect(told).toHaveLength(1);
    for (const item of OPEN) expect(linesWith(DRAFT, item), item).toHaveLength(1);
  });

  it("a tick in an old table is a tick everywhere, and is taken back from there", async () => {
    stage = await earlierStage(version);
    await runAt("2026-11-18T09:00:00Z");
    stage.sandbox.clock.set("2026-11-18T10:00:00Z");
    stage.sandbox.as("bob").tick(PROJECT, 3, "Upload the diagram");
    await runAt("2026-11-18T10:05:00Z");
    for (const iid of [1, 2, 3, 5, 6, 7, 8, NEXT, DRAFT])
      expect(linesWith(iid, "Upload the diagram"), `#${iid}`).toEqual([expect.stringContaining("[x]")]);
    stage.sandbox.clock.set("2026-11-18T11:00:00Z");
    stage.sandbox.as("bob").untick(PROJECT, 8, "Upload the diagram");
    await runAt("2026-11-18T11:05:00Z");
    for (const iid of [1, 2, 3, 5, 6, 7, 8, NEXT, DRAFT])
      expect(linesWith(iid, "Upload the diagram"), `#${iid}`).toEqual([expect.stringContaining("[ ]")]);
  });

  it("are carried into the next agenda and followed up, each item once", async () => {
    stage = await earlierStage(version);
    await runAt("2026-11-17T11:10:00Z");
    await runAt("2026-11-17T11:20:00Z");
    stage.sandbox.as("sam").tick(PROJECT, DRAFT, "Measure the backup");
    await runAt("2026-11-20T09:00:00Z");
    stage.sandbox.clock.set("2026-11-24T10:00:00Z");
    stage.sandbox.as("jane").close(PROJECT, NEXT);
    await runAt("2026-11-24T10:05:00Z");
    await runAt("2026-11-24T11:10:00Z");
    const agenda = made().find(({ dueDate, labels }) => dueDate === "2026-12-01" && labels.includes("meeting-agenda"));
    const followUp = made().find(({ labels }) => labels.includes("meeting-follow-up"));
    expect(made()).toHaveLength(2);
    for (const iid of [agenda?.iid ?? 0, followUp?.iid ?? 0])
      for (const item of OPEN.filter((one) => one !== "Measure the backup")) {
        expect(linesWith(iid, item), `${item} in #${iid}`).toEqual([expect.stringContaining("[ ]")]);
      }
    expect(agenda?.description).not.toContain("[ ] \\@sam Measure the backup");
    expect(linesWith(agenda?.iid ?? 0, "Ask for the roadmap")[0]).toContain("#4");
    expect(text(agenda?.iid ?? 0)).toMatch(/c:1-rk5-->/);
  });

  it("give owner and date that people write into a table to the next agenda", async () => {
    stage = await earlierStage(version, [NEXT]);
    await runAt("2026-11-17T10:12:00Z");
    expect(made()).toMatchObject([{ dueDate: "2026-11-24" }]);
    const [agenda] = made();
    for (const item of OPEN) expect(linesWith(agenda?.iid ?? 0, item), item).toEqual([expect.stringContaining("[ ]")]);
    expect(agenda?.description).toMatch(/@bob Upload the diagram, due 2026-11-20 .*<!--c:1-rk5-->/);
    await stage.close();
    stage = await earlierStage(version, [NEXT]);
    stage.sandbox.clock.set("2026-11-17T10:11:00Z");
    const cells = /(Write it down <!--c:7-zg9-->\n\n<\/td>\n<td>)(<\/td>\n<td>)(<\/td>)/;
    const change = (old: string): string => old.replace(cells, "$1\n\n@sam\n\n$22026-12-04$3");
    stage.sandbox.as("jane").editDescription(PROJECT, DRAFT, change);
    await runAt("2026-11-17T10:15:00Z");
    expect(made()[0]?.description).toMatch(/\[ \] \\@sam Write it down, due 2026-12-04 .*<!--c:7-zg9-->/);
  });
});
