import { describe, expect, it } from "vitest";
import { PROJECT, type Stage, setStage } from "../support/stage.ts";

/** What people took notes of in the agenda of the call of 17 November. */
const NOTES = `## Recap

We went through the upgrade plan.

Between us: ch**urn** risk, ARR 120k.

- The runners are ready
- The renewal is due in March
  - procurement is slow

> health-score is red

| Topic | Note |
| --- | --- |
| Runners | done |
| Upsell | Ultimate |

## Decisions

- Upgrade on 4 December
- Offer a cross-sell in January

## Action items

- [ ] @jane Send the upgrade plan by 2026-12-04
- [ ] @jane Prepare the renewal by 2026-12-04
- [ ] @bob Check the board at https://acme.my.salesforce.com/1
`;

const MARKED = /[Cc]h\W*urn|\bARR\b|[Rr]enewal|health|[Uu]psell|cross-?sell|salesforce/;

async function closedCall(notes: string, title?: string): Promise<Stage> {
  const stage = await setStage("2026-11-14T09:30:00Z");
  const { sandbox } = stage;
  await stage.run();
  sandbox.clock.set("2026-11-17T09:20:00Z");
  sandbox.as("jane").editDescription(PROJECT, 1, () => `${markerOf(stage)}\n\n${notes}`);
  if (title !== undefined) sandbox.as("jane").setTitle(PROJECT, 1, title);
  sandbox.clock.set("2026-11-17T10:00:00Z");
  sandbox.as("jane").close(PROJECT, 1);
  sandbox.clock.advance(5 * 60_000);
  await stage.run();
  return stage;
}

function markerOf({ sandbox }: Stage): string {
  return sandbox.issue(PROJECT, 1).description.split("\n")[0] ?? "";
}

/** What the bot wrote outside of agendas since the call was closed: bodies of its requests. */
function written({ sandbox }: Stage): string {
  const isAgenda = (path: string): boolean => /\/issues\/[13]$/.test(path);
  return sandbox.requests.all
    .filter(({ method, path }) => method !== "GET" && !isAgenda(path))
    .map(({ body }) => JSON.stringify(body))
    .join("\n");
}

function followUp({ sandbox }: Stage) {
  return sandbox.issue(PROJECT, 2);
}

function notesOf(stage: Stage): readonly string[] {
  return followUp(stage)
    .notes.filter((note) => !note.system)
    .map((note) => note.body);
}

describe("what a customer should not read", () => {
  it("is left out of the follow-up, counted in neutral words, and named to the account team only", async () => {
    const stage = await closedCall(NOTES);
    const { description, title } = followUp(stage);
    expect(`${title}\n${description}`).not.toMatch(MARKED);
    for (const kept of ["upgrade plan", "runners are ready", "Runners | done", "Upgrade on 4 December"])
      expect(description).toContain(kept);
    expect(description).not.toContain("procurement");
    const [note = ""] = notesOf(stage);
    expect(note).toContain(
      "5 passages of the recap and 2 action items were left out; `@cadence-bot include` adds them.",
    );
    expect(written(stage)).not.toMatch(MARKED);
    expect(stage.sandbox.issue(PROJECT, 1).description).toContain(NOTES.trim());
    const { plan } = await stage.plan();
    const told = plan.skipped.find(({ reason }) => reason.rule === "guarded");
    expect(told?.reason.text).toContain("“churn*”");
    expect(told?.reason.data).toMatchObject({ passages: 5, items: 2 });
    await stage.close();
  });

  it("goes into the draft when somebody of the account team asks, and not when a customer does", async () => {
    const stage = await closedCall(NOTES);
    const { sandbox } = stage;
    sandbox.as("bob").comment(PROJECT, 2, "@cadence-bot include");
    sandbox.clock.advance(5 * 60_000);
    await stage.run();
    expect(followUp(stage).description).not.toMatch(MARKED);
    sandbox.as("jane").comment(PROJECT, 2, "@cadence-bot include");
    await stage.run();
    expect(followUp(stage).description).not.toMatch(MARKED);
    sandbox.clock.advance(5 * 60_000);
    await stage.run();
    const { description, notes } = followUp(stage);
    for (const word of ["ch**urn**", "ARR 120k", "renewal is due", "cross-sell", "Prepare the renewal"])
      expect(description).toContain(word);
    expect(notesOf(stage).join("\n")).not.toMatch(MARKED);
    expect(notesOf(stage).join("\n")).not.toContain("left out");
    const reactions = notes.flatMap((note) => note.reactions.map((one) => one.name));
    expect(reactions).toEqual(["lock", "white_check_mark"]);
    // Told an hour after the call, as any draft; nothing is taken out again.
    sandbox.clock.advance(60 * 60_000);
    await stage.run();
    await stage.run();
    expect(followUp(stage).description).toContain("ARR 120k");
    expect(notesOf(stage).join("\n")).not.toMatch(MARKED);
    await stage.close();
  });

  it("stays out once participants know the follow-up, or somebody edited it", async () => {
    const told = await closedCall(NOTES);
    told.sandbox.clock.advance(2 * 60 * 60_000);
    await told.run();
    told.sandbox.as("jane").comment(PROJECT, 2, "@cadence-bot include");
    told.sandbox.clock.advance(5 * 60_000);
    await told.run();
    expect(followUp(told).description).not.toMatch(MARKED);
    expect(notesOf(told).at(-1)).toContain("Participants know this follow-up");
    expect(written(told)).not.toMatch(MARKED);
    // Brought up to date as any follow-up that nobody edited, and still without them.
    told.sandbox.as("jane").reopen(PROJECT, 1);
    told.sandbox
      .as("jane")
      .editDescription(PROJECT, 1, (text) => text.replace("## Decisions", "## Decisions\n\n- Go on"));
    told.sandbox.clock.advance(5 * 60_000);
    await told.run();
    told.sandbox.as("jane").close(PROJECT, 1);
    told.sandbox.clock.advance(5 * 60_000);
    await told.run();
    expect(followUp(told).description).toContain("Go on");
    expect(followUp(told).description).not.toMatch(MARKED);
    await told.close();
    const edited = await closedCall(NOTES);
    edited.sandbox.as("jane").editDescription(PROJECT, 2, (text) => `${text}\nThanks!\n`);
    edited.sandbox.as("jane").comment(PROJECT, 2, "@cadence-bot include");
    edited.sandbox.clock.advance(5 * 60_000);
    await edited.run();
    expect(notesOf(edited).at(-1)).toContain("This text was edited");
    expect(followUp(edited).description).not.toMatch(MARKED);
    await edited.close();
  });

  it("is no part of the note where nothing else is missing, and titles are neutral", async () => {
    const stage = await closedCall("## Recap\n\nChurn.\n\n## Action items\n\n- [ ] renewal\n", "Acme renewal call");
    expect(followUp(stage).title).toBe("Follow-up: our call on 2026-11-17");
    expect(notesOf(stage)).toEqual([
      "<!-- cadence:v1 note gaps -->\n\n1 passage of the recap and 1 action item were left out; `@cadence-bot include` adds them.",
    ]);
    stage.sandbox.clock.advance(2 * 60 * 60_000);
    await stage.run();
    expect(notesOf(stage).at(-1)).not.toContain("left open");
    expect(followUp(stage).description).toContain("Noted in #1.");
    expect(followUp(stage).description).not.toContain("No action items");
    await stage.close();
  });

  it("is in no issue that an item is given, no answer and no reminder", async () => {
    const stage = await closedCall(
      "## Action items\n\n- [ ] @jane Prepare the renewal by 2026-11-20\n  /cadence issue\n- [ ] @jane Renewal of the other one\n",
    );
    const { sandbox } = stage;
    sandbox.clock.set("2026-12-01T09:30:00Z");
    await stage.run();
    sandbox.as("jane").comment(PROJECT, 2, "@cadence-bot drop the upsell");
    sandbox.as("jane").comment(PROJECT, 2, "@cadence-bot drop renewal");
    sandbox.as("jane").comment(PROJECT, 2, "@cadence-bot snooze churn until churn");
    sandbox.clock.advance(5 * 60_000);
    await stage.run();
    const made = sandbox.issues(PROJECT).find(({ title }) => title.startsWith("Action item of #"));
    expect(made?.description).toContain("Raised in #1.");
    expect(written(stage)).not.toMatch(MARKED);
    const all = sandbox
      .issues(PROJECT)
      .flatMap(({ notes }) => notes.filter((note) => !note.system && note.author === "cadence-bot"));
    expect(all.map(({ body }) => body).join("\n")).toContain("No open action item here fits “…”");
    await stage.close();
  });
});
