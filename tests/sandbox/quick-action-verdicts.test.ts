import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { knownNames } from "../../src/sandbox/quick-actions/names.ts";
import { extractQuickActions } from "../../src/sandbox/text/quick-action-lines.ts";
import { makeCommandDocument } from "../support/command-documents.ts";
import { documentKinds } from "../support/gitlab/gitlab-documents.ts";
import { type Command, gitlabExtract } from "../support/gitlab/gitlab-extractor.ts";

interface Verdict {
  readonly text: string;
  readonly commands: readonly Command[];
}

const fixture = new URL("../fixtures/gitlab-verdicts/quick-actions.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(fixture, "utf8")) as { readonly cases: readonly Verdict[] };

/** 3,100 of each kind were tried once, 40,300 texts: none differed. */
const PER_KIND = 60;

function ours(source: string): ReturnType<typeof gitlabExtract> {
  const { text, actions } = extractQuickActions(source, knownNames, ({ name, argument }) =>
    name === "shrug" || name === "tableflip" ? `/${name} ${argument}`.trim() : null,
  );
  return { text, commands: actions.map(({ name, argument }) => (argument === "" ? [name] : [name, argument])) };
}

it("finds the commands that GitLab finds in every text it was asked about", () => {
  expect(cases).toHaveLength(901);
  const wrong = cases.filter(({ text, commands }) => JSON.stringify(ours(text).commands) !== JSON.stringify(commands));
  expect(wrong.map(({ text, commands }) => ({ text, gitlab: commands, ours: ours(text).commands }))).toEqual([]);
});

it("the witness finds them too", () => {
  for (const { text, commands } of cases) expect(gitlabExtract(text, knownNames).commands).toEqual(commands);
});

it.each(documentKinds)("takes out what GitLab takes out, and stores what it stores: %s", (kind) => {
  let commands = 0;
  for (let seed = 0; seed < PER_KIND; seed++) {
    const source = makeCommandDocument(seed, kind);
    const gitlab = gitlabExtract(source, knownNames);
    expect({ source, ...ours(source) }).toEqual({ source, ...gitlab });
    commands += gitlab.commands.length;
  }
  expect(commands).toBeGreaterThan(PER_KIND / 6);
});

it.each([
  ["a blank line behind a paragraph that ends with a command goes with it", "a\n/close\n\nb", "a\nb"],
  ["but not behind one that ends with text", "/close\na\n\nb", "a\n\nb"],
  ["nor one with blanks in it", "/close\n \nb", " \nb"],
  ["nor the second one", "/close\n\n\nb", "\nb"],
  ["nor one behind a substitution", "/shrug a\n\nb", "/shrug a\n\nb"],
])("%s", (_, source, stored) => {
  expect(ours(source).text).toBe(stored);
  expect(gitlabExtract(source, knownNames).text).toBe(stored);
});
