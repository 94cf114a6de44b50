import { afterEach, beforeEach, expect, it } from "vitest";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";

const TEMPLATE =
  "## Standing\n\n- [ ] Licences\n  - [ ] Count seats\n- [ ] @sam Upgrade report\n\n## Action items\n\n{{action_items}}\n";
let stage: Stage;

beforeEach(async () => {
  stage = await setStage("2026-01-12T08:00:00Z", {
    files: { ".gitlab/issue_templates/Meeting Agenda.md": TEMPLATE },
  });
});
afterEach(() => stage.close());

function issueOf(label: string, day: string) {
  const found = stage.sandbox
    .issues(PROJECT)
    .find((one) => one.labels.includes(label) && one.description.includes(day));
  if (found === undefined) throw new Error(`there is no ${label} of ${day}`);
  return found;
}

/** Puts what people write into the Owner and Due cells of an item's row in the follow-up. */
function writeCells(item: string, owner: string, due: string): void {
  const { iid } = issueOf("meeting-follow-up", "cadence-call/2026-01-13");
  stage.sandbox.as("jane").editDescription(PROJECT, iid, (text) => {
    const from = text.indexOf(`] ${item}`);
    const end = text.indexOf("</tr>", from);
    const row = text.slice(from, end).replace(/<td>[^]*?<\/td>\n<td>[^]*?<\/td>/, `<td>${owner}</td>\n<td>${due}</td>`);
    return text.slice(0, from) + row + text.slice(end);
  });
}

/** The call of 13 January with an item; its follow-up, in which cells are changed; the next agenda. */
async function meet(item: string, change: () => void): Promise<readonly string[]> {
  await stage.run();
  stage.sandbox.clock.set("2026-01-13T09:10:00Z");
  const agenda = issueOf("meeting-agenda", "cadence-call/2026-01-13");
  stage.sandbox.as("bob").editDescription(PROJECT, agenda.iid, (text) => `${text.trimEnd()}\n\n${item}\n`);
  stage.sandbox.clock.set("2026-01-13T10:30:00Z");
  stage.sandbox.as("jane").close(PROJECT, agenda.iid);
  stage.sandbox.clock.set("2026-01-13T11:00:00Z");
  await stage.run();
  stage.sandbox.clock.set("2026-01-13T11:30:00Z");
  change();
  stage.sandbox.clock.set("2026-01-26T10:00:00Z");
  await stage.run();
  const { description } = issueOf("meeting-agenda", "cadence-call/2026-01-27");
  return description
    .split("\n")
    .filter((line) => /\[.\]/.test(line))
    .map((line) => line.replace(/ ?(?:<sub>#[^<>]*<\/sub> )?<!--c:[^<>]*-->/g, ""));
}

it("lets owner and day of a row reach an item that the template brings", async () => {
  const boxes = await meet("- [ ] @bob book a room", () => {
    writeCells("Licences", "@bob", "2026-02-03");
    writeCells("Upgrade report", "@jane", "3 Feb");
    writeCells("book a room", "@sam", "2026-02-04");
  });
  expect(boxes).toEqual([
    "- [ ] \\@bob Licences, due 2026-02-03",
    "  - [ ] Count seats",
    "- [ ] \\@jane Upgrade report, due 2026-02-03",
    "- [ ] \\@sam book a room, due 2026-02-04",
  ]);
});

it("takes the owner off an item that the template brings when the row says none", async () => {
  const boxes = await meet("- [ ] @bob book a room", () => writeCells("Upgrade report", "", ""));
  expect(boxes).toContain("- [ ] Upgrade report");
});

it("names what a Due cell says where that is no day", async () => {
  const boxes = await meet("- [ ] @bob book a room, due 2026-01-20", () => {
    writeCells("book a room", "\n\n@bob\n\n", "2026-02-30");
    writeCells("Licences", "", "next sprint");
  });
  expect(boxes).toEqual([
    "- [ ] Licences (due next sprint)",
    "  - [ ] Count seats",
    "- [ ] @sam Upgrade report",
    "- [ ] \\@bob book a room (due 2026-02-30)",
  ]);
});
