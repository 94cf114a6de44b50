import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseProjectConfiguration } from "../../src/config/parse-project-configuration.ts";
import { ConfigError, type Problem } from "../../src/domain/errors.ts";
import { processorTime } from "../support/processor-time.ts";
import { GOOD_HEAD, GOOD_MEETINGS, said, saidOfMeeting, saidOfTop } from "./said.ts";

function problemsOf(text: string): readonly Problem[] {
  try {
    parseProjectConfiguration(text, "cadence.yml");
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe("all problems at once", () => {
  it("200 of them, in the order of the file", () => {
    const meetings = Array.from(
      { length: 100 },
      (_, index) => `  m${index}:\n    repeat: bi-monthly\n    from: 2026-02-30\n`,
    );
    const problems = problemsOf(`${GOOD_HEAD}meetings:\n${meetings.join("")}`);
    expect(problems).toHaveLength(200);
    expect(problems.map(({ line }) => line)).toEqual(meetings.flatMap((_, index) => [3 * index + 5, 3 * index + 6]));
    expect(said(`${GOOD_HEAD}meetings:\n${meetings.join("")}`).match(/bi-monthly" can mean/g)).toHaveLength(100);
  });

  it("the message counts them", () => {
    expect(() => parseProjectConfiguration("{}", "x.yml")).toThrow("3 problems in x.yml");
    expect(() => parseProjectConfiguration("", "x.yml")).toThrow("1 problem in x.yml");
  });
});

describe("bombs", () => {
  it("aliases that multiply", () => {
    const levels = [
      "a: &a [x, x, x, x, x, x, x, x, x]",
      ..."bcdefghi"
        .split("")
        .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[index]}`).join(",")}]`),
    ];
    expect(problemsOf(levels.join("\n")).filter(({ problem }) => problem.includes("repeat more than"))).toHaveLength(1);
  });

  it("an alias inside what it repeats", () => {
    expect(problemsOf("attendees: &a [*a]\n").length).toBeGreaterThan(0);
  });

  it("aliases in a measure that people use are followed, and problems in them are placed at the alias", () => {
    const problems = problemsOf(`${GOOD_HEAD}account_team: &team ["@jane"]\nattendees: *team\n${GOOD_MEETINGS}`);
    expect(problems).toMatchObject([{ key: "attendees[0]", line: 4, column: 12 }]);
  });

  it.each([
    ["brackets", "[".repeat(20_000)],
    ["maps in maps", "{a: ".repeat(9_000)],
    ["dashes", "- ".repeat(14_000)],
    ["question marks", "? ".repeat(14_000)],
    ["quotes", '"'.repeat(29_000)],
    ["anchors", "&a ".repeat(9_000)],
    ["tabs", "\t\n".repeat(14_000)],
    ["many keys", Array.from({ length: 9_000 }, (_, index) => `k${index}: v`).join("\n")],
    ["one key many times", "a: 1\n".repeat(9_000)],
    ["a long value", `${GOOD_HEAD}agenda_label: ${"a".repeat(1_000_000)}\n`],
    ["a long key", `${"a".repeat(1_000_000)}: 1\n`],
    ["a long rhythm", `meetings: { a: { repeat: ${"every second tuesday ".repeat(40_000)}, from: 2026-01-13 } }`],
    ["a long rule", `meetings: { a: { rrule: "${"BYDAY=MO;".repeat(100_000)}", at: 9:00, from: 2026-01-13 } }`],
    ["a long date", `meetings: { a: { skip: "${"1".repeat(500_000)}..", move: { "${"2".repeat(400_000)}": 1 } } }`],
    ["a line of a million blanks", `a: |\n${" ".repeat(1_000_000)}b`],
  ])("%s: refused in bounded time, with messages of bounded length", (_, text) => {
    const passed = processorTime();
    const message = said(text);
    // Seconds where it takes fractions of one: the machine may be busy, quadratic time would be minutes.
    expect(passed()).toBeLessThan(10_000);
    expect(message).not.toBe("fine");
    for (const line of message.split("\n")) expect(line.length).toBeLessThan(1500);
  });
});

it("more meetings than anybody holds are refused: each could make an issue a day", () => {
  const meetings = (count: number): string =>
    Array.from({ length: count }, (_, index) => `  m${index}: { repeat: every day at 9:00, from: 2026-01-13 }\n`).join(
      "",
    );
  expect(problemsOf(`${GOOD_HEAD}meetings:\n${meetings(100)}`)).toEqual([]);
  expect(problemsOf(`${GOOD_HEAD}meetings:\n${meetings(101)}`)).toMatchObject([
    { key: "meetings", problem: "there are 101 meetings", allowed: ["at most 100 meetings"] },
  ]);
});

describe("text that does something elsewhere", () => {
  it("control characters and direction marks in a found text are shown, not sent", () => {
    expect(saidOfTop('agenda_label: "a,\\e[31m\\u202eb"')).not.toMatch(/[\u001b\u202e]/);
    expect(saidOfMeeting("template: a/\u202eb")).toContain("\\u202e");
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("a key named %s is an unknown key", (key) => {
    expect(problemsOf(`${GOOD_HEAD}${key}: 1\n${GOOD_MEETINGS}`)).toMatchObject([{ key, line: 3, column: 1 }]);
    expect(problemsOf(`${GOOD_HEAD}defaults: { ${key}: 1 }\n${GOOD_MEETINGS}`)).toMatchObject([
      { key: `defaults.${key}` },
    ]);
  });
});

const WORDS = [
  "customer",
  "timezone",
  "meetings",
  "defaults",
  "a",
  "repeat",
  "from",
  "move",
  "skip",
  "carry",
  "Acme",
  "Europe/Berlin",
  "2026-01-13",
  "2026-02-30",
  "every day at 9:00",
  "@jane",
  '"@jane"',
  "true",
  "1",
  "null",
  ": ",
  ":",
  "- ",
  "\n",
  "\n  ",
  "\n    ",
  "\t",
  "[",
  "]",
  "{",
  "}",
  ",",
  "#",
  "'",
  '"',
  "|",
  ">",
  "&x ",
  "*x",
  "---\n",
  "!!map ",
  "? ",
  "..",
  "\r\n",
  "é",
  "\u{1f600}",
];

describe("whatever is written", () => {
  it("comes back as a configuration or as problems with a place inside the file", () => {
    const mixed = fc.array(
      fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...WORDS) },
        { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
      ),
      { maxLength: 60 },
    );
    const placed = fc.property(mixed, (parts) => {
      const text = parts.join("");
      return problemsOf(text).every((problem) => isInside(text, problem));
    });
    expect(fc.check(placed, { numRuns: 150 })).toMatchObject({ failed: false });
  });

  it("a good file with one character gone or changed never breaks the reader", () => {
    const good = `${GOOD_HEAD}${GOOD_MEETINGS}    skip: [2026-05-05, 2026-12-22..2027-01-02]\n    carry: { flag_after: 2 }\n`;
    const signs = fc.constantFrom("", " ", "\t", ":", "-", "x", '"', "[", "}", "\n");
    const read = fc.property(fc.nat(good.length - 1), signs, (at, put) => {
      const text = good.slice(0, at) + put + good.slice(at + 1);
      return problemsOf(text).every((problem) => isInside(text, problem));
    });
    expect(fc.check(read, { numRuns: 150 })).toMatchObject({ failed: false });
  });
});

function isInside(text: string, { line, column, problem, file }: Problem): boolean {
  if (line === null || column === null || problem === "" || file !== "cadence.yml") return false;
  const length = text.replace(/^\uFEFF/, "").split("\n")[line - 1]?.length;
  return length !== undefined && column >= 1 && column <= length + 1;
}
