import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { command } from "../../support/command-line.ts";
import { PROJECT, type Stage, setStage } from "../../support/stage.ts";

let stage: Stage;
const directory = mkdtempSync(join(tmpdir(), "cadence-preview-"));
beforeAll(async () => {
  stage = await setStage("2026-11-16T10:00:00Z");
});
afterAll(async () => {
  await stage.close();
  rmSync(directory, { recursive: true });
});

const preview = (...args: readonly string[]) =>
  command(stage, ["preview", "cadence-call", "--project", PROJECT, ...args]);

it("writes a page that only its owner reads, and writes over it again", async () => {
  const file = join(directory, "agenda.html");
  for (const round of [1, 2]) {
    const { exitCode, out } = await preview("--html", file);
    expect([round, exitCode, out]).toEqual([round, 0, `The page is in ${file}.`]);
  }
  const page = readFileSync(file, "utf8");
  expect(page).toMatch(/<h1 class="title" dir="auto">GitLab \/ Acme CSM Call - 2026-11-\d\d<\/h1>/);
  expect(page).toContain('<span class="person">@jane</span>');
  expect(page).not.toContain("cadence:v1");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(directory)).toEqual(["agenda.html"]);
});

it("leaves a file that it did not make, unless --force says otherwise", async () => {
  const file = join(directory, "notes.html");
  writeFileSync(file, "my notes");
  const { exitCode, err } = await preview("--html", file);
  expect([exitCode, readFileSync(file, "utf8")]).toEqual([2, "my notes"]);
  expect(err).toMatch(/--html\n.*\n +problem +is a file that this command did not make\n +allowed .*--force/);
  expect((await preview("--html", file, "--force")).exitCode).toBe(0);
  expect(readFileSync(file, "utf8")).toContain("<!doctype html>");
});

it("prints the page where the file is -", async () => {
  const { exitCode, out } = await preview("--html", "-");
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^<!doctype html>[^]*<\/html>$/);
});

it("with --json the document is that of a preview", async () => {
  const { out } = await preview("--html", join(directory, "more.html"), "--json");
  expect(JSON.parse(out)).toEqual(JSON.parse((await preview("--json")).out));
});

it.each([
  [["--html", "-", "--json"], "and --json would be printed in one"],
  [["--html", ""], "names no file"],
  [["--force"], "is for --html"],
  [["--html", "x.html", "--project", "a/b"], "would be the page of every project named"],
  [["--html", join(directory, "no", "such", "x.html")], "cannot be written"],
  [["--html", join(directory, "folder")], "cannot be written"],
])("%j is refused", async (args, words) => {
  mkdirSync(join(directory, "folder"), { recursive: true });
  const { exitCode, err } = await preview(...args);
  expect(exitCode).toBe(2);
  expect(err).toContain(words);
  expect(readdirSync(directory).filter((name) => name.endsWith(".new"))).toEqual([]);
});
