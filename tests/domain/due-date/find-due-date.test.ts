import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { locateDetails } from "../../../src/domain/action-items/read/locate-details.ts";
import { findDueDate } from "../../../src/domain/due-date/find-due-date.ts";
import { isPlainDate } from "../../../src/domain/time/dates.ts";
import { assertOften } from "../../support/assert-often.ts";
import { READING } from "../../support/state/agendas.ts";

function read(text: string): string | null | undefined {
  return locateDetails(text, READING).due?.date;
}

/** Documents about tasks in which no sentence says when something is due. */
function sentences(): readonly string[] {
  const file = new URL("../../fixtures/gitlab-verdicts/markdown-tasks.json", import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly { readonly text: string }[] };
  return cases.flatMap(({ text }) => text.split("\n")).filter((line) => /\p{L}/u.test(line));
}

function lines(name: string): readonly string[] {
  const file = new URL(`../../fixtures/due-dates/${name}`, import.meta.url);
  return readFileSync(file, "utf8").trimEnd().split("\n");
}

it("finds the day that people mean", () => {
  const all = lines("meant.txt");
  expect(all.length).toBeGreaterThan(600);
  expect(all.map((line) => `${read(line.slice(11))} ${line.slice(11)}`)).toEqual(all);
});

it("finds none where a due word and a day say something else", () => {
  const all = lines("none.txt");
  expect(all.length).toBeGreaterThan(600);
  expect(all.filter((line) => read(line) !== undefined)).toEqual([]);
});

it("finds none in what GitLab was asked about", () => {
  const all = sentences();
  expect(all.length).toBeGreaterThan(2_000);
  expect(all.filter((line) => read(line) !== undefined)).toEqual([]);
});

/** What stands behind a due word in sentences about something else. */
const NO_DAYS = [
  ...["10 people", "two weeks", "3 days", "a week", "10 %", "17.4", "17.4.2", "16.11.10", "v1.2.3", "18.0.1-ee"],
  ...["May", "the second engineer", "the 2nd review", "Sam", "March and June", "June 2027", "2027"],
  ...[
    "the team",
    "hand",
    "default",
    "then",
    "now",
    "Sun Microsystems",
    "Jan",
    "Q1",
    "10 out of 20",
    "5pm",
    "noon",
    "it",
  ],
  ...["2026-12-01-rc1", "2026-12-01.log", "2026-12-01_a", "2026-12", "20261201", "12-01", "1.2.2010-4", "#12", "@bob"],
  ...[
    "done",
    "it is done",
    "the end",
    "next call",
    "the next call",
    "so",
    "do",
    "mi",
    "sex",
    "dom",
    "10 may be enough",
  ],
] as const;
const WORDS = [
  ...["due", "due to", "due date", "deadline", "by", "until", "till", "before", "bis", "bis zu", "vor", "fällig"],
  ...["avant", "pour", "jusqu'à", "échéance", "para", "hasta", "antes de", "até", "prazo", "voor", "tegen", "tot"],
] as const;
const BEFORE = ["We ask that", "Der Zugang bleibt", "On attend", "Test what was shipped", "- [ ] Check it", ""];
const AFTER = ["", " is fine.", ", wie besprochen", " et puis", "!", " (see #4)"];

it("finds none in 4,000 sentences put together of due words and what is no day", () => {
  const found = WORDS.flatMap((word) =>
    NO_DAYS.flatMap((day, at) => {
      const [before, after] = [BEFORE[at % BEFORE.length], AFTER[(at + word.length) % AFTER.length]];
      const text = `${before} ${word} ${day}${after}`;
      return [text, text.toLowerCase(), `${before} ${word}: ${day}`];
    }).filter((text) => read(text) !== undefined),
  );
  expect(found).toEqual([]);
});

it("finds a day that there is, and says where, whatever the text", () => {
  const phrases = fc
    .tuple(fc.constantFrom(...WORDS), fc.constantFrom("2026-12-01", "20 Jan", "Friday", "1.12."))
    .map(([word, day]) => `${word} ${day}`);
  const parts = fc.constantFrom(...WORDS, ...NO_DAYS, "2026-12-01", "20 Jan", "Friday", "1.12.", ":", "(", ")", ",");
  assertOften(
    { "a phrase": 0.2, "a day": 0.2 },
    (asserted) =>
      fc.property(
        fc.array(fc.oneof(parts, phrases, fc.string({ unit: "binary", maxLength: 4 })), { maxLength: 8 }),
        (words) => {
          const text = words.join(" ");
          const found = findDueDate(text, READING);
          if (found === null) return;
          asserted("a phrase");
          if (found.date !== null) asserted("a day");
          if (found.date !== null) expect(isPlainDate(found.date)).toBe(true);
          expect(found.phrase.start).toBeLessThan(found.day.start);
          expect(found.phrase.end).toBeLessThanOrEqual(text.length);
        },
      ),
    { numRuns: 2_000 },
  );
});
