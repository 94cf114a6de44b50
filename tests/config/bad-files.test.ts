import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { said, saidOfMeeting, saidOfTop, saidOfWholeMeeting } from "./said.ts";

const CASES = join(import.meta.dirname, "bad-files");
const CASE = /^=== (?:\[(top|meeting|whole meeting)\] )?(.+)\n((?:.*\n)*?)=>\n([^]+)\n$/;
const KINDS: Readonly<Record<string, (file: string) => string>> = {
  file: said,
  top: (lines) => saidOfTop(lines.trimEnd()),
  meeting: (lines) => saidOfMeeting(...lines.trimEnd().split("\n")),
  "whole meeting": (lines) => saidOfWholeMeeting(...lines.trimEnd().split("\n")),
};

describe.each(readdirSync(CASES).filter((name) => name.endsWith(".txt")))("%s", (name) => {
  const cases = readFileSync(join(CASES, name), "utf8")
    .split(/(?<=\n)\n(?==== )/)
    .map((text) => CASE.exec(text) ?? [text, "", text, "", "this is no case"]);
  it.each(cases.map(([, kind = "file", title, file = "", message]) => [title, kind, file, message] as const))(
    "%s",
    (_title, kind, file, message) => expect(KINDS[kind]?.(file)).toBe(message),
  );
});
