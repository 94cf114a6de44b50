import { describe, expect, it } from "vitest";
import { judgeInstructions } from "../../../src/domain/instructions/marker.ts";
import { type InstructionsInput, renderInstructions } from "../../../src/domain/instructions/render.ts";
import { hostileTexts } from "../../support/hostile/hostile-text.ts";
import { DE, EN } from "../../support/texts.ts";

const USUAL: InstructionsInput = {
  texts: EN,
  teamName: "GitLab",
  csm: "@jane",
  meetings: [{ id: "cadence-call", leadTime: { amount: 3, unit: "business-days" }, followUp: "closed" }],
  reminders: "team",
};

function page(over: Partial<InstructionsInput> = {}): string {
  return renderInstructions({ ...USUAL, ...over });
}

describe("the page for those who take part (A119)", () => {
  it("says when agendas come, what boxes and commands do, how to add a topic, how to stop it, and whom to ask", () => {
    expect(page()).toMatchInlineSnapshot(`
      "<!-- cadence:v1 instructions body=1eqz23q -->
      # How our calls work in this project

      An account of its own, called *the bot* on this page, prepares the agendas of our calls and writes down what comes out of them. When we meet stands in [\`.gitlab/cadence.yml\`](../.gitlab/cadence.yml), which everybody here can read.

      ## Before a call

      - **Cadence call**: the agenda is here 3 working days before the call.
      - An agenda is an issue whose due date is the day of the call. What is still open from earlier calls stands in it already.
      - To add a topic, edit the agenda and write it under the topics. What people write stays as they wrote it.

      ## In the call

      - A new action item is a line of its own, with who and by when: \`- [ ] @owner what, due 2026-01-31\`.
      - What we agreed and decided, and questions to answer later, go under the next steps of the agenda.

      ## After the call

      - When somebody closes the agenda, a follow-up is made: an issue with what we agreed, each action item with owner and date, and what is still to answer.
      - We read it first. Then a comment tells everybody who takes part; please add questions and corrections as comments.
      - What is still open goes into the next agenda, with where it comes from.
      - GitLab is reminded of what is overdue, on working days, a few times at most.

      ## Boxes

      - Tick the box of an action item in whichever issue you see it: it is ticked in all of them. Untick it, and it is open again.
      - \`[~]\` in a box says that the item is no longer needed.
      - \`/cadence issue\` alone on a line below an item gives it an issue of its own.

      ## Commands

      GitLab can write these in a comment on an agenda or a follow-up, each on a line that begins with the name of the bot, here \`@bot\`:

      - \`@bot skip\`: this call does not take place
      - \`@bot move to 2026-12-03\`: it takes place on that day (also \`3 Dec\`)
      - \`@bot snooze ITEM until 2026-12-03\`: no reminder of that action item before that day
      - \`@bot drop ITEM\`: that action item is no longer needed
      - \`@bot boxes\`: action items of the agenda that were noted without a box get one
      - \`@bot include\`: what a draft of a follow-up left out goes into it
      - \`@bot send\`: participants are told of a draft now
      - \`@bot refresh\`: look again now
      - \`@bot help\`: this list

      All of it can be done by hand too: an agenda that is closed before its call cancels the call, and another due date moves it.

      ## How to stop it

      - One call: close its agenda before the call.
      - For a while: write \`pause: 2026-07-01..\` under \`defaults\` in \`.gitlab/cadence.yml\`, with the first day without calls.
      - For good: delete \`.gitlab/cadence.yml\`. What stands in issues stays.

      ## Whom to ask

      Ask \\@jane, in a comment on any issue here.
      "
    `);
  });

  it.each([
    [
      "English",
      EN,
      /\b(?:handbook|segment|strategic|growth|marker|series|occurrence|carry|ledger|webhook|undefined)\b/i,
    ],
    ["German", DE, /\b(?:Handbuch|Segment|strategic|growth|Marker|Serie|undefined)\b/i],
  ])("holds no internal word and the same parts: %s", (_name, texts, internal) => {
    const text = page({ texts });
    expect(text.replace(/^<!--.*-->/, "")).not.toMatch(internal);
    expect(text.match(/^## /gm)).toHaveLength(7);
    expect(text.match(/^- /gm)).toHaveLength(page().match(/^- /gm)?.length ?? 0);
  });

  it("says of follow-ups and reminders what the configuration has", () => {
    const meeting = (followUp: InstructionsInput["meetings"][number]["followUp"], id = "weekly") => ({
      id,
      leadTime: { amount: 1, unit: "days" } as const,
      followUp,
    });
    expect(page({ meetings: [meeting("off")], reminders: null })).not.toMatch(/follow-up is made|is reminded/);
    expect(page({ meetings: [meeting("off"), meeting("after-call", "other")] })).toContain("When the call is over, a");
    expect(page({ meetings: [meeting("only-with-items")] })).toContain("closes the agenda and something is open, a");
    expect(page({ meetings: [meeting("closed")] })).toContain(
      "- **Weekly**: the agenda is here 1 day before the call.",
    );
    expect(page({ reminders: "all" })).toContain("Owners are reminded of what is overdue");
    expect(page({ csm: null, teamName: "Acme Support" })).toContain("Ask Acme Support, in a comment");
  });

  it("stays one page of the same form whatever people are called", () => {
    const lines = page().split("\n").length;
    for (const { text: name } of hostileTexts.filter(({ text }) => text.trim() !== "" && text.length < 5000)) {
      const text = page({ teamName: name, csm: name });
      expect(text.split("\n")).toHaveLength(lines);
      expect(judgeInstructions(text, text)).toBe("current");
    }
  });
});

describe("an edit of the page shows", () => {
  const [old, wanted] = [page({ csm: "@jane" }), page({ csm: "@sam" })];
  it.each([
    ["as it would be written", wanted, "current"],
    ["as it would be written, with other line ends", wanted.replaceAll("\n", "\r\n"), "current"],
    ["an older one", old, "stale"],
    ["an older one, with other line ends and a blank line", `${old.replaceAll("\n", "\r\n")}\r\n`, "stale"],
    ["a line more", `${old}\nOur room is 4.\n`, "changed"],
    ["a word less", old.replace("When we meet", "When"), "changed"],
    ["without its first line", old.slice(old.indexOf("\n") + 1), "changed"],
    ["people's own", "# Our page\n", "changed"],
    ["empty", "", "changed"],
  ])("%s", (_name, present, state) => {
    expect(judgeInstructions(present, wanted)).toBe(state);
  });
});
