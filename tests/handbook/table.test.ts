import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** Rows of the checklist, by the page of the handbook that they are from. */
const PAGES = { A: 120, B: 23, C: 41, D: 10, E: 53 } as const;
const IDS = Object.entries(PAGES).flatMap(([page, rows]) =>
  Array.from({ length: rows }, (_, index) => `${page}${index + 1}`),
);

const STATES = ["done", "prepared", "guarded", "planned", "out"];
/** States of which a test says that they hold. */
const TESTED = ["done", "guarded"];
/** Why something is not for a program in a customer's project; `other pages` is no rule but a list of links. */
const REASONS =
  /\b(?:outside GitLab|outside a customer's project|outside a project|internal|human judgement|other pages|no collaboration project)\b/;

interface Row {
  readonly id: string;
  readonly rule: string;
  readonly state: string;
  readonly where: string;
}

const TEXT = readFileSync("docs/handbook.md", "utf8");
const LINES = TEXT.split("\n").filter((line) => /^\| [A-Z]\d+/.test(line));
const ROWS: readonly Row[] = LINES.map((line) => {
  const [, id = "", rule = "", state = "", where = "", ...more] = line.split("|").map((cell) => cell.trim());
  if (more.join("") !== "") throw new Error(`docs/handbook.md: ${id} has more than four cells`);
  return { id, rule, state, where };
});

/** Tests that a row names. */
function testsOf({ where }: Row): readonly string[] {
  return [...where.matchAll(/`(tests\/[^`]+)`/g)].map(([, path = ""]) => path);
}

/** Files and folders of the source that a row names. */
function placesOf({ where }: Row): readonly string[] {
  return [...where.matchAll(/`((?:src|tests|issue_templates|templates)\/[^`]+)`/g)].map(([, path = ""]) => path);
}

function namesWord(path: string, word: string): boolean {
  return existsSync(path) && new RegExp(`\\b${word}\\b`).test(readFileSync(path, "utf8"));
}

describe("the table of the handbook", () => {
  it("has each row of the checklist once and in order", () => {
    expect(ROWS.map(({ id }) => id)).toEqual(IDS);
  });

  it("gives each row one state, and words of its own", () => {
    expect(ROWS.filter(({ state }) => !STATES.includes(state))).toEqual([]);
    expect(ROWS.filter(({ rule, where }) => rule === "" || where === "")).toEqual([]);
  });

  it("names for each row that is done or guarded a test, and that test names the row", () => {
    const tested = ROWS.filter(({ state }) => TESTED.includes(state));
    expect(tested.filter((row) => testsOf(row).length === 0).map(({ id }) => id)).toEqual([]);
    const unnamed = tested.filter((row) => !testsOf(row).every((path) => namesWord(path, row.id)));
    expect(unnamed.map((row) => [row.id, ...testsOf(row)].join(" "))).toEqual([]);
  });

  it("names no test for what is planned or out, and no place that is not there", () => {
    const without = ROWS.filter(({ state }) => state === "planned" || state === "out");
    expect(without.filter((row) => testsOf(row).length > 0).map(({ id }) => id)).toEqual([]);
    const gone = ROWS.flatMap((row) => placesOf(row).filter((path) => !existsSync(path)));
    expect(gone).toEqual([]);
  });

  it("says of each row that is out why", () => {
    const out = ROWS.filter(({ state }) => state === "out");
    expect(out.filter(({ where }) => !REASONS.test(where)).map(({ id, where }) => `${id} ${where}`)).toEqual([]);
  });
});
