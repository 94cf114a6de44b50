import { describe, expect, it } from "vitest";
import { TransientError, UnknownOutcomeError } from "../../../src/domain/errors.ts";
import { asIssueIid, asNoteId } from "../../../src/domain/ids.ts";
import { renderNoteMarker } from "../../../src/domain/marker/note-marker.ts";
import { reason } from "../../../src/domain/reason.ts";
import type { GitLab, Note } from "../../../src/gitlab/port.ts";
import { applyActions } from "../../../src/reconcile/apply/apply-actions.ts";
import { commentOnce } from "../../../src/reconcile/apply/comment-once.ts";
import type { Action } from "../../../src/reconcile/model/types.ts";
import { aNote, inTurn, recordedPort } from "../../support/gitlab/recorded-port.ts";
import { anIssue, BOT } from "../../support/state/snapshots.ts";
import { EN } from "../../support/texts.ts";

const AT = "2026-11-24T09:00:00Z";
const BODY = `${renderNoteMarker({ kind: "gaps" })}\nNo recap.`;
const said = (id: number, more: Partial<Note> = {}): Note => aNote(id, BOT, BODY, AT, more);
const FIELDS = { code: "GITLAB_TIMEOUT", status: null, retryAfterMs: 0 };
const lost = new UnknownOutcomeError("no answer", FIELDS);

async function tell(lists: readonly (readonly Note[])[], creates: readonly (Note | Error)[]) {
  const { gitlab, asked } = recordedPort({
    listNotes: inTurn(...lists),
    createNote: inTurn(...creates),
    deleteNote: async () => undefined,
  } satisfies Partial<GitLab>);
  const sleep = async (ms: number) => void asked.push(["sleep", ms]);
  const outcome = await commentOnce(gitlab, asIssueIid(5), BODY, { sleep, botId: BOT.id, at: AT }).then(
    ({ id }) => id,
    (error: Error) => error.message,
  );
  return { outcome, steps: asked.map(([name, , word]) => (name === "deleteNote" ? `delete ${word}` : name)) };
}

describe("a comment is made once", () => {
  const plain = ["listNotes", "createNote", "listNotes"];
  it.each<[string, readonly (readonly Note[])[], readonly (Note | Error)[], number | string, readonly string[]]>([
    ["said, and looked at", [[], [said(7)]], [said(7)], 7, plain],
    ["what another run said since stays", [[said(6)]], [], 6, ["listNotes"]],
    ["other words of the bot's are another comment", [[said(6, { body: "Hello" })], [said(7)]], [said(7)], 7, plain],
    [
      "the same words of a person are none of the bot's",
      [[said(6, { author: anIssue(1).author })], [said(7)]],
      [said(7)],
      7,
      plain,
    ],
    ["of two at the same time the older stays", [[], [said(6), said(7)]], [said(7)], 6, [...plain, "delete 7"]],
    ["not listed yet, it is there all the same", [[], []], [said(7)], 7, plain],
    [
      "another account's cannot be deleted",
      [[], [said(6), said(7, { author: { ...BOT, former: true } })]],
      [said(7)],
      6,
      plain,
    ],
    [
      "without an answer it is looked for",
      [[], [said(7)], [said(7)]],
      [lost],
      7,
      ["listNotes", "createNote", "sleep", "listNotes", "listNotes"],
    ],
    [
      "and said again where it is nowhere",
      [[], [], [said(8)]],
      [lost, said(8)],
      8,
      ["listNotes", "createNote", "sleep", "listNotes", "createNote", "listNotes"],
    ],
    ["a limit is no doubt", [[]], [new TransientError("later", FIELDS)], "later", ["listNotes", "createNote"]],
  ])("%s", async (_, lists, creates, outcome, steps) => {
    expect(await tell(lists, creates)).toEqual({ outcome, steps });
  });
});

describe("a plan is carried out action by action", () => {
  const because = (comment: number | null) =>
    comment === null ? reason("other", "other") : reason("asked-by-comment", "asked", { comment });
  const relate = (to: number, comment: number | null = null): Action => ({
    kind: "relate",
    series: "call",
    iid: asIssueIid(5),
    to: asIssueIid(to),
    reason: because(comment),
  });
  const react = (comment: number | null, items: readonly string[] = []): Action => ({
    kind: "react",
    series: "call",
    iid: asIssueIid(5),
    noteId: asNoteId(70),
    name: "lock",
    items,
    reason: because(comment),
  });

  async function apply(actions: readonly Action[], fails: Readonly<Record<number, Error>> = {}) {
    const { gitlab, asked } = recordedPort({
      relateIssues: async (_iid, to) => {
        const error = fails[to];
        if (error !== undefined) throw error;
      },
      react: async () => undefined,
    });
    const begun: Action[] = [];
    const results = await applyActions(actions, {
      gitlab,
      agendaLabel: "meeting-agenda",
      followUpLabel: "meeting-follow-up",
      duplicateLabels: { agenda: [], followUp: [], item: [] } as never,
      customer: "Acme",
      texts: EN,
      teamName: "GitLab",
      botId: BOT.id,
      decidedOn: new Map(),
      seenUntil: AT,
      at: AT,
      sleep: async () => undefined,
      onAction: (action) => void begun.push(action),
    });
    return {
      outcomes: results.map(({ outcome, error }) => error?.message ?? outcome),
      asked: asked.length,
      begun: begun.length,
    };
  }

  const refused = new Error("refused");
  it.each<[string, readonly Action[], Readonly<Record<number, Error>>, readonly string[], number]>([
    ["all of it", [relate(6), relate(7), react(null)], {}, ["done", "done", "done"], 3],
    ["one that fails does not stop the others", [relate(6), relate(7)], { 6: refused }, ["refused", "done"], 2],
    [
      "where GitLab asks to come back later the rest is left",
      [relate(6), relate(7)],
      { 6: new TransientError("later", FIELDS) },
      ["later", "later"],
      1,
    ],
    [
      "an answer waits for what the same comment asked for",
      [relate(6, 70), react(70)],
      { 6: refused },
      ["refused", "put-off"],
      1,
    ],
    ["not for what another one asked for", [relate(6, 71), react(70)], { 6: refused }, ["refused", "done"], 2],
    ["only answers wait", [relate(6, 70), relate(7, 70)], { 6: refused }, ["refused", "done"], 2],
    ["an answer after what was done is given", [relate(6, 70), react(70)], {}, ["done", "done"], 2],
  ])("%s", async (_, actions, fails, outcomes, count) => {
    expect(await apply(actions, fails)).toEqual({ outcomes, asked: count, begun: count });
  });

  it("what is no error goes on", async () => {
    await expect(apply([relate(6)], { 6: "words" as never })).rejects.toBe("words");
  });
});
