import { readFileSync } from "node:fs";
import type { IssueState } from "../../../src/sandbox/issue-view.ts";
import { command } from "../command-line.ts";
import { PROJECT, type Stage, setStage } from "../stage.ts";

/** A meeting and what must come of it: tests/fixtures/public-cases/README.md. */
export interface PublicCase {
  readonly id: string;
  readonly kind: string;
  /** What is right, in words. */
  readonly right: string;
  readonly template?: string;
  /** One more line of the meeting in the configuration. */
  readonly config?: string;
  /** What a person writes in place of all below the first line of the agenda. */
  readonly minutes?: string;
  /** A box of the next agenda that bob ticks. */
  readonly tick?: string;
  readonly expect: readonly Expectation[];
}

export interface Expectation {
  readonly in: keyof Outcome;
  readonly has?: readonly string[];
  readonly hasNot?: readonly string[];
  /** Open boxes whose line holds the text. */
  readonly count?: Readonly<Record<string, number>>;
  readonly countLines?: Readonly<Record<string, number>>;
  /** A heading, and what must not stand below it. */
  readonly notUnder?: readonly [string, string];
}

/** The texts that people read afterwards. */
export interface Outcome {
  readonly agenda1: string;
  readonly next: string;
  readonly followUp: string;
  readonly explain: string;
  readonly nextOrExplain: string;
  readonly items: string;
  readonly reminders: string;
  readonly gapsNote: string;
  readonly labels1: string;
}

export function readPublicCases(): readonly PublicCase[] {
  const file = new URL("../../fixtures/public-cases/cases.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly PublicCase[] }).cases;
}

const TEMPLATE = ".gitlab/issue_templates/Meeting Agenda.md";

function configuration({ config }: PublicCase): string {
  return `
customer: Acme
timezone: Europe/Berlin
account_team: ["@jane", "@sam"]
attendees: ["@bob", "@mallory"]
meetings:
  cadence-call:
    repeat: every 2 weeks on tuesday at 10:00
    from: 2026-11-24
${config === undefined ? "" : `    ${config}\n`}`;
}

/** The agenda of 24 November, its follow-up and the agenda of 8 December, as they are after the runs of 7 and 8 December. */
export async function playPublicCase(one: PublicCase): Promise<Outcome> {
  const stage = await setStage("2026-11-23T08:00:00Z", {
    configuration: configuration(one),
    files: one.template === undefined ? {} : { [TEMPLATE]: one.template },
  });
  try {
    stage.sandbox.addUser({ username: "mallory", name: "Mallory Moe" });
    stage.sandbox.setMember(PROJECT, "mallory", 30);
    return await playOn(stage, one);
  } finally {
    await stage.close();
  }
}

async function playOn(stage: Stage, { minutes, tick }: PublicCase): Promise<Outcome> {
  const { sandbox } = stage;
  await runAt(stage, "2026-11-23T08:00:00Z");
  sandbox.clock.set("2026-11-24T09:30:00Z");
  if (minutes !== undefined)
    sandbox.as("jane").editDescription(PROJECT, 1, (text) => `${text.split("\n")[0]}\n${minutes}`);
  sandbox.clock.set("2026-11-24T11:00:00Z");
  sandbox.as("jane").close(PROJECT, 1);
  await runAt(stage, "2026-11-24T11:30:00Z");
  await runAt(stage, "2026-12-07T10:00:00Z");
  sandbox.clock.set("2026-12-07T10:06:00Z");
  const explain = (await command(stage, ["explain", "-p", PROJECT])).out;
  const items = (await command(stage, ["items", "-p", PROJECT])).out;
  if (tick !== undefined) sandbox.as("bob").tick(PROJECT, agendaOf(stage, "2026-12-08").iid, tick);
  await runAt(stage, "2026-12-08T10:00:00Z");
  return readOutcome(stage, explain, items);
}

async function runAt(stage: Stage, instant: string): Promise<void> {
  stage.sandbox.clock.set(instant);
  const { applied } = await stage.run();
  const failed = applied.find((one) => one.error !== null);
  if (failed !== undefined) throw new Error(`the run at ${instant} failed`, { cause: failed.error });
}

function agendaOf({ sandbox }: Stage, day: string): IssueState {
  const found = sandbox
    .issues(PROJECT)
    .find((issue) => issue.labels.includes("meeting-agenda") && issue.dueDate === day);
  if (found === undefined) throw new Error(`there is no agenda of ${day}`);
  return found;
}

function readOutcome(stage: Stage, explain: string, items: string): Outcome {
  const issues = stage.sandbox.issues(PROJECT);
  const followUp = issues.find((issue) => issue.labels.includes("meeting-follow-up"));
  if (followUp === undefined) throw new Error("there is no follow-up");
  const [agenda1, next] = [agendaOf(stage, "2026-11-24"), agendaOf(stage, "2026-12-08")];
  const nextText = next.description.slice(next.description.indexOf("\n") + 1);
  return {
    agenda1: agenda1.description,
    next: nextText,
    followUp: followUp.description,
    explain,
    nextOrExplain: `${nextText}\n${explain}`,
    items,
    reminders: comments(issues, "2026-12-07", "reminder"),
    gapsNote: comments([followUp], "", "gaps"),
    labels1: agenda1.labels.join("\n"),
  };
}

/** What the bot wrote below these issues from that day on, of one kind of its comments. */
function comments(issues: readonly IssueState[], from: string, kind: string): string {
  const notes = issues.flatMap((issue) => issue.notes);
  const written = notes.filter((note) => !note.system && note.author === "cadence-bot" && note.createdAt >= from);
  const bodies = written.map((note) => note.body);
  return bodies.filter((body) => body.startsWith(`<!-- cadence:v1 note ${kind} `)).join("\n\n");
}

/** What is wrong with the outcome, in words; empty where all is right. */
export function faultsOf({ expect }: PublicCase, outcome: Outcome): readonly string[] {
  return expect.flatMap((one) => faultsIn(one, outcome[one.in]).map((fault) => `${one.in} ${fault}`));
}

function faultsIn({ has = [], hasNot = [], count = {}, countLines = {}, notUnder }: Expectation, text: string) {
  const lines = text.split("\n");
  const boxes = lines.filter((line) => /^[\s>]*(?:[-*+]|\d+[.)]) +\[\s\]/u.test(line));
  return [
    ...has.filter((part) => !text.includes(part)).map((part) => `lacks ${JSON.stringify(part)}`),
    ...hasNot.filter((part) => text.includes(part)).map((part) => `has ${JSON.stringify(part)}`),
    ...miscounted(count, boxes, "open boxes"),
    ...miscounted(countLines, lines, "lines"),
    ...(notUnder !== undefined && sectionOf(text, notUnder[0]).includes(notUnder[1])
      ? [`has ${JSON.stringify(notUnder[1])} under ${notUnder[0]}`]
      : []),
  ];
}

function miscounted(wanted: Readonly<Record<string, number>>, lines: readonly string[], unit: string) {
  return Object.entries(wanted).flatMap(([part, number]) => {
    const found = lines.filter((line) => line.includes(part)).length;
    return found === number ? [] : [`has ${found} ${unit} with ${JSON.stringify(part)}, not ${number}`];
  });
}

/** From the heading to the next one; empty where the heading is not there. */
function sectionOf(text: string, heading: string): string {
  const lines = text.split("\n");
  const start = lines.indexOf(heading);
  if (start === -1) return "";
  const length = lines.slice(start + 1).findIndex((line) => /^#{1,6} /.test(line));
  return lines.slice(start + 1, length === -1 ? undefined : start + 1 + length).join("\n");
}
