import { afterEach, describe, expect, it } from "vitest";
import { asksFor, firstCallPointsOf } from "../../src/domain/meeting-types/first-call-points.ts";
import type { CustomerProfile } from "../../src/domain/profile/types.ts";
import { command } from "../support/command-line.ts";
import { CONFIGURATION, PROJECT, type Stage, setStage } from "../support/stage.ts";
import { lookAt } from "./story.ts";

let stage: Stage;
afterEach(() => stage.close());

function file(profile: string, language = "en"): string {
  return `customer: Acme
language: ${language}
timezone: Europe/Berlin
csm: "@jane"
attendees: ["@bob"]
profile: { segment: growth, priority: 1, since: 2026-01-12, ${profile} }
calls: tuesday at 10:00
meetings:
  first-call: { repeat: once on 2026-01-15 at 10:00 }
`;
}

/** What the command prints of the first call, a line a point. */
async function points(): Promise<readonly string[]> {
  const { out } = await command(stage, ["handbook", "-p", PROJECT]);
  return out.split("\n").filter((line) => /^ {2}[=!-] A\d/.test(line));
}

describe("cadence handbook (C6)", () => {
  it("says which points of the first call were covered, in which call, and which are still open", async () => {
    stage = await setStage("2026-01-12T09:00:00Z", { configuration: file("customer: new, deployment: self-managed") });
    expect((await points()).map((line) => line.slice(2).replace(/ {2,}/g, " | ").trim())).toEqual([
      "! A21 | introductions | not asked",
      "! A22 | why GitLab was chosen, first uses | not asked",
      "! A23 | training | not asked",
      "! A24 | introductory sessions | not asked",
      "! A27 | support offerings | not asked",
      "! A28 | security alerts | not asked",
      "! A29 | communication preferences | not asked",
      "! A32 | recurring calls | not asked",
    ]);
    await lookAt(stage, "2026-01-12T10:00:00Z");
    const { sandbox } = stage;
    const first = sandbox.issues(PROJECT).find(({ dueDate }) => dueDate === "2026-01-15")?.iid ?? 0;
    sandbox.clock.set("2026-01-15T09:30:00Z");
    for (const task of ["Introductions", "Why Acme chose", "Training:", "/support/"]) {
      sandbox.as("jane").tick(PROJECT, first, task);
    }
    sandbox.as("jane").inapplicable(PROJECT, first, "preference-center");
    sandbox.clock.set("2026-01-15T10:00:00Z");
    sandbox.as("jane").close(PROJECT, first);
    await lookAt(stage, "2026-01-15T10:05:00Z");
    await lookAt(stage, "2026-01-15T11:10:00Z");
    await lookAt(stage, "2026-01-17T10:00:00Z");
    const next = sandbox.issues(PROJECT).find(({ dueDate }) => dueDate === "2026-01-20")?.iid ?? 0;
    sandbox.clock.set("2026-01-20T09:30:00Z");
    sandbox.as("bob").tick(PROJECT, next, "Intro to CI/CD");
    await lookAt(stage, "2026-01-20T09:40:00Z");
    const found = await points();
    expect(found.find((line) => line.includes("A21"))).toMatch(/^ {2}= .*covered .*the call of Thu 15 Jan 2026$/);
    expect(found.find((line) => line.includes("A24"))).toMatch(
      new RegExp(`^ {2}= .*covered .*#${next}, .*20 Jan 2026$`),
    );
    expect(found.find((line) => line.includes("A28"))).toMatch(new RegExp(`^ {2}! .*open .*#${next}, .*20 Jan 2026$`));
    expect(found.find((line) => line.includes("A29"))).toMatch(/^ {2}- .*not needed .*15 Jan 2026$/);
  });

  it("says how often such a customer has calls, what the file lacks, and what nobody can tell from issues", async () => {
    const strategic = file("customer: existing").replace("growth", "strategic");
    stage = await setStage("2026-01-12T09:00:00Z", { configuration: strategic });
    const { out, exitCode } = await command(stage, ["handbook", "-p", PROJECT]);
    expect(exitCode).toBe(0);
    expect(out).toContain("every 2 weeks, for strategic priority 1 (C13)");
    expect(out).toMatch(/! C20 +a strategic customer has a business review each year/);
    expect(out).toContain("Not checked\n  what was said in a call and written into no issue");
    const document = JSON.parse((await command(stage, ["handbook", "-p", PROJECT, "--json"])).out);
    expect(document.projects[0]).toMatchObject({
      hasProfile: true,
      cadence: { row: "C13" },
      firstCall: expect.any(Array),
    });
  });

  it("asks nothing of a customer without a profile, and says so", async () => {
    stage = await setStage("2026-01-12T09:00:00Z", { configuration: CONFIGURATION });
    const { out } = await command(stage, ["handbook", "-p", PROJECT]);
    expect(out).toContain("The file has no profile");
    expect(out).not.toMatch(/A\d/);
  });
});

describe("the points of a first call", () => {
  it.each(
    ["en", "de"].flatMap((language) =>
      (["new", "existing"] as const).flatMap((customer) =>
        (["self-managed", "gitlab.com", "dedicated"] as const).map(
          (deployment) => [language, customer, deployment] as const,
        ),
      ),
    ),
  )("are each one task of its agenda: %s, %s, %s", async (language, customer, deployment) => {
    stage = await setStage("2026-01-12T09:00:00Z", {
      configuration: file(`customer: ${customer}, deployment: ${deployment}`, language),
    });
    const { out } = await command(stage, ["preview", "first-call", "-p", PROJECT]);
    const tasks = out.split("\n").filter((line) => line.startsWith("- [ ] "));
    const profile: CustomerProfile = {
      segment: "growth",
      priority: 1,
      deployment,
      since: "2026-01-12",
      customer,
      onboarded: "2026-02-26",
      region: null,
      areas: [],
    };
    const found = firstCallPointsOf(profile).map((point) => tasks.filter((task) => asksFor(point, task)).length);
    expect(found.length).toBeGreaterThan(6);
    expect(found.every((count) => count === 1)).toBe(true);
  });
});
