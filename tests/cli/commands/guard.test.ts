import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { command } from "../../support/command-line.ts";
import { CONFIGURATION, PROJECT, type Stage } from "../../support/stage.ts";
import { freshFile, setHeldCall } from "./held-call.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await setHeldCall();
  const { clock } = stage.sandbox;
  stage.sandbox.as("jane").editDescription(PROJECT, 1, (text) => `${text.trimEnd()}\n\n- [ ] Renewal of Umsatz\n`);
  clock.advance(5 * 60_000);
});
afterEach(() => stage.close());

function file(text: string): string {
  const name = freshFile("cadence.yml");
  writeFileSync(name, text);
  return name;
}

it.each(["plan", "explain"])("%s names the word that keeps something out of a follow-up", async (verb) => {
  const { out, exitCode } = await command(stage, [verb, "-p", PROJECT]);
  expect(exitCode).toBe(0);
  expect(out).toContain("1 action item of #1 with “renewal*”: left out of its follow-up");
});

it.each([[], ["--json"]])("run does not, %j: a customer may read its log", async (...flags) => {
  const { out, exitCode } = await command(stage, ["run", "-p", PROJECT, ...flags]);
  expect(exitCode).toBe(0);
  expect(out).not.toContain("renewal*");
});

it.each([
  ["the service's file", 'groups: [acme]\nguard: { words: { de: "*umsatz*" }, without: ["renewal*"] }\n'],
  ["a file of one's own", `${CONFIGURATION}guard: { words: { de: "*umsatz*" }, without: ["renewal*"] }\n`],
])("%s changes the list", async (_name, text) => {
  const { out, err, exitCode } = await command(stage, ["plan", "-p", PROJECT, "--config", file(text)]);
  expect([exitCode, err]).toEqual([0, ""]);
  expect(out).toContain("with “*umsatz*”");
});

it("the service's file gives a project without a file what it has for it", async () => {
  const other = file("groups: [acme]\nguard: off\n");
  expect((await command(stage, ["plan", "-p", PROJECT, "--config", other])).out).not.toContain("left out");
  const entry = CONFIGURATION.replace(/^(?=.)/gm, "    ");
  const service = file(`guard: off\ncustomers:\n  ${PROJECT}:\n${entry}`);
  stage.sandbox.removeFile(PROJECT, ".gitlab/cadence.yml");
  const { out, exitCode } = await command(stage, ["plan", "-p", PROJECT, "--config", service]);
  expect(exitCode).toBe(0);
  expect(out).toContain("+ follow-up");
  expect(out).not.toContain("left out");
  const without = await command(stage, ["plan", "-p", PROJECT, "--config", other]);
  expect(without.exitCode).not.toBe(0);
  expect(without.err).toContain("add an entry to customers");
});
