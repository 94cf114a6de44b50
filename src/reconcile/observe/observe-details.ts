import type { AgendaTemplate } from "../../domain/agenda/types.ts";
import { type ConfigError, isConfigError } from "../../domain/errors.ts";
import type { IssueIid, NoteId } from "../../domain/ids.ts";
import { earliestOf } from "../../domain/time/zoned-time.ts";
import type { GitLab, Issue, LabelEvent, Reaction, StateEvent, User } from "../../gitlab/port.ts";
import { waitingForApproval } from "../model/approval.ts";
import { awaitingReplies } from "../model/awaiting.ts";
import { isDraft } from "../model/bot.ts";
import { assigneesOn, sidesOn } from "../model/csm.ts";
import { issuesToHandOver } from "../model/hand-over.ts";
import { itemsOf, readItems, withEvidence } from "../model/items.ts";
import { labelChanges } from "../model/label-changes.ts";
import { itemsToPromote } from "../model/promoted.ts";
import { isTokenUser, unnamedAmong } from "../model/recognise/aside.ts";
import { reminderIssues } from "../model/reminder-items.ts";
import { askableIssues, isReplied, requestsIn } from "../model/requests.ts";
import type { AsideIssue, Comments, Details, ProjectItems, ProjectState, SeriesState } from "../model/types.ts";
import { allIssues, needsTemplate, spokenOn, young } from "./needs.ts";
import { readObjectives } from "./objectives.ts";
import { readEvidence, readLinked } from "./observe-evidence.ts";
import { inOrder, readAll } from "./read-all.ts";
import { readTemplateFor, type ShippedTemplates } from "./templates.ts";

function dueSeries(state: ProjectState): readonly SeriesState[] {
  return state.series.filter((series) => series.decisions.decisions.some((one) => one.decision === "due"));
}

/** Names of the templates that are needed now, by the series that needs each. */
async function readTemplates(
  gitlab: GitLab,
  state: ProjectState,
  comments: Comments,
  shipped: ShippedTemplates,
): Promise<{ readonly templates: Map<string, AgendaTemplate>; readonly problems: readonly ConfigError[] }> {
  const wanted = new Map<string, readonly [SeriesState, string]>();
  // What an agenda left as its template had it is nothing that a follow-up tells.
  const compared = new Set<string>();
  for (const series of state.everySeries) {
    if (!series.followUpCases.some((one) => needsTemplate(one, comments, state.bot))) continue;
    const { template, followUp } = series.meeting;
    wanted.set(template, [series, template]);
    wanted.set(followUp.template, [series, followUp.template]);
    compared.add(template);
  }
  for (const series of dueSeries(state)) {
    wanted.set(series.meeting.template, [series, series.meeting.template]);
    compared.delete(series.meeting.template);
  }
  const problems: ConfigError[] = [];
  const read = await inOrder([...wanted.values()], async ([series, name]) => {
    try {
      return [await readTemplateFor(gitlab, state, series, name, shipped)];
    } catch (error) {
      if (!isConfigError(error)) throw error;
      if (!compared.has(name)) problems.push(error);
      return [];
    }
  });
  return { templates: new Map(read.flat().map((template) => [template.name, template])), problems };
}

function usersSeen(state: ProjectState): Map<string, User> {
  const issues = [...state.snapshot.labelled, ...state.snapshot.own];
  return new Map(
    issues.flatMap((issue) => [issue.author, ...issue.assignees]).map((user) => [user.username.toLowerCase(), user]),
  );
}

function assigneesWanted(state: ProjectState, items: ProjectItems): readonly string[] {
  const team = sidesOn(state.snapshot.configuration, state.today).accountTeam;
  const csm = team.slice(0, 1);
  const agendas = dueSeries(state).flatMap((series) => [
    ...(series.meeting.assignees ?? csm),
    ...series.decisions.decisions.flatMap(({ occurrence }) => assigneesOn(state, series, occurrence.date)),
  ]);
  const all = state.everySeries;
  const heirs = all.flatMap((series) => issuesToHandOver(state, series).map((one) => one.csm));
  const changes = all.some((series) => series.followUpCases.some((one) => one.kind === "wanted"));
  const promotes = all.some((series) => itemsToPromote(state, series, itemsOf(items, series)).length > 0);
  return [...agendas, ...heirs, ...(changes ? csm : []), ...(promotes ? team : [])]
    .filter((name) => name.startsWith("@"))
    .map((name) => name.slice(1).toLowerCase());
}

/** Who can be assigned; people who wrote an agenda or are assigned to one cost no request. */
async function readUsers(
  gitlab: GitLab,
  state: ProjectState,
  templates: Iterable<AgendaTemplate>,
  wanted: readonly string[],
): Promise<Map<string, User>> {
  const seen = usersSeen(state);
  const assigns = [...templates].some((template) => /^\/assign\b/im.test(template.text));
  if (!assigns && wanted.every((name) => seen.has(name))) return seen;
  const members = await gitlab.listMembers();
  return new Map(members.filter((one) => one.state === "active").map((one) => [one.username.toLowerCase(), one]));
}

async function readRelations(
  gitlab: GitLab,
  state: ProjectState,
  comments: Comments,
): Promise<Map<IssueIid, readonly IssueIid[]>> {
  const projects = new Map(young(state, comments).map((issue) => [issue.iid, issue.projectId]));
  return readAll(projects.keys(), async (iid) => {
    const related = await gitlab.listRelatedIssues(iid);
    return related.filter((one) => one.projectId === projects.get(iid)).map((one) => one.iid);
  });
}

async function readAnswered(gitlab: GitLab, state: ProjectState, comments: Comments): Promise<Map<NoteId, boolean>> {
  const requests = state.everySeries.flatMap((series) => requestsIn(state, askableIssues(state, series), comments));
  const open = requests.filter((request) => !isReplied(state, request, comments));
  const answers = await inOrder(open, async ({ iid, note }) => {
    const reactions = await gitlab.listReactions(iid, note.id);
    return [note.id, reactions.some(({ user }) => user.id === state.bot?.id || isTokenUser(user))] as const;
  });
  return new Map(answers);
}

/** Reactions on drafts that wait for approval: one request each. */
function readApprovals(
  gitlab: GitLab,
  state: ProjectState,
  comments: Comments,
): Promise<Map<IssueIid, readonly Reaction[]>> {
  const drafts = state.everySeries
    .flatMap(waitingForApproval)
    .filter((one) => isDraft(one.followUp, comments, state.bot));
  return readAll(
    drafts.map(({ followUp }) => followUp.issue.iid),
    (iid) => gitlab.listReactions(iid, null),
  );
}

/** Whether somebody else than this account made an issue, so that another bot may have made what belongs to it. */
function isOfOthers(issue: Issue | undefined, bot: User | null): boolean {
  return issue !== undefined && (issue.author.id !== bot?.id || issue.author.former === true);
}

/** Issues of other bots where something is to be made that one of them may have made: all that is younger, whatever its labels. */
async function readAside(gitlab: GitLab, state: ProjectState, items: ProjectItems): Promise<readonly AsideIssue[]> {
  const issues = allIssues(state);
  const followed = state.series.flatMap((series) =>
    series.followUpCases.flatMap((one) => (one.kind === "wanted" ? [one.agenda.issue.iid] : [])),
  );
  const promoted = state.everySeries.flatMap((series) =>
    itemsToPromote(state, series, itemsOf(items, series)).flatMap((timeline) =>
      timeline.appearances.map((place) => place.agenda.iid),
    ),
  );
  const begun = [...followed, ...promoted].flatMap((iid) => {
    const issue = issues.get(iid);
    return issue !== undefined && isOfOthers(issue, state.bot) ? [issue.createdAt] : [];
  });
  const createdAfter = earliestOf(begun);
  if (createdAfter === null) return [];
  const own = new Set(state.snapshot.own.map((issue) => issue.iid));
  const others = (await gitlab.listIssues({ createdAfter })).filter((issue) => !own.has(issue.iid));
  return unnamedAmong(gitlab, others);
}

interface LabelFacts {
  readonly labelEvents: ReadonlyMap<IssueIid, readonly LabelEvent[]>;
  readonly labels: readonly string[] | null;
}

async function readLabels(
  gitlab: GitLab,
  state: ProjectState,
  items: ProjectItems,
  comments: Comments,
): Promise<LabelFacts> {
  const adds = state.everySeries.flatMap((series) => {
    const own = itemsOf(items, series);
    const { waits } = awaitingReplies(state, series, comments);
    return labelChanges(state, series, own, waits).filter((change) => change.add.length > 0);
  });
  const creates = state.series.some((series) => series.followUpCases.some((one) => one.kind === "wanted"));
  const [labelEvents, labels] = await Promise.all([
    readAll(
      adds.map((change) => change.issue.iid),
      (iid) => gitlab.listLabelEvents(iid),
    ),
    adds.length > 0 || creates ? gitlab.listLabels() : null,
  ]);
  return { labelEvents, labels: labels?.map((label) => label.name) ?? null };
}

async function readStateEvents(gitlab: GitLab, state: ProjectState): Promise<Map<IssueIid, readonly StateEvent[]>> {
  const wanted = state.series.flatMap((series) =>
    series.followUpCases.flatMap((one) =>
      one.kind === "wanted" && one.agenda.issue.state === "closed" ? [one.agenda.issue.iid] : [],
    ),
  );
  return readAll(wanted, (iid) => gitlab.listStateEvents(iid));
}

/**
 * Reads what the plan needs beyond the snapshot, and only where something is due: templates and assignees for what is to
 * be made, comments where somebody may have asked or is to be told, activity where copies of an item disagree.
 */
export async function observeDetails(gitlab: GitLab, state: ProjectState, shipped: ShippedTemplates): Promise<Details> {
  const issues = allIssues(state);
  const before = readItems(state);
  const all = state.everySeries;
  const reminded = all.flatMap((series) => reminderIssues(state, series, itemsOf(before, series)));
  const speaking = reminded.filter((iid) => (issues.get(iid)?.commentCount ?? 0) > 0);
  const spoken = all.flatMap((series) => spokenOn(state, series, issues));
  const [comments, linked, stateEvents] = await Promise.all([
    readAll([...spoken, ...speaking], (iid) => gitlab.listNotes(iid, "comments")),
    readLinked(gitlab, state, before),
    readStateEvents(gitlab, state),
  ]);
  // What the bot added to agendas that people wrote stands in its comments.
  const read = comments.size === 0 ? before : readItems(state, comments);
  const [relations, { templates, problems }, evidence, answered, approvals] = await Promise.all([
    readRelations(gitlab, state, comments),
    readTemplates(gitlab, state, comments, shipped),
    readEvidence(gitlab, state, read, linked),
    readAnswered(gitlab, state, comments),
    readApprovals(gitlab, state, comments),
  ]);
  const items = withEvidence(read, evidence);
  const wanted = assigneesWanted(state, items);
  const made = dueSeries(state).flatMap(({ meeting }) => templates.get(meeting.template) ?? []);
  const [users, labelFacts, aside, objectives] = await Promise.all([
    templates.size === 0 && wanted.length === 0
      ? new Map<string, User>()
      : readUsers(gitlab, state, templates.values(), wanted),
    readLabels(gitlab, state, items, comments),
    readAside(gitlab, state, items),
    readObjectives(gitlab, state.snapshot.configuration, made),
  ]);
  return {
    templates,
    users,
    relations,
    comments,
    stateEvents,
    answered,
    approvals,
    evidence,
    items,
    problems,
    aside,
    objectives,
    ...labelFacts,
  };
}
