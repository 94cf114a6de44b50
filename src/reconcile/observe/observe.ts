import type { ProjectConfiguration } from "../../config/resolve/types.ts";
import { earlierTemplate, SHIPPED_TEMPLATES, templatePath } from "../../config/templates.ts";
import type { AgendaTemplate } from "../../domain/agenda/types.ts";
import { ConfigError } from "../../domain/errors.ts";
import { contentHash } from "../../domain/marker/content-hash.ts";
import { parseIssueMarker } from "../../domain/marker/issue-marker.ts";
import { findElsewhere } from "../../domain/template/quiet-template.ts";
import type { HolidayCalendar, Instant } from "../../domain/time/types.ts";
import type { GitLab, Issue } from "../../gitlab/port.ts";
import { ownProjectOf } from "../model/own-project.ts";
import { unnamedAmong, youngAmong } from "../model/recognise/aside.ts";
import { SHIPPED, sharedTemplate } from "../model/template-source.ts";
import type { ProjectState, SeriesState, Snapshot } from "../model/types.ts";
import { checkMeasure } from "./measure.ts";
import { readOldIssues } from "./old-issues.ts";

/** Reads a shipped template by name, null where there is none. */
export type ShippedTemplates = (name: string) => Promise<string | null>;

/** Where an observation gets what is not in the issues. */
export interface ObserveDependencies {
  readonly gitlab: GitLab;
  /** Reads and checks the configuration of the project. */
  readonly readConfiguration: (gitlab: GitLab) => Promise<ProjectConfiguration>;
  readonly holidays: (countries: readonly string[]) => Promise<HolidayCalendar>;
  readonly now: () => Instant;
  /** How many follow-ups that are held back are to be made, the newest ones; none by default. */
  readonly catchUp?: number | undefined;
}

/**
 * Reads what is in GitLab: the configuration and two lists of issues, each complete or an error (law 2).
 * @throws PermanentError where they hold more than can be looked at.
 */
export async function observe({
  gitlab,
  readConfiguration,
  holidays,
  now,
  catchUp,
}: ObserveDependencies): Promise<Snapshot> {
  const at = now();
  // The bot's own issues need no configuration to be asked for: one round trip less.
  const [configuration, mine] = await Promise.all([
    readConfiguration(gitlab),
    gitlab.listIssues({ createdByMe: true }),
  ]);
  const [calendar, wearing, { named, oldItems }] = await Promise.all([
    holidays(configuration.countries),
    gitlab.listIssues({ labels: [configuration.agendaLabel] }),
    readOldIssues(gitlab, configuration),
  ]);
  const known = new Set(wearing.map(({ iid }) => iid));
  const labelled = [...wearing, ...named.filter(({ iid }) => !known.has(iid))];
  checkMeasure([...mine, ...labelled]);
  return {
    at,
    configuration,
    calendar,
    ...(await sorted(gitlab, mine, labelled, { at, now })),
    instanceUrl: gitlab.url,
    catchUp,
    oldItems,
  };
}

/**
 * Whose an issue is, its author says, and never that one list has it and the other has not: they are read one after the other,
 * and another run may have made it in between.
 */
async function sorted(
  gitlab: GitLab,
  mine: readonly Issue[],
  labelled: readonly Issue[],
  { at, now }: { readonly at: Instant; readonly now: () => Instant },
): Promise<Pick<Snapshot, "own" | "labelled" | "aside">> {
  const isMarked = labelled.some(({ description }) => parseIssueMarker(description) !== null);
  const bot = mine[0]?.author ?? (isMarked ? await gitlab.getCurrentUser() : null);
  const isOwn = ({ author }: Issue): boolean => author.id === bot?.id;
  const own = new Map([...mine, ...labelled.filter(isOwn)].map((issue) => [issue.iid, issue]));
  const unnamed = await unnamedAmong(
    gitlab,
    labelled.filter((issue) => !isOwn(issue)),
  );
  const aside = [...unnamed, ...youngAmong([...labelled.filter((issue) => !isOwn(issue)), ...own.values()], at, now())];
  const left = new Set(aside.map(({ issue }) => issue.iid));
  const isRead = ({ iid }: Issue): boolean => !left.has(iid);
  return {
    own: [...own.values()].filter(isRead).sort((a, b) => a.iid - b.iid),
    labelled: labelled.filter(isRead),
    aside,
  };
}

/** The template of a series: the project's or the one it inherits, the template project's, the shipped one; else null. */
async function readTemplate(
  gitlab: GitLab,
  name: string,
  templateProject: string | null,
  shipped: ShippedTemplates,
): Promise<AgendaTemplate | null> {
  const own = await gitlab.getIssueTemplate(name);
  // A copy of what an earlier version shipped, which nobody changed, gets what was mended in it since.
  const copied = own === null ? null : earlierTemplate(contentHash(own));
  const mended = copied === null ? null : await shipped(copied);
  if (mended !== null) return { name, text: mended, source: SHIPPED };
  if (own !== null) return { name, text: own, source: "the project" };
  if (templateProject !== null) {
    const text = await gitlab.readFileOf(templateProject, templatePath(name));
    const shared = text === null ? null : sharedTemplate(text);
    if (shared !== null) return { name, text: shared, source: templateProject };
  }
  const text = await shipped(name);
  return text === null ? null : { name, text, source: SHIPPED };
}

/** A template that a series names. Throws a `ConfigError` for one that exists nowhere. */
export async function readTemplateFor(
  gitlab: GitLab,
  state: ProjectState,
  series: SeriesState,
  name: string,
  shipped: ShippedTemplates,
): Promise<AgendaTemplate> {
  const { id, followUp } = series.meeting;
  const template = await readTemplate(gitlab, name, state.snapshot.configuration.templateProject, shipped);
  const key = name === followUp.template && name !== series.meeting.template ? "follow_up.template" : "template";
  if (template === null) throw missingTemplate(name, `meetings.${id}.${key}`);
  // No issue tells the project's path yet, and only a template that may refer to something hangs on it.
  if (ownProjectOf(state) !== null || findElsewhere(template.text, null).length === 0) return template;
  const { path } = await gitlab.getProject();
  return { ...template, project: { url: `${gitlab.url}/${path}`, path } };
}

function missingTemplate(name: string, key: string): Error {
  return new ConfigError(`no template "${name}"`, [
    {
      file: templatePath(name),
      line: null,
      column: null,
      key,
      found: name,
      problem: "there is no such issue template in the project, in the template project or among the shipped ones",
      allowed: ["a file in .gitlab/issue_templates on the default branch", ...SHIPPED_TEMPLATES],
      nearest: null,
    },
  ]);
}
