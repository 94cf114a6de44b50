import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { COMMANDS } from "../../../src/domain/commands/commands.ts";

const page = readFileSync(new URL("../../../docs/after-the-call.md", import.meta.url), "utf8");

it.each(Object.keys(COMMANDS))("%s is in docs/after-the-call.md", (verb) => {
  expect(page).toMatch(new RegExp(`^\\| \`@bot ${verb}\\b`, "m"));
});
