/**
 * A year on the sandbox in which agendas become due and are closed at every hour of the week: which mails of the bot go out
 * when nobody should be mailed, and how long after the first allowed instant all that was due did go out. GitLab's own mails
 * (due tomorrow) are counted apart. Run with `npx tsx bench/kind-hours.ts [series]`; exits 1 when a mail was unkind, or when something
 * did not go out within ten minutes of the first allowed instant.
 */

import type { Mail } from "../src/sandbox/index.ts";
import { type Act, berlin, dayAfter, followUps, isKind, play, RECAP } from "../tests/scenarios/half-year/half-year.ts";
import { PROJECT, type Stage } from "../tests/support/stage.ts";

const SERIES = Number(process.argv[2] ?? 42);
const HOUR = 3_600_000;
const WEEK_HOURS = 168;
const WEEKS_APART = 8;
const BEGIN = "2026-01-05";
const END = "2026-12-31";
const DRAFT_MS = 55 * 60_000;
const SLACK_MS = 10 * 60_000;

function firstKind(from: number): number {
  let at = from;
  while (!isKind(at)) at += 60_000 - (at % 60_000);
  return at;
}

interface Call {
  readonly series: number;
  readonly day: string;
  readonly start: number;
  readonly dueAt: number;
}

/** Calls on business days between nine and four; the lead time of each series ends in another hour of the week. */
function seriesOf(k: number) {
  const [weekday, hour] = [k % 5, 9 + (k % 7)];
  const wanted = Math.floor((k * WEEK_HOURS) / SERIES);
  const lead = (weekday * 24 + hour - wanted + 2 * WEEK_HOURS) % WEEK_HOURS;
  return { weekday, hour, lead: lead < 4 ? lead + WEEK_HOURS : lead, week: k % WEEKS_APART };
}

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"];

function configuration(): string {
  const meetings = Array.from({ length: SERIES }, (_, k) => {
    const { weekday, hour, lead, week } = seriesOf(k);
    const time = `${String(hour).padStart(2, "0")}:${String(k % 60).padStart(2, "0")}`;
    return `  call-${k}:\n    title: "Call ${k}"\n    repeat: every ${WEEKS_APART} weeks on ${DAYS[weekday]} at ${time}\n    from: ${dayAfter(BEGIN, 7 * (week + 2))}\n    lead_time: ${lead} hours\n    holidays: ignore\n`;
  });
  const people = 'account_team: ["@jane", "@sam"]\nattendees: ["@bob"]\n';
  return `customer: Acme\ntimezone: Europe/Berlin\ncountry: DE\n${people}meetings:\n${meetings.join("")}`;
}

function callsOf(k: number): readonly Call[] {
  const { weekday, hour, lead, week } = seriesOf(k);
  const first = dayAfter(BEGIN, 7 * (week + 2) + weekday);
  const calls: Call[] = [];
  for (let day = first; day < dayAfter(END, -21); day = dayAfter(day, 7 * WEEKS_APART)) {
    const start = berlin(day, `${String(hour).padStart(2, "0")}:${String(k % 60).padStart(2, "0")}`);
    calls.push({ series: k, day, start, dueAt: start - lead * HOUR });
  }
  return calls;
}

const calls = Array.from({ length: SERIES }, (_, k) => callsOf(k))
  .flat()
  .sort((a, b) => a.start - b.start);

function agendaIn(stage: Stage, { series, day }: Call) {
  return stage.sandbox
    .issues(PROJECT)
    .find((one) => one.dueDate === day && one.title === `Call ${series}` && !one.labels.includes("meeting-follow-up"));
}

/** Closed within a week of its call, at another hour of the week than any other. */
function closingOf({ start }: Call, index: number): number {
  const end = start + HOUR;
  const hour = Math.ceil(end / HOUR);
  return (hour + ((((index * 5) % WEEK_HOURS) - (hour % WEEK_HOURS) + WEEK_HOURS) % WEEK_HOURS)) * HOUR;
}

function actsOf(call: Call, index: number): readonly Act[] {
  const items = [
    `- [ ] @jane Share the notes ${index}, due ${dayAfter(call.day, 10)}`,
    `- [ ] @bob Upload the diagram ${index}, due ${dayAfter(call.day, 9)}`,
  ];
  const iidOf = (stage: Stage): number => {
    const found = agendaIn(stage, call);
    if (found === undefined) throw new Error(`call ${call.series} of ${call.day} has no agenda`);
    return found.iid;
  };
  return [
    {
      at: call.start + HOUR / 2,
      what: "notes",
      do: (stage) =>
        stage.sandbox
          .as("jane")
          .editDescription(PROJECT, iidOf(stage), (text) => text.replace(RECAP, `Fine.\n\n${items.join("\n")}`)),
    },
    {
      at: closingOf(call, index),
      what: "close",
      do: (stage) => stage.sandbox.as("jane").close(PROJECT, iidOf(stage)),
    },
  ];
}

const year = await play(configuration(), calls.flatMap(actsOf), berlin(BEGIN, "07:00"), berlin(END, "12:00"));
const { stage, mails } = year;

/** Exempt: only its assignee hears of a draft, at any hour. */
function isOfDraft({ iid, cause, user }: Mail): boolean {
  return cause === "assigned" && user === "jane" && followUps(stage).some((one) => one.iid === iid);
}

const unkind = mails.filter((mail) => !isKind(Date.parse(mail.at)) && !isOfDraft(mail));
let lastMoment = 0;
let missing = 0;
let worstAgenda = 0;
let worstTelling = 0;
for (const [index, call] of calls.entries()) {
  const agenda = agendaIn(stage, call);
  const closed = closingOf(call, index);
  const told = followUps(stage)
    .find(({ description }) => description.includes(`Share the notes ${index}`))
    ?.notes.find(({ body }) => body.includes("note participants"));
  if (agenda === undefined || told === undefined) {
    missing += 1;
    console.log(`missing: call ${call.series} of ${call.day}, closed ${new Date(closed).toISOString()}`);
    continue;
  }
  const due = Math.max(call.dueAt, berlin(BEGIN, "07:00"));
  if (firstKind(due) >= call.start) lastMoment += 1;
  else worstAgenda = Math.max(worstAgenda, Date.parse(agenda.createdAt) - firstKind(due));
  worstTelling = Math.max(worstTelling, Date.parse(told.createdAt) - firstKind(closed + DRAFT_MS));
}

const hours = (list: readonly number[]) => new Set(list.map((at) => Math.floor(at / HOUR) % WEEK_HOURS)).size;
console.log(`calls ${calls.length}, looks ${year.runs}`);
console.log(`hours of the week in which agendas became due: ${hours(calls.map(({ dueAt }) => dueAt))}`);
console.log(`hours of the week in which they were closed: ${hours(calls.map(closingOf))}`);
console.log(`mails of the bot: ${mails.length}; to a draft's assignee, at any hour: ${mails.filter(isOfDraft).length}`);
console.log(`unkind mails: ${unkind.length}`);
for (const mail of unkind.slice(0, 20)) console.log(`  ${mail.at} ${mail.cause} #${mail.iid} ${mail.user}`);
console.log(`GitLab's own mails, due tomorrow: ${stage.sandbox.mails.filter(({ cause }) => cause === "due").length}`);
console.log(`agendas made at the last moment, outside those hours: ${lastMoment}`);
console.log(`calls without an agenda or an announcement: ${missing}`);
console.log(`largest delay of an agenda: ${worstAgenda / 1000} s, of an announcement: ${worstTelling / 1000} s`);
await stage.close();
if (unkind.length > lastMoment || missing > 0 || worstAgenda > SLACK_MS || worstTelling > SLACK_MS)
  process.exitCode = 1;
