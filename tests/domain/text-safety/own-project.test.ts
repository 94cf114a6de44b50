import { expect, it } from "vitest";
import { writtenGroup } from "../../../src/domain/action-items/read/group.ts";
import { answerText } from "../../../src/domain/commands/answer-text.ts";
import { gapNote, updatedNote } from "../../../src/domain/follow-up/comments.ts";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";
import { reminderNote } from "../../../src/domain/reminders/note.ts";
import type { OwnProject } from "../../../src/domain/text-safety/index.ts";
import { EN } from "../../support/texts.ts";

const HOME = { url: "https://gitlab.example/acme/site", path: "acme/site" };
const TEXT = "Ask acme/site#5 and other/secret#6, https://gitlab.example/acme/site/-/issues/7";
const LED = "acme/site#5 and other/secret\\#6, https://gitlab.example/acme/site/-/issues/7";

const item = {
  id: "12-abc",
  text: TEXT,
  owner: null,
  due: "2026-12-01",
  callDate: "2026-11-24",
  carries: 1,
  raised: "2026-11-24",
};
const reminder = {
  issueIid: 12,
  notifies: [],
  items: [{ id: "12-abc", step: "overdue", mention: null, proposeIssue: false }],
};

/** Whatever the bot says in a project, by what says it. */
const SAYINGS: Readonly<Record<string, (project: OwnProject | null) => string | null>> = {
  "a reminder": (project) => reminderNote(reminder as never, [item as never], "bot", project, EN),
  "the comment on what is missing": (project) =>
    gapNote(
      "<!-- -->",
      [{ kind: "no-owner", items: [TEXT.slice(0, 40), TEXT.slice(36)] }],
      asIssueIid(12),
      null,
      project,
      EN,
    ),
  "the comment on what is new": (project) => updatedNote("<!-- -->", asIssueIid(12), [TEXT], project, EN),
  "the answer to a command": (project) =>
    answerText({ kind: "several", words: "x", texts: [TEXT] }, "bot", project, EN),
  "the heading of a group": (project) => {
    const document = parseMarkdown(`## Action items\n\n### ${TEXT}\n\n- [ ] a\n`);
    return writtenGroup({ document, item: document.items[0] as never }, project);
  },
};

it.each(Object.entries(SAYINGS))("%s leads to the project itself and nowhere else", (name, say) => {
  const said = say(HOME) ?? "";
  expect(said).not.toMatch(/secret#6/);
  expect(said).toContain("acme/site#5");
  if (name !== "the comment on what is missing") expect(said).toContain(LED);
});

it.each(Object.entries(SAYINGS))("%s leads nowhere where the project is not known", (_name, say) => {
  expect(say(null)).not.toMatch(/(?:site|secret)#\d/);
});
