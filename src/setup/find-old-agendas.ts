import type { HistoryRules, ProjectConfiguration } from "../config/resolve/types.ts";
import { dayInTitle } from "../domain/due-date/day-in-title.ts";
import type { IssueIid } from "../domain/ids.ts";
import type { ParseMarkdown } from "../domain/markdown/known-documents.ts";
import { parseIssueMarker } from "../domain/marker/issue-marker.ts";
import { normaliseText } from "../domain/text/similarity.ts";
import { matchesTitle } from "../domain/text/title-pattern.ts";
import type { PlainDate } from "../domain/time/types.ts";
import type { Issue } from "../gitlab/port.ts";
import { dayOfOldIssue } from "../reconcile/model/recognise/old-day.ts";
import { titlePatterns } from "./title-shapes.ts";

/** What an issue was taken for an agenda by: the first of these that it has. */
export type FoundBy = "label" | "list" | "title" | "headings";

/** An issue that is taken for an agenda from before the bot. */
export interface OldAgenda {
  readonly issue: Issue;
  readonly date: PlainDate;
  readonly by: FoundBy;
}

/** Where agendas from before the bot are looked for, and by what. */
export interface OldAgendaSearch {
  readonly configuration: ProjectConfiguration;
  /** Every issue of the project. */
  readonly issues: readonly Issue[];
  readonly before: PlainDate;
  /** Titles that people name, with `*`. */
  readonly titles: readonly string[];
  readonly listed: readonly IssueIid[];
  readonly series: string | null;
  /** Texts of the templates of agendas. */
  readonly templates: readonly string[];
  readonly parse: ParseMarkdown;
}

/** As many as the configuration takes (`src/config/check/check-history.ts`). */
const MOST_TITLES = 20;
/** Of the headings of an issue so many stand in a template, and one of three at least. */
const LEAST_HEADINGS = 2;

function headingsOf(text: string, parse: ParseMarkdown): readonly string[] {
  return parse(text).sections.flatMap(({ heading }) => {
    const words = heading === null ? "" : normaliseText(heading.text);
    return words === "" || words.includes("{{") ? [] : [words];
  });
}

/** Whether an issue has the headings of a template. */
function headingTest({ templates, parse }: OldAgendaSearch): (issue: Issue) => boolean {
  const known = new Set(templates.flatMap((text) => headingsOf(text, parse)));
  return ({ description }) => {
    const own = [...new Set(headingsOf(description, parse))];
    const shared = own.filter((heading) => known.has(heading)).length;
    return shared >= LEAST_HEADINGS && shared * 3 >= own.length;
  };
}

/** What can be an agenda of people's: the bot marked it not, and it is no follow-up. */
function mayBeOld(search: OldAgendaSearch, issue: Issue): boolean {
  const { configuration, before } = search;
  if (parseIssueMarker(issue.description) !== null || issue.labels.includes(configuration.followUpLabel)) return false;
  return dayOfOldIssue(issue, configuration) < before;
}

/**
 * Finds agendas that people wrote before the bot: by the label, a list, titles that are named or that several share, and
 * the headings of a template; with the rules that name them all. Pure.
 */
export function findOldAgendas(search: OldAgendaSearch): {
  readonly agendas: readonly OldAgenda[];
  readonly history: HistoryRules;
} {
  const { configuration, before, listed, series } = search;
  const hasHeadings = headingTest(search);
  const order = configuration.meetings[0]?.carry.dayOrder ?? "unknown";
  const candidates = search.issues.filter((issue) => mayBeOld(search, issue));
  const isLabelled = ({ labels }: Issue): boolean => labels.includes(configuration.agendaLabel);
  const isListed = ({ iid }: Issue): boolean => listed.includes(iid);
  const named = (patterns: readonly string[], { title }: Issue): boolean =>
    patterns.some((pattern) => matchesTitle(pattern, title));
  const open = candidates.filter((one) => !isLabelled(one) && !isListed(one) && !named(search.titles, one));
  const isSign = (issue: Issue): boolean => dayInTitle(issue.title, order) !== null || hasHeadings(issue);
  const guessed = titlePatterns(open, isSign, Math.max(0, MOST_TITLES - search.titles.length));
  const titles = [...search.titles, ...guessed];
  const by = (issue: Issue): FoundBy | null => {
    if (isLabelled(issue)) return "label";
    if (isListed(issue)) return "list";
    if (named(titles, issue)) return "title";
    return hasHeadings(issue) ? "headings" : null;
  };
  const agendas = candidates.flatMap((issue): readonly OldAgenda[] => {
    const found = by(issue);
    return found === null ? [] : [{ issue, date: dayOfOldIssue(issue, configuration), by: found }];
  });
  const issues = agendas.flatMap(({ issue, by: found }) =>
    (found === "list" || found === "headings") && !named(titles, issue) ? [issue.iid] : [],
  );
  const sorted = agendas.toSorted((a, b) => a.date.localeCompare(b.date) || a.issue.iid - b.issue.iid);
  return { agendas: sorted, history: { before, titles, issues: issues.sort((a, b) => a - b), series } };
}
