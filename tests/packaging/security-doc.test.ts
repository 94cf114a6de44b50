import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { command } from "../support/command-line.ts";

const REPOSITORY = resolve(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(resolve(REPOSITORY, file), "utf8");

interface Proof {
  readonly row: string;
  readonly file: string;
  readonly title: string;
}

/** Cells of the tables of a document whose last column is `test`, without their heads. */
function rowsWithTests(markdown: string): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  let inTable = false;
  for (const line of markdown.split("\n")) {
    const cells = line.startsWith("|")
      ? line
          .slice(1, -1)
          .split("|")
          .map((cell) => cell.trim())
      : null;
    if (cells === null) inTable = false;
    else if (cells.at(-1) === "test") inTable = true;
    else if (inTable && !/^-+$/.test(cells[0] ?? "")) rows.push(cells);
  }
  return rows;
}

function proofsOf(row: readonly string[]): readonly Proof[] {
  return (row.at(-1) ?? "").split("<br>").map((text): Proof => {
    const [, file = "", title = ""] = /^`(tests\/[\w./-]+)`: (.+)$/.exec(text) ?? [];
    return { row: row[0] ?? "", file, title };
  });
}

/** Whether a file holds a text as a whole string, which is how titles of tests and rows of their tables are written, or as a case. */
function holdsTitle(file: string, title: string): boolean {
  const source = existsSync(resolve(REPOSITORY, file)) ? read(file) : "";
  const isCase = source.split("\n").some((line) => line.replace(/^=== (?:\[[a-z ]+\] )?/, "=== ") === `=== ${title}`);
  return isCase || [`"${title}"`, `'${title}'`, `\`${title}\``].some((text) => source.includes(text));
}

describe("docs/security.md", () => {
  const document = read("docs/security.md");
  const rows = rowsWithTests(document);

  it("has a table for every attacker, and a test in every line", () => {
    const tables = document.match(/^\| .* \| test \|$/gm) ?? [];
    expect(tables.length).toBeGreaterThanOrEqual(8);
    expect(rows.length).toBeGreaterThanOrEqual(40);
    const heads = document.split("\n").filter((line) => line.startsWith("|") && !line.startsWith("| -"));
    expect(heads.length - tables.length).toBe(rows.length);
  });

  it.each(rows.map((row) => [row[0] ?? "", row] as const))("%s: its tests exist", (_what, row) => {
    const proofs = proofsOf(row);
    expect(proofs.filter(({ file, title }) => file === "" || title === "")).toEqual([]);
    expect(proofs.filter(({ file, title }) => !holdsTitle(file, title))).toEqual([]);
  });

  it("is told apart from a document whose tests are gone", () => {
    expect(holdsTitle("tests/packaging/security-doc.test.ts", `no such ${"title"}`)).toBe(false);
    expect(holdsTitle("tests/no-such-file.test.ts", "x")).toBe(false);
    expect(proofsOf(["a", "nobody looked"])).toEqual([{ row: "a", file: "", title: "" }]);
  });
});

describe("secrets on the command line", () => {
  it("no command takes a secret as an option", async () => {
    const { out } = await command(null, ["--help"]);
    const names = [...out.matchAll(/^ {2}([a-z]+)\b/gm)].map((match) => match[1] ?? "");
    expect(names).toEqual(expect.arrayContaining(["run", "serve", "check"]));
    for (const name of names.filter((one) => one !== "help")) {
      const help = await command(null, [name, "--help"]);
      expect(help.out.match(/--[a-z-]*(?:token|secret|password|key)[a-z-]*/g) ?? []).toEqual([]);
    }
  });
});
