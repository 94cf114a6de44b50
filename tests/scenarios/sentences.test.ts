import { afterEach, expect, it } from "vitest";
import { CONFIGURATION, PROJECT, type Stage, setStage } from "../support/stage.ts";

let stage: Stage | null = null;
afterEach(async () => {
  await stage?.close();
  stage = null;
});

const ITEMS = [
  "- [ ] @bob upload the diagram, due 2026-11-20",
  "- [ ] @jane share the guide",
  "- [ ] book a room",
  "- [x] @sam invite everybody",
].join("\n");

/** Two calls with all that the bot says of them: agenda, draft, gaps, announcement, answers, reminders, what is added late. */
async function twoCalls(configuration: string): Promise<Stage> {
  stage = await setStage("2026-11-14T09:30:00Z", { configuration });
  const { sandbox, run } = stage;
  const at = async (instant: string): Promise<void> => {
    sandbox.clock.set(instant);
    await run();
  };
  const jane = sandbox.as("jane");
  await at("2026-11-14T09:30:00Z");
  jane.editDescription(PROJECT, 1, (text) => `${text}\n## Action items\n\n${ITEMS}\n\n- Does it support SAML?\n`);
  jane.comment(PROJECT, 1, "@cadence-bot help");
  jane.comment(PROJECT, 1, "@cadence-bot mvoe to 3 Dec");
  jane.comment(PROJECT, 1, "@cadence-bot drop the teapot");
  jane.comment(PROJECT, 1, "@cadence-bot move to 03/04");
  await at("2026-11-14T10:30:00Z");
  sandbox.clock.set("2026-11-17T10:00:00Z");
  jane.close(PROJECT, 1);
  await at("2026-11-17T10:05:00Z");
  jane.comment(PROJECT, 2, "@cadence-bot include");
  await at("2026-11-17T11:10:00Z");
  jane.comment(PROJECT, 2, "@cadence-bot send");
  await at("2026-11-17T11:20:00Z");
  await at("2026-11-24T10:00:00Z");
  jane.createIssue(PROJECT, {
    title: "Our own",
    description: "- [ ] a topic",
    labels: ["meeting-agenda"],
    dueDate: "2026-12-01",
  });
  await at("2026-11-28T09:30:00Z");
  await at("2026-12-04T10:00:00Z");
  return stage;
}

it.each([
  ["English", CONFIGURATION],
  ["German", `language: de\n${CONFIGURATION}`],
])("no sentence reaches an issue that stands in no catalogue: %s", async (_name, configuration) => {
  const { explained } = await twoCalls(configuration);
  const { keys, strange } = explained();
  expect(strange).toEqual([]);
  const language = configuration === CONFIGURATION ? "en" : "de";
  const own = [...keys].filter((key) => key.startsWith(`${language}.`));
  expect(own.length).toBeGreaterThan(25);
});

it("a planted sentence is found, and the stage of any scenario names it at its end", async () => {
  const planted = await twoCalls(CONFIGURATION);
  stage = null;
  const { gitlab } = planted.dependencies();
  await gitlab.createNote(1 as never, "The call is over now; have a nice day.");
  expect(planted.explained().strange).toEqual(["The call is over now; have a nice day."]);
  await expect(planted.close()).rejects.toThrow(/catalogue of texts:\nThe call is over now; have a nice day\.$/);
});

it.each(["Please close this issue.", "GitLab / Acme leads - soon", "- [ ] share the guide (ticket #4)"])(
  "words that nobody wrote are no sentence: %s",
  async (words) => {
    const planted = await setStage("2026-11-14T09:30:00Z");
    await planted.run();
    planted.sandbox.as("jane").editDescription(PROJECT, 1, (text) => `${text}\n- [ ] share the guide\n`);
    await planted.dependencies().gitlab.createNote(1 as never, words);
    expect(planted.explained().strange).toEqual([words]);
    await expect(planted.close()).rejects.toThrow(words);
  },
);
