import { readFileSync } from "node:fs";
import { parseProjectConfiguration } from "../../../src/config/parse-project-configuration.ts";
import { configurationValues } from "../../../src/config/sources/read-sources.ts";
import { formatDay } from "../../../src/domain/schedule/format.ts";
import { createHolidayCalendar } from "../../../src/domain/schedule/holidays.ts";
import { addDays } from "../../../src/domain/time/dates.ts";
import { command } from "../../support/command-line.ts";
import { PROJECT, type Stage, setStage } from "../../support/stage.ts";
import { type CalendarDay, yearOf } from "./calendar.ts";
import type { CustomerStory } from "./stories.ts";

/** Returns the file of a customer. */
export function fileOf({ name }: CustomerStory): string {
  return readFileSync(new URL(`${name}.yml`, import.meta.url), "utf8");
}

/** Returns the calls of a customer's year. */
export async function calendarOf(story: CustomerStory, from = story.today): Promise<readonly CalendarDay[]> {
  const text = fileOf(story);
  const configuration = parseProjectConfiguration(text, ".gitlab/cadence.yml");
  const values = configurationValues({ configuration, text, entryOf: null });
  const holidays = await createHolidayCalendar(configuration.countries);
  return yearOf({ configuration, values, holidays, from });
}

/** Returns the page of a customer: its file, its next agenda, what is proposed besides, its year. */
export async function pageOf(story: CustomerStory): Promise<string> {
  const { name, about, today, series } = story;
  const stage = await afterLastCall(story);
  try {
    const { out, err } = await command(stage, ["preview", series, "-p", PROJECT]);
    const { out: checked } = await command(stage, ["check", "--json", "-p", PROJECT]);
    const parts = [
      `# ${name}`,
      about,
      `\`\`\`yaml\n${fileOf(story)}\`\`\``,
      `## The next agenda, on ${formatDay(today)}`,
      `*${err.split("\n")[0]?.trim()}*`,
      quoted(out),
      ...proposedIn(checked),
      "## The year",
      (await calendarOf(story)).map(dayLine).join("\n"),
    ];
    return `${parts.join("\n\n")}\n`;
  } finally {
    await stage.close();
  }
}

/** As a reader sees it: without marks of the product's own. */
function quoted(agenda: string): string {
  const shown = agenda.replace(/^<!--.*?-->\n+/, "").replaceAll(/ ?<!--.*?-->/g, "");
  return shown.replaceAll(/^(?!$)/gm, "> ").replaceAll(/^$/gm, ">");
}

function proposedIn(checked: string): readonly string[] {
  const [{ findings }] = JSON.parse(checked).projects;
  const lines = findings.flatMap(({ status, subject, text, remedy }: Readonly<Record<string, string>>) =>
    status === "hint" ? [`- **${subject}**: ${text}\n  \`${remedy}\``] : [],
  );
  return lines.length === 0 ? [] : ["## Proposed besides, and not done", lines.join("\n")];
}

function dayLine({ occurrence, why }: CalendarDay): string {
  const { series, date, time, state } = occurrence;
  const off = state === "planned" ? "" : ", left out";
  return `- \`${date}\` ${formatDay(date).slice(0, 3)} ${time} **${series}**${off} — ${why}`;
}

const MINUTES = `
We agreed to go on as planned.

- [ ] @bob Ask the security team about runners
- [ ] @jane Send the guide on upgrades
- [x] @bob Name a second administrator
`;

/** The project on the day of the story, after the last cadence call before it, which left three items. */
async function afterLastCall(story: CustomerStory): Promise<Stage> {
  const before = (await calendarOf(story, addDays(story.today, -200))).map(({ occurrence }) => occurrence);
  const isHeld = ({ series, date, state }: CalendarDay["occurrence"]): boolean =>
    series === "cadence-call" && state === "planned" && date < story.today;
  const last = before.findLast(isHeld);
  const first = last === undefined ? story.today : addDays(last.date, -1);
  const stage = await setStage(`${first}T08:00:00Z`, { configuration: fileOf(story) });
  stage.sandbox.addUser({ username: "ann", name: "Ann Lee" });
  stage.sandbox.setMember(PROJECT, "ann", 20);
  if (last !== undefined) await hold(stage, last);
  stage.sandbox.clock.set(`${story.today}T12:00:00Z`);
  return stage;
}

async function hold(stage: Stage, { date, end }: CalendarDay["occurrence"]): Promise<void> {
  await stage.run();
  const { sandbox } = stage;
  const agenda = sandbox.issues(PROJECT).find(({ dueDate }) => dueDate === date);
  if (agenda === undefined) throw new Error(`no agenda was made for ${date}`);
  const jane = sandbox.as("jane");
  sandbox.clock.set(end);
  jane.editDescription(PROJECT, agenda.iid, (text) => `${text}\n${MINUTES}`);
  sandbox.clock.advance(3_600_000);
  jane.close(PROJECT, agenda.iid);
  await stage.run();
  sandbox.clock.advance(2 * 3_600_000);
  await stage.run();
}
