import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { command } from "../support/command-line.ts";
import { PROJECT, type Stage } from "../support/stage.ts";
import { callClosed, lookAt, participantsTold, saidOn, textOf } from "./story.ts";

const FROM_CUSTOMER = `- Does Geo support LDAP?
  - Yes, since 15.0.
- Does it support SAML? (@jane, due 2026-12-04)`;

const RECAP = `We upgrade in two steps: [the runbook](https://docs.example/runbook)

https://status.example/acme

Next update: 2026-11-25

- [ ] @bob Upload the diagram, due 2026-11-20
- [ ] @jane Share the guide, due 2026-11-19
- [ ] Book a room`;

describe("a call with notes is closed", () => {
  let stage: Stage;
  /** The draft, the comments on it, the same once participants were told, after a week, and what the agenda became. */
  let draft = "";
  let gaps = "";
  let told = "";
  let reminders = "";
  let mailsBefore = 0;
  let dueOfDraft: string | null = null;
  let dueOnceTold: string | null = null;
  let mentioned: readonly string[] = [];

  beforeAll(async () => {
    stage = await callClosed({ customer: FROM_CUSTOMER, recap: RECAP });
    const { sandbox } = stage;
    draft = textOf(stage, 2);
    gaps = saidOn(stage, 2).join("\n");
    dueOfDraft = sandbox.issue(PROJECT, 2).dueDate;
    mailsBefore = sandbox.notifications.filter(({ iid, user }) => iid === 2 && user !== "jane").length;
    await participantsTold(stage);
    told = saidOn(stage, 2).join("\n");
    dueOnceTold = sandbox.issue(PROJECT, 2).dueDate;
    const ofTelling = sandbox.notifications.filter(({ iid, cause }) => iid === 2 && cause === "mentioned");
    mentioned = ofTelling.map(({ user }) => user).toSorted();
    await lookAt(stage, "2026-11-19T09:00:00Z");
    await lookAt(stage, "2026-11-23T09:00:00Z");
    reminders = saidOn(stage, 2).slice(1).join("\n");
  });
  afterAll(() => stage.close());

  /** What stands below a heading of the draft. */
  function below(heading: string): string {
    return draft.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  }

  it("A56, B13, B19: a question that nobody could answer has a box, its owner and its day, apart from those that have an answer", () => {
    expect(below("Questions still to answer").trim()).toBe("- [ ] Does it support SAML? (\\@jane, due 2026-12-04)");
  });

  it("A61: there is one follow-up with summary, answers and action items, related to the agenda", () => {
    expect(stage.sandbox.issues(PROJECT).filter(({ title }) => title.startsWith("Follow-up: "))).toHaveLength(1);
    expect(below("What we agreed")).toContain("We upgrade in two steps");
    expect(below("Questions and answers").trim()).toBe("- Does Geo support LDAP?\n  - Yes, since 15.0.");
    expect(below("Action items")).toContain("- [ ] Upload the diagram");
    expect(stage.sandbox.issue(PROJECT, 1).links.map(({ iid }) => iid)).toEqual([2]);
  });

  it("A58: each action item has its owner, and the draft names one that has none", () => {
    expect(below("Action items")).toMatch(/Upload the diagram[^]*?\\@bob/);
    expect(below("Action items")).toMatch(/Book a room[^]*?<em>nobody yet<\/em>/);
    expect(gaps).toContain("“Book a room” has no owner");
  });

  it("C12: next steps have their dates, and the draft names one that has none", () => {
    expect(below("Action items")).toMatch(/Share the guide[^]*?<td>Thu 19 Nov<\/td>/);
    expect(below("Action items")).toMatch(/Book a room[^]*?<em>no date yet<\/em>/);
    expect(gaps).toMatch(/“Book a room” has .*no date yet/);
  });

  it("A71: no action item is left out, and each has a row with box, owner and date", () => {
    const items = below("Action items").match(/- \[[ x~]\] (.*?) <!--/g) ?? [];
    expect(items.map((item) => item.slice(6, -5))).toEqual(["Share the guide", "Upload the diagram", "Book a room"]);
    expect(draft).toContain("> On Tue 17 Nov: **3 open**, 1 without an owner.");
  });

  it("A59: draft and comment end with the day of the next call", () => {
    expect(draft).toContain("**next call** Tue 1 Dec 2026, 10:00 Berlin");
    expect(told).toContain("Next call: Tue 1 Dec 2026, 10:00 Berlin.");
  });

  it("A66, B22: agenda and follow-up say that something is open until nothing is", () => {
    for (const iid of [1, 2]) {
      expect(stage.sandbox.issue(PROJECT, iid).labels, `#${iid}`).toContain("action-items::unresolved");
    }
  });

  it("A67: it goes to all participants, each mentioned once", () => {
    expect(mentioned).toEqual(["bob", "jane", "sam"]);
    expect(told.split("this is the follow-up to our call")).toHaveLength(2);
  });

  it("A69: it is due one business day after the call", () => {
    expect(dueOfDraft).toBe("2026-11-18");
  });

  it("A70, B22: a promised day of the next update stands in it, and open items are told of though there is no news", () => {
    expect(draft).toContain("**Next update** by Wed 25 Nov 2026");
    expect(told).toContain("The next update comes by Wed 25 Nov 2026.");
    expect(reminders).toContain("- Share the guide (was due Thu 19 Nov 2026) @jane");
  });

  it("A73: links of the notes are listed", () => {
    expect(below("Links")).toContain("https://docs.example/runbook");
    expect(below("Links")).toContain("https://status.example/acme");
  });

  it("A74: they are listed with their whole address, words beside it and not over it", () => {
    expect(below("Links")).toContain("- the runbook: https://docs.example/runbook");
    expect(below("Links")).not.toContain("](");
  });

  it("A75: the draft names an address of which no word says what it holds, and no other", () => {
    expect(gaps).toContain("a word on what “https://status.example/acme” holds.");
    expect(gaps).not.toContain("runbook");
  });

  it("E42: has key points, next steps and material, and asks for questions", () => {
    const headings = [...draft.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([
      "What we agreed",
      "Action items",
      "Questions and answers",
      "Questions still to answer",
      "Links",
      "Anything to add?",
    ]);
    expect(draft.trimEnd().endsWith("Please write further questions and corrections as a comment below.")).toBe(true);
  });

  it("A77: for an hour it is a draft of which only its assignee hears", () => {
    expect(mailsBefore).toBe(0);
    expect(gaps).toContain("before Tue 17 Nov 2026, 12:00 Europe/Berlin");
    expect(saidOn(stage, 2).join("\n")).not.toContain("Not in #1 yet");
  });

  it("A66: once they know it, it is due when the first item of our side is", () => {
    expect(dueOnceTold).toBe("2026-11-19");
  });
});

describe("a call whose notes lack something", () => {
  let stage: Stage;
  afterAll(() => stage.close());

  it("A57: without a recap the draft says so", async () => {
    stage = await callClosed({});
    expect(saidOn(stage, 2).join("\n")).toContain("Not in #1 yet: a recap.");
  });

  it("A60: a call without action items is told to the CSM, and labelled in neutral words", () => {
    expect(stage.sandbox.issue(PROJECT, 1).labels).toContain("action-items::none");
    expect(saidOn(stage, 2).join("\n")).toContain("#1 has no action items.");
  });
});

describe("a follow-up that is longer or later than it should be", () => {
  it("A72: a recap of many pages is cut, and points to the agenda", async () => {
    const paragraphs = Array.from({ length: 400 }, (_, index) => `Paragraph ${index} of what was said.`);
    const stage = await callClosed({ recap: paragraphs.join("\n\n") });
    const text = textOf(stage, 2);
    expect(text).toContain("Paragraph 0 of what was said.");
    expect(text).not.toContain("Paragraph 399 of");
    expect(text.length).toBeLessThan(6000);
    await stage.close();
  });

  it("A69: one that is not sent a business day after the call is named to the team, and not in the project", async () => {
    const stage = await callClosed(
      { recap: "All well." },
      {
        configuration: `customer: Acme
timezone: Europe/Berlin
account_team: ["@jane", "@sam"]
attendees: ["@bob"]
meetings:
  cadence-call:
    { lead_time: 3 days, repeat: every 2 weeks on tuesday at 10:00, from: 2026-01-13, follow_up: { draft_for: until-approved } }
`,
      },
    );
    await lookAt(stage, "2026-11-18T09:00:00Z");
    const late = "follow-up #2: its participants were to be told by Wed 18 Nov 2026";
    expect((await command(stage, ["check", "-p", PROJECT])).out).not.toContain(late);
    await lookAt(stage, "2026-11-19T09:00:00Z");
    expect((await command(stage, ["check", "-p", PROJECT])).out).toContain(late);
    expect(stage.sandbox.issue(PROJECT, 2).labels).not.toContain("follow-up::overdue");
    await stage.close();
  });
});
