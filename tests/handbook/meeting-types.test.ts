import { afterEach, describe, expect, it } from "vitest";
import { command } from "../support/command-line.ts";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";

let stage: Stage;
afterEach(() => stage.close());

const FILE = `customer: Acme
timezone: Europe/Berlin
csm: "@jane"
attendees: ["@bob"]
profile: { segment: strategic, priority: 1, customer: existing, since: 2026-01-12 }
calls: tuesday at 10:00
meetings:
  business-review: { contract: month 6, when: thursday at 14:00 }
  leadership-check-in: { repeat: last friday of every quarter at 10:00, from: 2026-01-12 }
  enablement-session: { repeat: once on 2026-02-12 at 15:00 }
  engagement: { repeat: once on 2026-02-13 at 15:00 }
  retrospective: { repeat: once on 2026-02-16 at 15:00 }
`;

async function preview(series: string, file = FILE): Promise<string> {
  stage = await setStage("2026-01-14T09:00:00Z", { configuration: file });
  return (await command(stage, ["preview", series, "-p", PROJECT])).out;
}

/** Lines of a numbered list below a heading. */
function numbered(text: string, heading: string): readonly string[] {
  const [, section = ""] = text.split(`## ${heading}\n`);
  const [own = ""] = section.split(/^##/m);
  return own.split("\n").filter((line) => /^\d+\. /.test(line));
}

describe("business review (C18)", () => {
  it("takes 90 minutes, and its agenda is there with the steps of its preparation six weeks before", async () => {
    stage = await setStage("2026-05-13T09:00:00Z", { configuration: FILE });
    await stage.run();
    const review = () => stage.sandbox.issues(PROJECT).find(({ title }) => title.includes("Business Review"));
    expect(review()).toBeUndefined();
    stage.sandbox.clock.set("2026-05-14T13:00:00Z");
    await stage.run();
    const text = review()?.description ?? "";
    expect(text).toContain("**Thu 25 Jun 2026, 14:00–15:30 Berlin**");
    expect([...text.matchAll(/^- \[ \] (@jane) .*, due (.*)$/gm)].map(([, who, due]) => `${who} ${due}`)).toEqual([
      "@jane 2026-05-14",
      "@jane 2026-05-28",
      "@jane 2026-06-11",
      "@jane 2026-06-18",
    ]);
  });

  it("a step that stays open is an action item like any other: the cadence calls go on with it after the review", async () => {
    stage = await setStage("2026-05-14T13:00:00Z", { configuration: FILE });
    await stage.run();
    const review = stage.sandbox.issues(PROJECT).find(({ title }) => title.includes("Business Review"));
    const cadence = (day: string): string =>
      stage.sandbox.issues(PROJECT).find(({ title }) => title === `GitLab / Acme CSM Call - ${day}`)?.description ?? "";
    stage.sandbox.clock.set("2026-06-12T09:00:00Z");
    await stage.run();
    // The review is to come: its steps are its own.
    expect(cadence("2026-06-16")).not.toBe("");
    expect(cadence("2026-06-16")).not.toContain("results and open questions");
    const jane = stage.sandbox.as("jane");
    for (const done of ["Send the invitation", "Agree on", "Share what"]) jane.tick(PROJECT, review?.iid ?? 0, done);
    stage.sandbox.clock.set("2026-06-25T14:00:00Z");
    jane.close(PROJECT, review?.iid ?? 0);
    await stage.run();
    stage.sandbox.clock.set("2026-06-26T09:00:00Z");
    await stage.run();
    expect(cadence("2026-06-30")).toContain("Put results and open questions together");
    expect(cadence("2026-06-30")).not.toContain("- [ ] \\@jane Send the invitation");
  });
});

describe("leadership check-in (D1)", () => {
  it("has the five parts of the sample agenda, numbered, and takes 30 to 60 minutes (D5, D6, D8)", async () => {
    const text = await preview("leadership-check-in");
    expect(text).toContain("**Fri 27 Mar 2026, 10:00–10:50 Berlin**");
    expect(numbered(text, "Topics")).toEqual([
      "1. Introductions",
      "2. Goals and objectives: where we stand",
      "3. How Acme uses GitLab today",
      "4. The product: what is new and what is planned (optional)",
      "5. Recommendations and next steps: a value stream assessment, a proof of value, enablement sessions",
    ]);
    expect(text).toContain("   1. Progress towards the goals");
  });

  it("has the questions to think about, and room for how use developed (D9, D10)", async () => {
    const text = await preview("leadership-check-in");
    expect(numbered(text, "To think about before the call")).toHaveLength(4);
    expect(text).toContain("over the last 6 to 12 months, and other material");
  });
});

describe("engagement", () => {
  it("says that it is a short one, and when the follow-up comes (E39, E40)", async () => {
    const text = await preview("engagement");
    expect(text).toContain("> This is a short engagement on one subject, not a lasting assignment.");
    expect(text).toContain("Within 2 to 3 business days");
  });

  it("its follow-up is due three business days after the call (E41)", async () => {
    stage = await setStage("2026-02-11T09:00:00Z", { configuration: FILE });
    await stage.run();
    const call = stage.sandbox.issues(PROJECT).find(({ title }) => title === "GitLab / Acme Engagement - 2026-02-13");
    stage.sandbox
      .as("jane")
      .editDescription(PROJECT, call?.iid ?? 0, (text) => `${text}\n- [ ] @bob try the new runner\n`);
    stage.sandbox.clock.set("2026-02-13T15:00:00Z");
    stage.sandbox.as("jane").close(PROJECT, call?.iid ?? 0);
    await stage.run();
    const followUp = stage.sandbox.issues(PROJECT).find(({ title }) => title.startsWith("Follow-up: "));
    // A draft is due when it is to be sent: Friday, then Monday to Wednesday.
    expect(followUp?.dueDate).toBe("2026-02-18");
  });
});

describe("every type in every language", () => {
  it.each(["enablement-session", "engagement", "retrospective", "business-review", "leadership-check-in"])(
    "%s has no empty section",
    async (series) => {
      for (const file of [FILE, `language: de\n${FILE}`]) {
        const text = await preview(series, file);
        const followed = [...text.matchAll(/^(#{2,3}) .*\n+(#{0,3})/gm)];
        expect(followed.length).toBeGreaterThan(3);
        // A heading right below it, unless that is one of its own parts.
        const empty = followed.filter(([, own = "", next = ""]) => next !== "" && next.length <= own.length);
        expect(empty).toEqual([]);
        await stage.close();
      }
      stage = await setStage("2026-01-14T09:00:00Z");
    },
  );
});
