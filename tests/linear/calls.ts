import type { IncomingHttpHeaders } from "node:http";
import { createPaint } from "../../src/app/terminal.ts";
import { planUndo } from "../../src/audit/plan-undo.ts";
import type { RunRecord } from "../../src/audit/record.ts";
import { checkSections } from "../../src/check/project.ts";
import { configurationLines } from "../../src/cli/output/configuration-text.ts";
import { errorDocument } from "../../src/cli/output/error-document.ts";
import { errorText } from "../../src/cli/output/error-text.ts";
import { handbookLines } from "../../src/cli/output/handbook-text.ts";
import { proposedLines } from "../../src/cli/output/plan-hints.ts";
import { undoDocument, undoLines } from "../../src/cli/output/undo-text.ts";
import { parseProjectConfiguration } from "../../src/config/parse-project-configuration.ts";
import { formatProblems } from "../../src/config/problems/format-problems.ts";
import { ownTitle } from "../../src/config/resolve/titles.ts";
import { readSpan } from "../../src/config/service/readers.ts";
import { configurationValues } from "../../src/config/sources/read-sources.ts";
import { doneSince } from "../../src/domain/action-items/carry/done-since.ts";
import { pointTo } from "../../src/domain/action-items/carry/point-to.ts";
import { trailerWords } from "../../src/domain/action-items/read/carry-note.ts";
import { includesUser } from "../../src/domain/action-items/read/group.ts";
import { itemsQuoted } from "../../src/domain/action-items/read/quoted-text.ts";
import { convertedItems } from "../../src/domain/action-items/timeline/child-items.ts";
import { itemNamed } from "../../src/domain/action-items/timeline/history.ts";
import { renderDone } from "../../src/domain/agenda/done.ts";
import { fillAction } from "../../src/domain/agenda/template-actions.ts";
import { answerText } from "../../src/domain/commands/answer-text.ts";
import { findItem } from "../../src/domain/commands/find-item.ts";
import { parseCommands } from "../../src/domain/commands/parse-command.ts";
import { dayProblem } from "../../src/domain/commands/parse-day.ts";
import { dayInTitle } from "../../src/domain/due-date/day-in-title.ts";
import { ConfigError, type Problem } from "../../src/domain/errors.ts";
import { findGaps } from "../../src/domain/follow-up/agenda-gaps.ts";
import { updatedNote } from "../../src/domain/follow-up/comments.ts";
import { withoutMarkedPassages } from "../../src/domain/follow-up/marked-passages.ts";
import { answersTheOneBefore, blocksBelow } from "../../src/domain/follow-up/passage-reach.ts";
import { createGuard } from "../../src/domain/guard/guard.ts";
import { asIssueIid } from "../../src/domain/ids.ts";
import { renderInstructions } from "../../src/domain/instructions/render.ts";
import { parseBlocks } from "../../src/domain/markdown/blocks.ts";
import { appendToSection, insertAfterItem } from "../../src/domain/markdown/edit.ts";
import { parseMarkdown } from "../../src/domain/markdown/parse.ts";
import { asksFor } from "../../src/domain/meeting-types/first-call-points.ts";
import { looseBlocks } from "../../src/domain/minutes/loose-actions.ts";
import { readParts } from "../../src/domain/minutes/parts.ts";
import { listItem } from "../../src/domain/minutes/plain-blocks.ts";
import { unquoted } from "../../src/domain/minutes/quoted.ts";
import { renderOldItems } from "../../src/domain/old-items/list.ts";
import { decideReminders } from "../../src/domain/reminders/decide.ts";
import { reminderNote } from "../../src/domain/reminders/note.ts";
import { matchesTitle } from "../../src/domain/text/title-pattern.ts";
import { textsIn } from "../../src/domain/texts/texts.ts";
import { offeredTopics } from "../../src/domain/topics/history.ts";
import { parseFleetFields } from "../../src/fleet/state-fields.ts";
import { parseBody } from "../../src/http/body.ts";
import { readEvent } from "../../src/http/payload.ts";
import { decideRelevance } from "../../src/http/relevance.ts";
import { readSecrets } from "../../src/http/secrets.ts";
import { beginSignature, beginVerification, verifyDelivery } from "../../src/http/verify.ts";
import { crossedBoxes, withOverwrittenBoxes } from "../../src/reconcile/apply/overwritten-boxes.ts";
import { findOldAgendas } from "../../src/setup/find-old-agendas.ts";
import { instructionsPart } from "../../src/setup/instructions.ts";
import { titlePatterns } from "../../src/setup/title-shapes.ts";
import { RULES } from "../support/state/agendas.ts";
import { anIssue } from "../support/state/snapshots.ts";
import { EN } from "../support/texts.ts";
import type { Call } from "./arguments.ts";

const paint = createPaint(false);

function aConfigError(text: string): ConfigError {
  const problem: Problem = {
    file: text,
    line: 1,
    column: 1,
    key: text,
    found: text,
    problem: text,
    allowed: text.split("\n"),
    nearest: text,
  };
  return new ConfigError(text, [problem]);
}

/** A webhook with the text in the places where people write. */
function aPayload(text: string, kind: "issue" | "note"): Buffer {
  const issue = { iid: 1, action: "update", type: "Issue", description: text, title: text, note: text, state: text };
  const labels = [{ title: text }, { title: "a" }];
  const changes = {
    description: { previous: `${text}a`, current: text },
    labels: { previous: labels, current: labels },
  };
  return Buffer.from(
    JSON.stringify({
      object_kind: kind,
      user: { id: 1, name: text },
      project: { id: 1, path_with_namespace: "a/b", name: text, description: text },
      object_attributes: { ...issue, labels, updated_at: text.slice(0, 64), noteable_type: "Issue" },
      issue: { ...issue, labels },
      labels,
      changes,
    }),
  );
}

const SMALLEST = `customer: Acme
timezone: UTC
meetings: { a: { repeat: every week on monday at 10:00, from: 2026-01-12 } }
`;

const RELEVANCE = {
  isServed: () => true,
  isBot: (id: number) => id === 9,
  labelsOf: () => ({ agenda: "meeting-agenda", others: ["unresolved"] }),
};

const KEYS = { kind: "signature", keys: [Buffer.from("a")] } as const;

function aHead(text: string): IncomingHttpHeaders {
  return { "webhook-signature": text, "webhook-id": "a", "webhook-timestamp": "0", "x-gitlab-token": text };
}

/** A write of the bot to a description, as the audit trail has it. */
function aRecord(text: string): RunRecord {
  return {
    at: "2026-11-28T10:00:00Z",
    project: "a",
    method: "updateIssue",
    request: { iid: 1, change: { description: text } },
    iid: asIssueIid(1),
    noteId: null,
    before: { description: `${text}a` },
    after: { description: text },
    outcome: "done",
    error: null,
    run: "b",
    customer: text,
    action: "edit-items",
    reason: { rule: "a", text, data: {} },
  };
}

const REMINDER = {
  items: [{ id: "1-abc", step: "overdue", number: 1, proposeIssue: true, mention: "bob" }],
  issueIid: asIssueIid(1),
  notifies: ["bob"],
} as const;

/** Functions whose arguments are shapes: how each is called. What is not a function of its own has a name of its own. */
export const CALLS: Readonly<Record<string, Call["work"]>> = {
  "the receiver's judgement of an issue": async (text) =>
    decideRelevance(readEvent(await parseBody([aPayload(text, "issue")])), RELEVANCE),
  "the receiver's judgement of a comment": async (text) =>
    decideRelevance(readEvent(await parseBody([aPayload(text, "note")])), RELEVANCE),
  "src/http/payload.ts readEvent": (text) =>
    readEvent({ object_kind: "issue", project: { id: 1, path_with_namespace: text }, [text]: text }),
  "src/http/relevance.ts decideRelevance": (text) =>
    decideRelevance(readEvent(JSON.parse(aPayload(text, "issue").toString())), RELEVANCE),
  "src/config/problems/format-problems.ts formatProblems": (text) =>
    formatProblems(aConfigError(text), { color: true }),
  "src/cli/output/error-text.ts errorText": (text) => errorText(aConfigError(text), paint, true),
  "src/cli/output/error-document.ts errorDocument": (text) => JSON.stringify(errorDocument(aConfigError(text))),
  "src/domain/commands/answer-text.ts answerText": (text) => [
    answerText({ kind: "several", words: text, texts: text.split("\n") }, "bot", null, EN),
    answerText({ kind: "unknown", text, nearest: text, problem: text }, "bot", null, EN),
  ],
  "src/domain/commands/find-item.ts findItem": (text) =>
    findItem(text, [
      { id: "1-abc", text: `${text}b` },
      { id: "1-abd", text },
      { id: "1-abe", text: "a" },
    ]),
  "src/domain/action-items/timeline/child-items.ts convertedItems": (text) => {
    const at = { createdAt: "2026-01-01T00:00:00Z", closedAt: null, state: "opened", quiet: false } as const;
    const titles = [text, `- [ ] ${text}`, ...text.split("\n").slice(0, 2_000)];
    const children = titles.map((title, iid) => ({
      ...at,
      iid: asIssueIid(iid),
      title,
      description: `${text.slice(0, 100)}\n\n${title}`,
    }));
    convertedItems(
      children,
      titles.map((title) => ({ id: "1-abc", texts: [`${title}a`, title] })),
    );
  },
  "src/domain/text/title-pattern.ts matchesTitle": (text) => [
    matchesTitle(`${text.slice(0, 255)}*`, text),
    matchesTitle("a*a*a*a*b", text),
  ],
  "src/domain/due-date/day-in-title.ts dayInTitle": (text) => dayInTitle(text, "unknown"),
  "src/setup/title-shapes.ts titlePatterns": (text) =>
    titlePatterns(
      [text, `${text}1`, `${text}2`].map((title, at) => anIssue(at + 1, { title })),
      () => true,
      20,
    ),
  "src/setup/find-old-agendas.ts findOldAgendas": (text) =>
    findOldAgendas({
      configuration: parseProjectConfiguration(SMALLEST, "cadence.yml"),
      issues: [1, 2, 3].map((iid) => anIssue(iid, { title: `${text.slice(0, 255)} ${iid}`, description: text })),
      before: "2026-12-01",
      titles: ["a*"],
      listed: [],
      series: null,
      templates: [text],
      parse: parseMarkdown,
    }),
  "src/domain/old-items/list.ts renderOldItems": (text) =>
    renderOldItems([{ iid: asIssueIid(1), title: text, date: "2026-01-01", text, decision: "keep" }]),
  "src/domain/action-items/read/quoted-text.ts itemsQuoted": (text) => {
    itemsQuoted(parseMarkdown(`- [ ] ${text}`), text);
  },
  "src/cli/output/handbook-text.ts handbookLines": (text) => {
    const proposals = [{ subject: text, text, remedy: text, row: "A1" }];
    const point = { rows: ["A21"], subject: "a", state: "not asked", iid: null, date: null } as const;
    return handbookLines(
      {
        ...{ project: text, customer: text, at: "2026-12-01T10:00:00Z", timeZone: "UTC" },
        ...{ hasProfile: true, cadence: null, firstCall: [point], proposals, notChecked: [text] },
      },
      paint,
    );
  },
  "src/cli/output/plan-hints.ts proposedLines": (text) =>
    proposedLines([{ subject: text, text, remedy: text, row: "A1" }], paint),
  "src/domain/instructions/render.ts renderInstructions": (text) =>
    renderInstructions({ texts: textsIn("en"), teamName: text, csm: text, meetings: [], reminders: "all" }),
  "src/domain/meeting-types/first-call-points.ts asksFor": (text) =>
    asksFor({ rows: [], subject: "a", words: { en: "a b", de: text } }, text),
  "src/setup/instructions.ts instructionsPart": (text) => instructionsPart("a", { text, lastCommitId: "a" }),
  "src/domain/topics/history.ts offeredTopics": (text) =>
    offeredTopics({ date: "2026-12-01", isHeld: true, description: text }, () => [text]),
  "src/reconcile/apply/overwritten-boxes.ts crossedBoxes": (text) =>
    crossedBoxes([{ kind: "box", at: "2026-12-01T10:00:00Z", by: "a", byBot: false, state: "done", text }], text),
  "src/reconcile/apply/overwritten-boxes.ts withOverwrittenBoxes": (text) => {
    const at = "2026-12-01T10:00:00Z";
    const [box, write] = [
      { kind: "box", at, by: "a", byBot: false, state: "done", text },
      { kind: "edit", at, by: "b", byBot: true },
    ] as const;
    return withOverwrittenBoxes(text, { at, heardAt: at }, [box, write]);
  },
  "src/domain/agenda/template-actions.ts fillAction": (text) =>
    fillAction({ kind: "label", values: [text] } as never, (one) => one),
  "src/domain/action-items/read/group.ts includesUser": (text) => includesUser([text], text),
  "src/domain/reminders/note.ts reminderNote": (text) =>
    reminderNote(REMINDER, [{ id: "1-abc", text, owner: text, due: "2026-11-24" } as never], "bot", null, EN),
  "src/domain/reminders/decide.ts decideReminders": (text) =>
    decideReminders({
      items: [],
      csm: text,
      now: "2026-12-01T09:00:00Z",
      timeZone: "Europe/Berlin",
      noise: {},
    } as never),
  "a configuration in one value": (text) =>
    parseProjectConfiguration(`customer: ${JSON.stringify(text)}\n${JSON.stringify(text)}: a\n`, "cadence.yml"),
  "src/domain/markdown/edit.ts appendToSection": (text) => {
    const document = parseMarkdown(text);
    for (const section of document.sections.slice(0, 2)) appendToSection(document, section, text);
  },
  "src/domain/markdown/edit.ts insertAfterItem": (text) => {
    const document = parseMarkdown(`- [ ] a\n${text}`);
    for (const item of document.items.slice(0, 2)) insertAfterItem(document, item, text);
  },
  // Its marker is ours and short.
  "src/domain/minutes/plain-blocks.ts listItem": (text) => listItem("-", text),
  "src/domain/follow-up/agenda-gaps.ts findGaps": (text) =>
    findGaps({
      agenda: { description: text },
      items: [{ text, owner: null, due: null, state: "open", children: [] } as never],
    }),
  "src/domain/minutes/loose-actions.ts looseBlocks": (text) => looseBlocks(text, readParts(text)),
  "src/domain/follow-up/marked-passages.ts withoutMarkedPassages": (text) =>
    withoutMarkedPassages(
      `## Recap\n\n${text}`,
      [],
      createGuard({ words: ["*a*", "b c", "解約"], addresses: ["*.a.b"] }),
    ),
  "src/domain/follow-up/passage-reach.ts blocksBelow": (text) => {
    const blocks = parseBlocks(text, 0).children;
    for (let at = 0; at < blocks.length; at += 1 + blocksBelow(text, blocks, at));
  },
  "src/domain/follow-up/passage-reach.ts answersTheOneBefore": (text) => {
    const blocks = parseBlocks(text, 0).children;
    for (const [at, block] of blocks.entries()) answersTheOneBefore(text, blocks[at - 1], block);
  },
  "src/domain/commands/parse-command.ts parseCommands": (text) => parseCommands(text, "bot", "2026-12-01", EN),
  "src/domain/commands/parse-day.ts dayProblem": (text) => dayProblem({ kind: "unreadable", words: text }, EN),
  "src/domain/follow-up/comments.ts updatedNote": (text) => updatedNote("<!-- x -->", asIssueIid(1), [text], null, EN),
  "src/domain/action-items/read/carry-note.ts trailerWords": (text) => trailerWords(text),
  "src/domain/action-items/carry/point-to.ts pointTo": (text) => {
    const document = parseMarkdown(`- [ ] ${text}`);
    const [item] = document.items;
    return item === undefined ? null : pointTo(document, item, asIssueIid(1), textsIn("en"));
  },
  "src/config/resolve/titles.ts ownTitle": (text) => ownTitle(text, "en"),
  "src/domain/agenda/done.ts renderDone": (text) => renderDone([{ how: "ticked", text }], "2026-12-07", EN),
  "src/domain/action-items/carry/done-since.ts doneSince": (text) =>
    renderDone(
      doneSince({
        agendas: [{ iid: asIssueIid(1), date: "2026-11-24", confidential: false, description: text, byBot: false }],
        confidential: false,
        today: "2026-12-07",
        texts: EN,
        templateItems: [],
        rules: RULES,
        sides: { customer: "Acme", accountTeam: [], attendees: [] },
        mentions: "quiet",
        maxLength: 1_000_000,
      }),
      "2026-12-07",
      EN,
    ),
  "src/check/project.ts checkSections": (text) =>
    checkSections({ id: text, carry: { ...RULES, sections: [text, "a"] } } as never, [parseMarkdown(`## ${text}`)]),
  "src/audit/plan-undo.ts planUndo": (text) =>
    undoLines(
      { customer: text, project: "a", run: "b" },
      planUndo([aRecord(text)], () => ({
        issue: anIssue(1, { description: text, title: text }),
        comments: [],
        botId: 9,
      })),
      null,
      paint,
      false,
    ),
  "src/cli/output/undo-text.ts undoLines": (text) =>
    undoLines({ customer: text, project: text, run: text }, [], null, paint, false),
  "src/cli/output/undo-text.ts undoDocument": (text) =>
    JSON.stringify(undoDocument({ customer: text, project: text, run: text }, [], null, text)),
  "src/http/verify.ts beginVerification": (text) => {
    const verification = beginVerification(KEYS, aHead(text), 0);
    verification.update(Buffer.from(text));
    verification.end();
  },
  "src/http/verify.ts beginSignature": (text) => beginSignature(Buffer.from("key"), text, 0),
  "src/http/verify.ts verifyDelivery": (text) => verifyDelivery(KEYS, aHead(text), Buffer.from(text), 0),
  "src/http/secrets.ts readSecrets": (text) => readSecrets({ signingTokens: [text], tokens: [text] }),
  "src/config/service/readers.ts readSpan": (text) => readSpan(text, { least: 1, most: 9, words: "a" }, ["b"]),
  "src/fleet/state-fields.ts parseFleetFields": (text) =>
    parseFleetFields([[`seen ${text}`, text] as never, [`looked ${text}`, JSON.stringify({ text })] as never]),
  "src/config/sources/read-sources.ts configurationValues": (text) => {
    const keys = Object.fromEntries(text.split("\n").map((line, index) => [`${index} ${line}`, [line, { a: line }]]));
    const file = `customers: { a/b: { customer: Acme, profile: ${JSON.stringify(keys)}, calls: ${JSON.stringify(text)} } }\n`;
    const configuration = parseProjectConfiguration(SMALLEST, "cadence.yml");
    const values = [null, { id: 1, path: "a/b" }].flatMap((entryOf) =>
      configurationValues({ configuration, text: file, entryOf }),
    );
    return configurationLines(values, paint);
  },
  "src/domain/minutes/quoted.ts unquoted": (text) => {
    const source = `> ${text.replaceAll("\n", "\n> ")}`;
    return parseBlocks(source, 0).children.map((block) => unquoted(source, block));
  },
  "src/domain/action-items/timeline/history.ts itemNamed": (text) =>
    itemNamed({ kind: "box", text } as never, parseMarkdown(`- [ ] ${text}`)),
};
