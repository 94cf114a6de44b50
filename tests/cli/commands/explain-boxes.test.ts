import { afterEach, expect, it } from "vitest";
import { botAtWork } from "../../support/bot-at-work.ts";
import { command } from "../../support/command-line.ts";
import { CONFIGURATION, PROJECT, type Stage, setStage } from "../../support/stage.ts";

let stage: Stage;
afterEach(() => stage.close());

const AGENDA = `## Action items

- [\u00A0] Ask the board
- [ ]\`deploy\` once more

| | What | Who |
|-|-|-|
| [ ] | Call the bank | @bob |

## Attendees

- [ ] Ann Absent

## Before the call
<!-- cadence:checklist -->

- [ ] Open the room`;

it("carries boxes of every form, ticks them where they were raised, and names those that are left out", async () => {
  stage = await setStage("2026-11-16T10:00:00Z");
  const { sandbox } = stage;
  const hand = { labels: ["meeting-agenda"], title: "Our call", dueDate: "2026-11-17" };
  const iid = sandbox.as("jane").createIssue(PROJECT, { ...hand, description: AGENDA });
  botAtWork(sandbox);
  sandbox.as("bob").comment(PROJECT, iid, "Also:\n\n- [ ] Paint the wall");
  sandbox.clock.set("2026-11-28T10:00:00Z");

  const { out } = await command(stage, ["explain", "-p", PROJECT]);
  for (const carried of ["Ask the board", "deploy", "Call the bank – @bob"]) expect(out).toContain(carried);
  expect(out).toMatch(/#1 Ann Absent +stands under attendees, "Attendees"/);
  expect(out).toMatch(/#1 Open the room +stands in a checklist, "Before the call"/);
  expect(out).toMatch(/#1 Paint the wall +stands in a comment by @bob/);

  await stage.run();
  const next = sandbox.issue(PROJECT, 3);
  expect(next.description).toContain("- [ ] Call the bank – \\@bob <sub>#1</sub>");
  sandbox.as("bob").tick(PROJECT, 3, "Call the bank");
  sandbox.clock.set("2026-11-28T11:00:00Z");
  await stage.run();
  expect(sandbox.issue(PROJECT, iid).description).toBe(AGENDA.replace("| [ ] |", "| [x] |"));
});

it("names the open items of a series that has no next call", async () => {
  stage = await setStage("2026-11-16T10:00:00Z", { configuration: `${CONFIGURATION}    until: 2026-11-20\n` });
  const hand = { labels: ["meeting-agenda"], title: "Our call", dueDate: "2026-11-17" };
  stage.sandbox.as("jane").createIssue(PROJECT, { ...hand, description: "- [ ] send it" });
  stage.sandbox.clock.set("2026-11-28T10:00:00Z");
  const { out } = await command(stage, ["explain", "-p", PROJECT]);
  expect(out).toMatch(/#1 send it +is in no agenda to come: the series ended on Fri 20 Nov 2026/);
});
