import { expect, it } from "vitest";
import type { Mail } from "../../../src/sandbox/index.ts";
import { PROJECT, type Stage } from "../../support/stage.ts";
import { type Act, agendaOf, berlin, dayAfter, followUps, type HalfYear, isKind, play, RECAP } from "./half-year.ts";

const CONFIGURATION = `
customer: Acme
timezone: Europe/Berlin
country: DE
account_team: ["@jane", "@sam"]
attendees: ["@bob"]
meetings:
  cadence-call:
    repeat: every 2 weeks on tuesday at 10:00
    from: 2026-01-13
`;
/** Thirteen Tuesdays; none is a public holiday in the whole of Germany. */
const CALLS = Array.from({ length: 13 }, (_, index) => dayAfter("2026-01-13", 14 * index));
function notes(day: string): string {
  return [
    "We went through the upgrade.",
    "",
    `- [ ] @jane Share the notes of ${day}, due ${dayAfter(day, 7)}`,
    `- [ ] @bob Upload the diagram of ${day}, due ${dayAfter(day, 9)}`,
  ].join("\n");
}

function tick(stage: Stage, user: string, day: string, words: string): void {
  const issue = followUps(stage).find(({ description }) => description.includes(`${words} of ${day}`));
  if (issue === undefined) throw new Error(`no follow-up shows "${words} of ${day}"`);
  stage.sandbox.as(user).tick(PROJECT, issue.iid, `${words} of ${day}`);
}

/** A call that is written down, closed when it is over, and whose items are done before their dates. */
function faultless(day: string, closedAt = "10:55"): readonly Act[] {
  return [
    {
      at: berlin(day, "10:40"),
      what: "notes",
      do: (stage) =>
        stage.sandbox
          .as("jane")
          .editDescription(PROJECT, agendaOf(stage, day), (text) => text.replace(RECAP, notes(day))),
    },
    {
      at: berlin(day, closedAt),
      what: "close",
      do: (stage) => stage.sandbox.as("jane").close(PROJECT, agendaOf(stage, day)),
    },
    { at: berlin(dayAfter(day, 6), "15:00"), what: "tick", do: (stage) => tick(stage, "jane", day, "Share the notes") },
    {
      at: berlin(dayAfter(day, 8), "14:00"),
      what: "tick",
      do: (stage) => tick(stage, "bob", day, "Upload the diagram"),
    },
  ];
}

/** Who is told of a draft: its assignee alone, at any hour. */
function unkind({ stage, mails }: HalfYear): readonly Mail[] {
  const ofDraft = ({ iid, cause, user }: Mail): boolean =>
    cause === "assigned" && user === "jane" && followUps(stage).some((one) => one.iid === iid);
  return mails.filter((mail) => !isKind(Date.parse(mail.at)) && !ofDraft(mail));
}

const [BEGIN, END] = [berlin("2026-01-05", "07:00"), berlin("2026-07-08", "12:00")];

it("half a year without a fault: nothing is overdue or late, and follow-ups end by themselves", async () => {
  const year = await play(
    CONFIGURATION,
    CALLS.flatMap((day) => faultless(day)),
    BEGIN,
    END,
  );
  const { stage, late } = year;
  expect(late).toEqual([]);
  expect(followUps(stage)).toHaveLength(13);
  const labels = followUps(stage).flatMap(({ labelEvents }) => labelEvents.map(({ label }) => label));
  expect(labels.filter((label) => label.includes("overdue"))).toEqual([]);
  expect(followUps(stage).filter(({ state }) => state === "closed")).toHaveLength(12);
  expect(unkind(year)).toEqual([]);
  // Each agenda came, and each follow-up was announced, in the first allowed instant after it was due.
  expect(CALLS.map((day) => agendaOf(stage, day))).toHaveLength(13);
  const told = followUps(stage).map(
    ({ notes: said }) => said.filter(({ body }) => body.includes("note participants")).length,
  );
  expect(told).toEqual(Array(13).fill(1));
  for (const one of followUps(stage)) expect(one.description).not.toContain("Next update");
  await stage.close();
});

/** Hours at which agendas are closed: by day, in the evening, at night, on a weekend, late on a Friday. */
const CLOSINGS: readonly (readonly [days: number, time: string])[] = [
  [0, "10:55"],
  [0, "18:30"],
  [1, "02:00"],
  [4, "13:00"],
  [3, "17:30"],
];

function careless(day: string, index: number): readonly Act[] {
  const [days, time] = CLOSINGS[index % CLOSINGS.length] ?? [0, "10:55"];
  const [write, close, ours, theirs] = faultless(day);
  if (write === undefined || close === undefined || ours === undefined || theirs === undefined)
    throw new Error("no acts");
  return [
    write,
    { ...close, at: berlin(dayAfter(day, days), time) },
    // Three days after its date, in the evening.
    { ...ours, at: berlin(dayAfter(day, 10), "21:00") },
    { ...theirs, at: berlin(dayAfter(day, 8), "14:00") },
  ];
}

/** The first business hour from the beginning of a day on. */
function firstHour(day: string): string {
  for (let one = day; ; one = dayAfter(one, 1)) {
    const at = berlin(one, "08:00");
    if (isKind(at)) return new Date(at).toISOString();
  }
}

it("half a year of carelessness: each label is worn while an item is past its date, and nobody is mailed at night", async () => {
  const year = await play(CONFIGURATION, CALLS.flatMap(careless), BEGIN, END);
  const { stage } = year;
  expect(unkind(year)).toEqual([]);
  expect(followUps(stage)).toHaveLength(13);
  for (const [index, day] of CALLS.entries()) {
    const issue = followUps(stage).find(({ description }) => description.includes(`Share the notes of ${day}`));
    const worn = issue?.labelEvents.filter(({ label }) => label === "follow-up::overdue") ?? [];
    // On the first business hour after the date, and off right after the tick, at nine in the evening.
    expect(worn.map(({ action }) => action)).toEqual(["add", "remove"]);
    const [on = "", off = ""] = worn.map(({ at }) => at);
    expect(Math.abs(Date.parse(on) - Date.parse(firstHour(dayAfter(day, 8))))).toBeLessThan(10_000);
    expect(Date.parse(off) - berlin(dayAfter(day, 10), "21:00")).toBeLessThan(10 * 60_000);
    const [days, time] = CLOSINGS[index % CLOSINGS.length] ?? [0, ""];
    const told = issue?.notes.find(({ body }) => body.includes("note participants"));
    const due = new Date(berlin(dayAfter(day, days), time) + 55 * 60_000).toISOString();
    const first = isKind(Date.parse(due)) ? due : firstHour(dayAfter(day, time > "16:00" ? days + 1 : days));
    expect(Math.abs(Date.parse(told?.createdAt ?? "") - Date.parse(first))).toBeLessThan(10 * 60_000);
  }
  await stage.close();
});
