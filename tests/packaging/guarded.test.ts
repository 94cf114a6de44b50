import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const read = (...names: readonly string[]): string => readFileSync(join(ROOT, ...names), "utf8");
const [, list = ""] = /GUARDED = (\[.*\])/.exec(read("src/cli/cadence.ts")) ?? [];
const guarded: unknown = JSON.parse(list);

const COMMANDS = join("src", "cli", "commands");
/** Commands that open a project, whose people wrote its texts. */
const opening = readdirSync(join(ROOT, COMMANDS), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .filter((file) => /each-project|openGitLab/.test(read(COMMANDS, file)))
  .map((file) => basename(file, ".ts"))
  .filter((name) => name !== "each-project");

it("every command that opens a project is watched: a text in it must not hang the terminal, or the job, for ever", () => {
  expect(opening).toContain("plan");
  expect(guarded).toEqual(expect.arrayContaining(opening));
});
