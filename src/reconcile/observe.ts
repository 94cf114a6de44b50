import type { ProjectConfiguration } from "../config/types.ts";
import type { AgendaTemplate } from "../domain/agenda/types.ts";
import { ConfigError } from "../domain/errors.ts";
import type { HolidayCalendar, Instant } from "../domain/schedule/types.ts";
import type { GitLab, User } from "../gitlab/port.ts";
import { upcomingAgendas } from "./relations.ts";
import { SHIPPED } from "./template-source.ts";
import type { Details, ProjectState, SeriesState, Snapshot } from "./types.ts";

/** Reads a shipped template by name, null where there is none. */
export type ShippedTemplates = (name: string) => Promise<string | null>;

/** Where an observation gets what is not in the issues. */
export interface ObserveDependencies {
  readonly gitlab: GitLab;
  /** Reads and checks the configuration of the project. */
  readonly readConfiguration: (gitlab: GitLab) => Promise<ProjectConfiguration>;
  readonly holidays: (countries: readonly string[]) => Promise<HolidayCalendar>;
  readonly now: () => Instant;
}

/** Reads what is in GitLab: the configuration and two lists of issues, each complete or an error (law 2). */
export async function observe({ gitlab, readConfiguration, holidays, now }: ObserveDependencies): Promise<Snapshot> {
  const at = now();
  // The bot's own issues need no configuration to be asked for: one round trip less.
  const [configuration, own] = await Promise.all([readConfiguration(gitlab), gitlab.listIssues({ createdByMe: true })]);
  const [calendar, labelled] = await Promise.all([
    holidays(configuration.countries),
    gitlab.listIssues({ labels: [configuration.agendaLabel] }),
  ]);
  return { at, configuration, calendar, own, labelled };
}

/** The template of a series: the project's or the one it inherits, the template project's, the shipped one; else null. */
async function readTemplate(
  gitlab: GitLab,
  name: string,
  templateProject: string | null,
  shipped: ShippedTemplates,
): Promise<AgendaTemplate | null> {
  const own = await gitlab.getIssueTemplate(name);
  if (own !== null) return { name, text: own, source: "the project" };
  if (templateProject !== null) {
    const shared = await gitlab.readFileOf(templateProject, `.gitlab/issue_templates/${name}.md`);
    if (shared !== null) return { name, text: shared, source: templateProject };
  }
  const text = await shipped(name);
  return text === null ? null : { name, text, source: SHIPPED };
}

/** The template of a series. Throws a `ConfigError` for one that exists nowhere. */
export async function readTemplateFor(
  gitlab: GitLab,
  state: ProjectState,
  series: SeriesState,
  shipped: ShippedTemplates,
): Promise<AgendaTemplate> {
  const { template: name, id } = series.meeting;
  const template = await readTemplate(gitlab, name, state.snapshot.configuration.templateProject, shipped);
  if (template === null) throw missingTemplate(name, id);
  return template;
}

function dueSeries(state: ProjectState): readonly SeriesState[] {
  return state.series.filter((series) => series.decisions.decisions.some((one) => one.decision === "due"));
}

function usersSeen(state: ProjectState): Map<string, User> {
  const issues = [...state.snapshot.labelled, ...state.snapshot.own];
  return new Map(
    issues.flatMap((issue) => [issue.author, ...issue.assignees]).map((user) => [user.username.toLowerCase(), user]),
  );
}

/** Who can be assigned; people who wrote an agenda or are assigned to one cost no request. */
async function readUsers(
  gitlab: GitLab,
  state: ProjectState,
  templates: Iterable<AgendaTemplate>,
): Promise<Map<string, User>> {
  const seen = usersSeen(state);
  const wanted = dueSeries(state)
    .flatMap((series) => series.meeting.assignees)
    .map((name) => name.replace(/^@/, "").toLowerCase());
  const assigns = [...templates].some((template) => /^\/assign\b/im.test(template.text));
  if (!assigns && wanted.every((name) => seen.has(name))) return seen;
  const members = await gitlab.listMembers();
  return new Map(members.filter((one) => one.state === "active").map((one) => [one.username.toLowerCase(), one]));
}

/**
 * Reads what the plan needs beyond the snapshot: templates and assignees when an agenda is due, relations of agendas
 * whose call has not begun. Throws a `ConfigError` for a template that exists nowhere.
 */
export async function observeDetails(gitlab: GitLab, state: ProjectState, shipped: ShippedTemplates): Promise<Details> {
  const templates = new Map<string, AgendaTemplate>();
  for (const series of dueSeries(state)) {
    const { template: name } = series.meeting;
    if (!templates.has(name)) templates.set(name, await readTemplateFor(gitlab, state, series, shipped));
  }
  const users = templates.size === 0 ? new Map<string, User>() : await readUsers(gitlab, state, templates.values());
  const relations = new Map<number, readonly number[]>();
  for (const series of state.series) {
    for (const { issue } of upcomingAgendas(series)) {
      const related = await gitlab.listRelatedIssues(issue.iid);
      relations.set(
        issue.iid,
        related.filter((one) => one.projectId === issue.projectId).map((one) => one.iid),
      );
    }
  }
  return { templates, users, relations };
}

function missingTemplate(name: string, series: string): Error {
  return new ConfigError(`no template "${name}"`, [
    {
      file: `.gitlab/issue_templates/${name}.md`,
      line: null,
      column: null,
      key: `meetings.${series}.template`,
      found: name,
      problem: "there is no such issue template in the project, in the template project or among the shipped ones",
      allowed: ["a file in .gitlab/issue_templates on the default branch", "Meeting Agenda"],
      nearest: null,
    },
  ]);
}
