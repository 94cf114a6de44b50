import { withoutCarryNotes } from "../action-items/read/carry-note.ts";
import { teamInMarker } from "../action-items/read/group.ts";
import { fillTemplate } from "../agenda/build.ts";
import { placeActionItems, STAND_IN } from "../agenda/place.ts";
import { type AskedByTemplate, fillAction, leftAsText, settleActions } from "../agenda/template-actions.ts";
import { writeOutReferences } from "../markdown/write-out.ts";
import { contentHash } from "../marker/content-hash.ts";
import { renderIssueMarker } from "../marker/issue-marker.ts";
import { type Content, readContent } from "../minutes/content.ts";
import { addressesWithoutWords } from "../minutes/links.ts";
import { renderPlainBlocks } from "../minutes/plain-blocks.ts";
import { plainVariables } from "../template/own-variables.ts";
import { quietTemplate } from "../template/quiet-template.ts";
import {
  isolate,
  makeTitleInert,
  neutraliseQuickActions,
  type TemplateAction,
  takeTemplateActions,
} from "../text-safety/index.ts";
import type { PlainDate } from "../time/types.ts";
import { gapsOf, itemTexts } from "./agenda-gaps.ts";
import { followUpDue } from "./due.ts";
import { nextUpdateIn } from "./next-update.ts";
import { renderTables, type Tables } from "./tables.ts";
import type { FollowUp, FollowUpInput } from "./types.ts";
import { followUpVariables, linkFacts, openQuestions } from "./variables.ts";

/** GitLab's limit of a description, in characters (lib/api: issuable description). */
const DESCRIPTION_LIMIT = 1_048_576;
/** Kept free for people. */
const SPARE = 48_576;
/** Of what stands below action items without a box. */
const LOOSE_LENGTH = 4_000;

/** In any language: an agenda may be followed up in another one than it was made in. */
const HAS_PREFIX = /^\s*(?:follow[- ]?up|nachbereitung)\b/i;

function renderTitle({ agenda, project, texts }: FollowUpInput): string {
  const title = HAS_PREFIX.test(agenda.title) ? agenda.title : texts.titles.followUp({ agenda: agenda.title });
  return makeTitleInert(title, project);
}

/** User name of a person as configured, or null for a plain name. */
function usernameOf(person: string | null): string | null {
  return /^@([\w.-]+)$/.exec(person ?? "")?.[1] ?? null;
}

function fileOf({ template }: FollowUpInput): string {
  return `${template.name}.md (${template.source})`;
}

/** Puts the tables where the place is, on lines of their own: raw HTML runs on until a blank line. */
function placeTables(filled: string, tables: string): string {
  const at = filled.indexOf(STAND_IN);
  if (at < 0) return filled;
  const before = filled.slice(0, at).trimEnd();
  const after = filled
    .slice(at + STAND_IN.length)
    .replaceAll(STAND_IN, "")
    .trimStart();
  return [before, tables, after].filter((part) => part !== "").join("\n\n");
}

interface Body {
  readonly markdown: string;
  readonly tables: Tables;
}

function renderBody(template: string, input: FollowUpInput, content: Content, due: PlainDate): Body {
  const fill = (actionItems: string): string => {
    const filled = fillTemplate(template, followUpVariables(input, content, due, actionItems), fileOf(input));
    const known = (input.people?.observers ?? []).map(({ user }) => user);
    const notifies = input.observed === "notify" ? "known" : "nobody";
    return quietTemplate(filled, { notifies, project: input.project, known });
  };
  const bare = fill(STAND_IN);
  const usesVariable = bare.includes(STAND_IN);
  const loose = renderPlainBlocks(content.actions.blocks, {
    agenda: input.agenda.iid,
    project: input.project,
    length: LOOSE_LENGTH,
  });
  const tables = renderTables({
    items: input.items,
    customer: input.sides.customer,
    texts: input.texts,
    teamName: input.sides.teamName,
    project: input.project,
    agenda: input.agenda.iid,
    date: input.agenda.date,
    maxLength: DESCRIPTION_LIMIT - SPARE - bare.length - loose.length,
  });
  // A template without a place for them has them with the action items.
  const { sections } = input.texts;
  const agenda = input.agenda.iid;
  const questions = openQuestions(input, content);
  const isAsked = questions === "" || bare.includes(questions.split("\n")[0] ?? "");
  const asked = isAsked ? "" : `**${sections.openQuestions}**\n\n${questions}`;
  const noted = `${tables.markdown === "" ? sections.asNoted({ agenda }) : sections.alsoNoted({ agenda })}\n\n${loose}`;
  const elsewhere = input.itemsElsewhere === true ? sections.noted({ agenda }) : "";
  const told = [tables.markdown, loose === "" ? "" : noted].filter((part) => part !== "").join("\n\n");
  const actionItems = [told === "" ? elsewhere : told, asked].filter((part) => part !== "").join("\n\n");
  if (actionItems === "") {
    // Filled again, so that `{{#action_items}}` leaves its heading out.
    return { markdown: placeActionItems(usesVariable ? fill("") : bare, "", input.texts), tables };
  }
  const placed = usesVariable ? bare : placeActionItems(isolate(bare), STAND_IN, input.texts);
  return { markdown: placeTables(placed, actionItems), tables };
}

/** What the quick actions of the template ask for; a due date and a milestone are none of its business. */
function settleInFollowUp(actions: readonly TemplateAction[]): AskedByTemplate {
  const asked = settleActions(actions.filter(({ kind }) => kind !== "due"));
  const warnings = actions.flatMap((action) => {
    if (action.kind === "due") {
      return [`/due ${action.text} of the template is not used: follow_up.due of the meeting says when it is due`];
    }
    return action.kind === "milestone" ? [`/milestone of the template is not used: a follow-up has none`] : [];
  });
  return { ...asked, warnings: [...asked.warnings, ...warnings] };
}

function warningsOf(
  input: FollowUpInput,
  taken: ReturnType<typeof takeTemplateActions>,
  asked: AskedByTemplate,
  tables: Tables,
): readonly string[] {
  const left =
    tables.left === 0
      ? []
      : [
          `${tables.left} action items of #${input.agenda.iid} have no room in its follow-up (GitLab allows 1,048,576 characters)`,
        ];
  return [...leftAsText(input.template, taken, input.project), ...asked.warnings, ...left];
}

/**
 * Makes the follow-up of one call out of its agenda's description: a template filled in with what was agreed, decided,
 * asked and linked, and every action item in a table with its owner, date and status (handbook A61, A71, E42). All text is
 * inert and notifies nobody (law 4); comments are never read (law 5); what is confidential stays so.
 *
 * Throws a `ConfigError` that names template, line and variable when the template can't be filled in, and a `RangeError`
 * when the calendar has no business day within a year.
 */
export function buildFollowUp(input: FollowUpInput): FollowUp {
  const { agenda } = input;
  const description = withoutCarryNotes(agenda.description.replaceAll(STAND_IN, ""));
  const content = readContent({
    description: writeOutReferences(description),
    itemTexts: itemTexts(input.items),
    project: input.project,
    callDate: agenda.date,
    untouched: input.untouched ?? new Set(),
  });
  const due = followUpDue(agenda, input.rules.due, input.timeZone, input.calendar);
  const taken = takeTemplateActions(input.template.text);
  const own = plainVariables(input.variables ?? {});
  const variables = { ...followUpVariables(input, content, due, ""), ...own };
  const fill = (text: string): string => fillTemplate(text, variables, fileOf(input));
  const asked = settleInFollowUp(taken.actions.map((action) => fillAction(action, fill)));
  const { markdown, tables } = renderBody(taken.template, input, content, due);
  const text = neutraliseQuickActions(markdown.trim());
  const csm = usernameOf(input.csm);
  const marker = renderIssueMarker({
    kind: "follow-up",
    series: input.series,
    occurrence: input.occurrence,
    date: agenda.date,
    about: agenda.iid,
    carried: tables.ids,
    team: teamInMarker(input.sides),
    closed: input.closedAt,
    assigned: csm,
    due,
    written: input.today,
    body: contentHash(`<!-- cadence: -->\n\n${text}\n`),
  });
  return {
    title: renderTitle(input),
    description: `${marker}\n\n${text}\n`,
    labels: [...new Set([input.followUpLabel, ...input.labels, ...asked.labels])],
    assignees: [...new Set([...(csm === null ? [] : [csm]), ...asked.assignees])],
    dueDate: due,
    nextUpdate: nextUpdateIn(content.recap, agenda.date),
    confidential: agenda.confidential || asked.confidential,
    ids: tables.ids,
    leftOut: { passages: 0, items: 0 },
    openQuestions: content.questions.length,
    gaps: gapsOf(input.items, content, addressesWithoutWords(content.lines, linkFacts(input))),
    warnings: warningsOf(input, taken, asked, tables),
  };
}
