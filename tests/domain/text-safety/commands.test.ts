import { describe, expect, it } from "vitest";
import { buildFollowUp } from "../../../src/domain/follow-up/build.ts";
import {
  makeInlineInert,
  makeItemInert,
  makeNotesInert,
  neutraliseQuickActions,
  takeTemplateActions,
} from "../../../src/domain/text-safety/index.ts";
import { knownNames } from "../../../src/sandbox/quick-actions/names.ts";
import { makeCommandDocument } from "../../support/command-documents.ts";
import { documentKinds } from "../../support/gitlab/gitlab-documents.ts";
import { gitlabExtract } from "../../support/gitlab/gitlab-extractor.ts";
import { byHand, carriedMarkdown, carry } from "../../support/state/agendas.ts";
import { input, item } from "../follow-up/follow-ups.ts";

const PER_KIND = 25;
const QUIET = { mentions: "quiet" } as const;

function indented(text: string): string {
  return text.replace(/^(?=.*\S)/gm, "  ");
}

/** What comes of what people wrote, by whatever way it goes into a description. */
const ways: Readonly<Record<string, (text: string) => string>> = {
  "a merged description": neutraliseQuickActions,
  "a template": (text) => neutraliseQuickActions(takeTemplateActions(text).template),
  "an item": (text) => `- [ ] ${indented(makeItemInert(text, QUIET)).trimStart()} <!--c:1-abc-->\n\nend`,
  "an item that stands alone": (text) => makeItemInert(text, QUIET),
  notes: (text) => `- [ ] a\n\n${indented(makeNotesInert(text, QUIET))}\n\nend`,
  "notes that stand alone": (text) => makeNotesInert(text, QUIET),
  "a part of a line": (text) => makeInlineInert(text, QUIET),
  "carried items": (text) => `start\n\n${carriedMarkdown(carry([byHand(1, "2026-11-17", text)]))}\n\nend`,
  "a follow-up": (text) => buildFollowUp(input(text, text, { items: [item("12-abc", text)] })).description,
};

/** What GitLab would run, by its own rules. */
function commandsIn(text: string): readonly unknown[] {
  return gitlabExtract(text, knownNames).commands;
}

describe.each(documentKinds)("GitLab finds no command in what is made of %s", (kind) => {
  const texts = Array.from({ length: PER_KIND }, (_, seed) => makeCommandDocument(seed, kind));

  it.each(Object.entries(ways))("%s", (_, make) => {
    for (const text of texts) {
      const written = make(text.replaceAll("{{", "{ {"));
      expect({ written, commands: commandsIn(written) }).toEqual({ written, commands: [] });
    }
  });
});

it.each([
  "> [!note]\n/label ~a",
  ">>> [!tip]\nx\n>>>\n/close",
  "[^1]:\n/close",
  "- <!--\n/close\n-->",
  "<!-- a --> <!-- b\n/close\n-->",
  "x <!--\n/label ~a\n-->\n/close",
  "- a\n\n  ```\n/label ~a",
  "/clo\u017Fe",
  "/\u017Fpend 1h",
  "> - [\n><r>\n/CLOSE",
])("%j", (text) => {
  for (const make of Object.values(ways)) expect(commandsIn(make(text))).toEqual([]);
});
