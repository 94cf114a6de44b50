import { type CarryInput, planCarry } from "../action-items/carry/carry.ts";
import { type DoneItem, doneSince } from "../action-items/carry/done-since.ts";
import { renderCarriedItems } from "../action-items/carry/render.ts";
import { ACCOUNT_TEAM_HEADING, teamInMarker } from "../action-items/read/group.ts";
import { readEntries } from "../action-items/read/read.ts";
import type { CarryPlan } from "../action-items/read/types.ts";
import { continueStanding } from "../action-items/timeline/continue-standing.ts";
import { ConfigError, type Problem } from "../errors.ts";
import { asIssueIid } from "../ids.ts";
import { renderIssueMarker } from "../marker/issue-marker.ts";
import { linesOfTemplate } from "../minutes/template-lines.ts";
import { plainVariables } from "../template/own-variables.ts";
import { quietTemplate } from "../template/quiet-template.ts";
import { renderTemplate, type TemplateVariables } from "../template/render.ts";
import {
  isolate,
  makeNameInertInTitle,
  makeTitleInert,
  neutraliseQuickActions,
  takeTemplateActions,
} from "../text-safety/index.ts";
import { renderDone } from "./done.ts";
import { renderObjectives } from "./objectives.ts";
import { type Overview, overviewOf } from "./overview.ts";
import { groupLevel, placeActionItems, STAND_IN, takePlace } from "./place.ts";
import { fillAction, leftAsText, settleActions } from "./template-actions.ts";
import { type AgendaTopics, renderTopics } from "./topics.ts";
import type { Agenda, AgendaInput } from "./types.ts";
import { agendaVariables, topicsLeft } from "./variables.ts";

/** GitLab's limit of a description, in characters (lib/api: issuable description). */
const DESCRIPTION_LIMIT = 1_048_576;
/** Kept free for headings of groups and for people. */
const SPARE = 48_576;

/** Fills a template in. Throws a `ConfigError` that names file, line and variable when that is not possible. */
export function fillTemplate(text: string, variables: TemplateVariables, file: string): string {
  const rendered = renderTemplate(text, variables);
  if (rendered.ok) return rendered.markdown;
  const problems = rendered.problems.map(
    (problem): Problem => ({
      file,
      line: problem.line,
      column: problem.column,
      key: problem.name,
      found: `{{${problem.name}}}`,
      problem: problem.problem,
      allowed: problem.known,
      nearest: problem.nearest,
    }),
  );
  throw new ConfigError(`the template ${file} cannot be filled in`, problems);
}

function renderTitle(input: AgendaInput): string {
  const file = `meetings.${input.occurrence.series}.title`;
  return makeTitleInert(fillTemplate(input.rules.title, plainTexts(input), file), input.project);
}

/** The variables for what knows no Markdown: the title, names of labels and people. */
function plainTexts(input: AgendaInput): TemplateVariables {
  const own = plainVariables(input.variables ?? {});
  return {
    ...agendaVariables(input, ""),
    ...own,
    customer: makeNameInertInTitle(input.sides.customer),
    team_name: makeNameInertInTitle(input.sides.teamName ?? ACCOUNT_TEAM_HEADING),
  };
}

/** Configured people: groups are refused there. */
function peopleOf({ sides, csm, people }: AgendaInput): readonly string[] {
  const { guests = [], observers = [], noteTaker = null } = people ?? {};
  const others = [...guests, ...observers.map(({ user }) => user), csm, noteTaker];
  return [...sides.accountTeam, ...sides.attendees, ...others.filter((one) => one !== null)];
}

/** Reading what was done takes as long as reading what is carried: only for a template that shows it. */
const NAMES_DONE = /\{\{[#^&{]?[ \t]{0,9}(?:summary|done(?:_since|_count)?)[ \t]{0,9}\}/;

function carryOf(input: AgendaInput, confidential: boolean): CarryInput {
  return {
    agendas: input.agendas,
    series: input.occurrence.series,
    belongs: input.belongs,
    confidential,
    today: input.today,
    templateItems: [],
    lines: linesOfTemplate(input.template, { ...input.variables, customer: input.sides.customer }),
    rules: input.rules.carry,
    evidence: input.evidence,
    sides: input.sides,
    mentions: input.mentions.carried,
    project: input.project ?? null,
    texts: input.texts,
    maxLength: DESCRIPTION_LIMIT - SPARE,
  };
}

function overview(input: AgendaInput, items: CarryPlan["items"], done: readonly DoneItem[]): Overview {
  const { today, mentions, project = null, previous, occurrence, rules } = input;
  const facts = { items, done, today, date: occurrence.date, isFirst: previous === null, project, texts: input.texts };
  // Nothing is known of items that nobody carries.
  const known = overviewOf({ ...facts, mentions: mentions.carried });
  return rules.carry.enabled ? known : { ...known, summary: "" };
}

/** The overview under the names that templates know it by. */
function overviewVariables({ summary, toDecide, overdue, done, doneCount }: Overview): TemplateVariables {
  return {
    summary,
    to_decide: toDecide,
    overdue_items: overdue,
    done_since: done,
    done_count: doneCount === 0 ? "" : `${doneCount}`,
  };
}

interface Body {
  readonly markdown: string;
  readonly carry: CarryPlan;
  /** Ids of the topics that it offers. */
  readonly topics: readonly string[];
}

function renderBody(template: string, input: AgendaInput, confidential: boolean): Body {
  const file = `${input.template.name}.md (${input.template.source})`;
  const done = NAMES_DONE.test(template) ? doneSince(carryOf(input, confidential)) : [];
  const told = renderDone(done, input.today, input.texts);
  const objectives = objectivesIn(input, confidential);
  const topics = topicsOfAgenda(template, input);
  const fill = (actionItems: string, items: CarryPlan["items"]): string => {
    const known = overviewVariables(overview(input, items, done));
    const variables = {
      ...agendaVariables(input, actionItems),
      topics_suggested: topics.suggested,
      done: told,
      objectives,
      ...known,
    };
    const filled = fillTemplate(template, variables, file);
    return quietTemplate(filled, { notifies: "people", project: input.project ?? null, known: peopleOf(input) });
  };
  const empty = fill(STAND_IN, []);
  const usesVariable = empty.includes(STAND_IN);
  const carry = planCarry({
    ...carryOf(input, confidential),
    templateItems: itemsOfTemplate(empty, input),
    maxLength: DESCRIPTION_LIMIT - SPARE - empty.length,
  });
  const isEmpty = carry.items.length === 0 && topics.raised.length === 0;
  const bare = isEmpty ? empty : fill(STAND_IN, carry.items);
  const { customer, teamName } = input.sides;
  const actionItems = renderCarriedItems(carry.items, customer, groupLevel(bare), input.texts, teamName, topics.raised);
  // With nothing to carry the template is filled again, so that `{{#action_items}}` leaves its heading out.
  const filled = usesVariable && actionItems === "" ? fill("", []) : bare;
  const standing = continueStanding(filled, carry.standing, input.rules.carry, {
    mentions: input.mentions.carried,
    project: input.project ?? null,
  });
  const own = standing.length + actionItems.length > DESCRIPTION_LIMIT - SPARE / 2 ? filled : standing;
  const markdown = usesVariable
    ? takePlace(own, actionItems)
    : placeActionItems(isolate(own), actionItems, input.texts);
  return { markdown, carry, topics: topics.ids };
}

const NAMES_SUGGESTED = /\{\{[#^&{]?[ \t]{0,9}topics_suggested[ \t]{0,9}\}/;

/** A template that shows no suggestions has no room for them; action items are raised all the same. */
function topicsOfAgenda(template: string, input: AgendaInput): AgendaTopics {
  const { topics = null, texts, project = null } = input;
  const choice = topics === null || NAMES_SUGGESTED.test(template) ? topics : { ...topics, suggested: [] };
  return renderTopics(choice, texts, { left: choice === null ? 0 : topicsLeft(input).length, project });
}

function objectivesIn(input: AgendaInput, confidential: boolean): string {
  const { today, previous, project = null, texts, objectives = [] } = input;
  return renderObjectives(objectives, { today, since: previous?.date ?? null, confidential, project, texts });
}

/** Texts of the action items that a template brings, line ends included. */
function itemsOfTemplate(filled: string, { today, rules }: AgendaInput): readonly string[] {
  const text = { iid: asIssueIid(0), date: today, confidential: false, description: filled, byBot: false };
  return readEntries(text, rules.carry).map(({ item, text }) => (item.cell ? text : item.text));
}

/**
 * Makes the agenda of one occurrence: a template filled in, everything still open carried into it, every text inert.
 *
 * Quick-action lines of the template are taken out before anything is filled in and become parameters of the issue as
 * far as they are harmless; the rest of the text can't run any (law 4). Throws a `ConfigError` that names template,
 * line and variable when the template or the title can't be filled in.
 */
export function buildAgenda(input: AgendaInput): Agenda {
  const taken = takeTemplateActions(input.template.text);
  const title = renderTitle(input);
  const variables = plainTexts(input);
  const fill = (text: string): string =>
    fillTemplate(text, variables, `${input.template.name}.md (${input.template.source})`);
  const asked = settleActions(taken.actions.map((action) => fillAction(action, fill)));
  const confidential = input.rules.confidential || asked.confidential;
  const body = renderBody(taken.template, input, confidential);
  const { series, id, date, time } = input.occurrence;
  const marker = renderIssueMarker({
    kind: "agenda",
    series,
    occurrence: id,
    date,
    when: { date, time, timeZone: input.rules.schedule.timeZone },
    carried: body.carry.ids,
    topics: body.topics,
    team: teamInMarker(input.sides),
    assigned: input.csm?.startsWith("@") === true ? withoutAt(input.csm) : null,
  });
  return {
    title,
    description: `${marker}\n\n${neutraliseQuickActions(body.markdown.trim())}\n`,
    labels: [...new Set([input.agendaLabel, ...input.rules.labels, ...asked.labels])],
    assignees: [...new Set([...(input.rules.assignees ?? []).map(withoutAt), ...asked.assignees])],
    dueDate: date,
    confidential,
    milestone: asked.milestone,
    carry: body.carry,
    warnings: [...leftAsText(input.template, taken, input.project ?? null, peopleOf(input)), ...asked.warnings],
  };
}

function withoutAt(name: string): string {
  return name.replace(/^@/, "");
}
