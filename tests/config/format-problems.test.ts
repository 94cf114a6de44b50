import { describe, expect, it } from "vitest";
import { formatProblems } from "../../src/config/problems/format-problems.ts";
import { ConfigError, type Problem } from "../../src/domain/errors.ts";

const PLAIN: Problem = {
  file: ".gitlab/cadence.yml",
  line: 9,
  column: 13,
  key: "meetings.cadence-call.repeat",
  found: "bi-monthly on tuesday",
  problem: '"bi-monthly" can mean twice a month or every two months',
  allowed: ["every 2 weeks on tuesday at 10:00", "an rrule"],
  nearest: null,
};

function format(problem: Partial<Problem>, color = false): string {
  return formatProblems(new ConfigError("1 problem", [{ ...PLAIN, ...problem }]), { color });
}

describe("formatProblems", () => {
  it("has the shape that people know", () => {
    expect(format({})).toBe(
      [
        ".gitlab/cadence.yml:9:13  meetings.cadence-call.repeat",
        '  found     "bi-monthly on tuesday"',
        '  problem   "bi-monthly" can mean twice a month or every two months',
        "  allowed   every 2 weeks on tuesday at 10:00 | an rrule",
      ].join("\n"),
    );
  });

  it.each([
    ["without a place", { line: null, column: null }, ".gitlab/cadence.yml  meetings.cadence-call.repeat\n"],
    ["without a key", { key: "" }, ".gitlab/cadence.yml:9:13\n"],
    ["with a hint", { nearest: "repeat" }, "\n  nearest   repeat\n"],
    ["found as written in quotes", { found: "'5'" }, "\n  found     '5'\n"],
    ["found: a number", { found: "5" }, "\n  found     5\n"],
    ["found: a text", { found: "5 days" }, '\n  found     "5 days"\n'],
    ["found: a map", { found: "{ a: b }" }, "\n  found     { a: b }\n"],
  ])("%s", (_, problem, part) => {
    expect(format(problem)).toContain(part);
  });

  it("leaves out rows that have nothing to say", () => {
    expect(format({ found: null, allowed: [] })).not.toMatch(/found|allowed|nearest/);
  });

  it("long lists go over several lines, under each other", () => {
    const lines = format({ allowed: Array.from({ length: 30 }, (_, index) => `word-${index}`) })
      .split("\n")
      .slice(3);
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines.slice(1)) expect(line).toMatch(/^ {12}word-/);
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/ \|$/);
    for (const line of lines) expect(line.length).toBeLessThan(120);
  });

  it("colours only when asked, and the same letters then", () => {
    const colored = format({ nearest: "x" }, true);
    expect(format({ nearest: "x" })).not.toContain("\u001b");
    expect(colored).toContain("\u001b[");
    // oxlint-disable-next-line no-control-regex -- the colours are what is taken away.
    expect(colored.replaceAll(/\u001b\[\d+m/g, "")).toBe(format({ nearest: "x" }));
  });

  it("an error without problems is its message, control characters shown", () => {
    expect(formatProblems(new ConfigError("no file \u001b[31m"))).toBe("no file \\u001b[31m");
  });
});
