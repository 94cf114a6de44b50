import { PROJECT, type Stage, type StageOptions, setStage } from "../../support/stage.ts";

const HEAD = `customer: Acme
timezone: Europe/Berlin
account_team: ["@jane", "@sam"]
attendees: ["@bob"]
meetings:
`;

/** A file with some series, each with lines of its own below it. */
export function fileOf(series: Readonly<Record<string, readonly string[]>>): string {
  const meetings = Object.entries(series).map(([id, lines]) => [`  ${id}:`, ...lines.map((line) => `    ${line}`)]);
  return `${HEAD}${meetings.flat().join("\n")}\n`;
}

/** A stand-up on every working day at ten. */
export const DAILY = ['rrule: "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR"', "at: 10:00", "from: 2026-10-05"];
/** A call each week on Tuesdays at ten. */
export const WEEKLY = ["repeat: every week on tuesday at 10:00", "from: 2026-01-13"];

/** A project with these series, at an instant. */
export function projectWith(
  now: string,
  series: Readonly<Record<string, readonly string[]>>,
  more: { readonly kindHours?: true } = {},
): Promise<Stage> {
  return setStage(now, { configuration: fileOf(series), ...more });
}

/** Days from one to another, both included. */
export function daysFrom(from: string, to: string): readonly string[] {
  const days: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, "2026-01-01".length));
  return days;
}

/** Runs at noon of each day: whatever agenda comes next is there. */
export async function runDaily(stage: Stage, from: string, to: string): Promise<void> {
  for (const day of daysFrom(from, to)) {
    stage.sandbox.clock.set(`${day}T11:00:00Z`);
    await stage.run();
  }
}

/** Open agendas of the bot whose call is before an instant, the oldest first. */
export function openAgendas({ sandbox }: Stage): readonly { readonly iid: number; readonly dueDate: string }[] {
  const now = sandbox.clock.now().toISOString();
  return sandbox
    .issues(PROJECT)
    .filter(({ state, labels }) => state === "opened" && labels.includes("meeting-agenda"))
    .flatMap(({ iid, dueDate }) => (dueDate === null || `${dueDate}T09:30:00Z` > now ? [] : [{ iid, dueDate }]))
    .sort((a, b) => a.dueDate.localeCompare(b.dueDate));
}

/** jane writes an agenda of a day by hand, and returns its number. */
export function writeAgenda(
  { sandbox }: Stage,
  dueDate: string,
  labels: readonly string[] = ["meeting-agenda"],
): number {
  const description = "## Action items\n\n- [ ] @bob Upload the diagram\n";
  return sandbox.as("jane").createIssue(PROJECT, { title: `Acme call ${dueDate}`, description, dueDate, labels });
}

/** The days of the calls that have a follow-up, in order. */
export function followed({ sandbox }: Stage): readonly string[] {
  return sandbox
    .issues(PROJECT)
    .filter(({ labels }) => labels.includes("meeting-follow-up"))
    .map(({ description }) => / follow-up [a-z-]+\/(\S+)/.exec(description)?.[1] ?? "?")
    .sort();
}

/** Comments of the bot that say something, by what their marker says they are. */
export function said({ sandbox }: Stage, kind: string): readonly { readonly iid: number; readonly body: string }[] {
  return sandbox.issues(PROJECT).flatMap(({ iid }) =>
    sandbox
      .issue(PROJECT, iid)
      .notes.filter(({ body }) => body.startsWith(`<!-- cadence:v1 note ${kind}`))
      .map(({ body }) => ({ iid, body })),
  );
}

/** Closes agendas one after the other, a minute apart; the product looks after each where it hears of them singly. */
export async function closeAll(
  stage: Stage,
  iids: readonly number[],
  looks: "after each" | "once",
  options?: StageOptions,
): Promise<void> {
  for (const iid of iids) {
    stage.sandbox.as("jane").close(PROJECT, iid);
    if (looks === "after each") await stage.run(options);
    stage.sandbox.clock.advance(60_000);
  }
  await stage.run(options);
}
