import { afterEach, describe, expect, it } from "vitest";
import { command } from "../support/command-line.ts";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";

let stage: Stage;
afterEach(() => stage.close());

function file(profile: string): string {
  return `customer: Acme
timezone: Europe/Berlin
csm: "@jane"
attendees: ["@bob"]
profile: { segment: growth, priority: 1, since: 2026-01-12${profile} }
calls: tuesday at 10:00
meetings:
  first-call: { repeat: once on 2026-01-15 at 10:00 }
`;
}

/** The boxes of the first call's agenda, as it would be made. */
async function boxes(profile: string): Promise<readonly string[]> {
  stage = await setStage("2026-01-12T09:00:00Z", { configuration: file(profile) });
  const { out } = await command(stage, ["preview", "first-call", "-p", PROJECT]);
  return out.split("\n").flatMap((line) => (line.startsWith("- [ ] ") ? [line.slice(6)] : []));
}

const ALWAYS = [/^Introductions/, /^Why Acme chose GitLab/, /^Training/, /support\/ \(/, /^When and how often/];
const has = (found: readonly string[], words: RegExp): boolean => found.some((line) => words.test(line));

describe("the tasks of a first call (A21, A22, A23, A27, A32)", () => {
  it.each([
    // A24, A28, A29
    [", customer: new, deployment: self-managed", ["Intro to CI/CD", "strongly recommend", "preference-center"], 8],
    // A25, A30, A31
    [
      ", customer: existing, deployment: gitlab.com",
      ["right after one was held", "status.gitlab.com", "preference-center"],
      8,
    ],
    [", customer: new, deployment: dedicated", ["Intro to GitLab", "your instance", "preference-center"], 8],
    // Where nobody says where GitLab runs.
    [", customer: existing", ["right after one was held"], 6],
  ])("{ …%s }", async (profile, own, count) => {
    const found = await boxes(profile);
    for (const words of ALWAYS) expect(has(found, words), `${words}`).toBe(true);
    for (const words of own) expect(found.join("\n")).toContain(words);
    expect(found).toHaveLength(count);
  });

  it("what is of others is not among them", async () => {
    const found = (await boxes(", customer: existing, deployment: self-managed")).join("\n");
    expect(found).not.toMatch(/Intro to CI\/CD|status\.gitlab\.com|your instance/);
  });
});

describe("after the first call", () => {
  it("what it left open stands in the next cadence call, with where it is from, and what was done does not (A32)", async () => {
    stage = await setStage("2026-01-12T09:00:00Z", {
      configuration: file(", customer: new, deployment: self-managed"),
    });
    await stage.run();
    const first = stage.sandbox.issues(PROJECT).find(({ title }) => title === "GitLab / Acme First Call - 2026-01-15");
    const iid = first?.iid ?? 0;
    const jane = stage.sandbox.as("jane");
    for (const done of ["Introductions", "Why Acme chose", "Training", "Intro to CI/CD", "support/"])
      jane.tick(PROJECT, iid, done);
    stage.sandbox.clock.set("2026-01-15T10:00:00Z");
    jane.close(PROJECT, iid);
    await stage.run();
    stage.sandbox.clock.set("2026-01-16T09:00:00Z");
    await stage.run();
    const next = stage.sandbox.issues(PROJECT).find(({ title }) => title === "GitLab / Acme CSM Call - 2026-01-20");
    const items = (next?.description ?? "").split("\n").filter((line) => line.startsWith("- [ ] "));
    expect(items.map((line) => line.slice(6, 30))).toEqual([
      "Sign up for security ale",
      "Choose which e-mails to ",
      "When and how often we ta",
    ]);
    expect(items.every((line) => line.includes(`#${iid}`))).toBe(true);
  });
});
