import type { ProjectConfiguration } from "../../config/resolve/types.ts";
import type { IssueIid } from "../../domain/ids.ts";
import { parseIssueMarker } from "../../domain/marker/issue-marker.ts";
import { OLD_ITEMS_PATH } from "../../domain/old-items/list.ts";
import { wordsOfPattern } from "../../domain/text/title-pattern.ts";
import { addDays } from "../../domain/time/dates.ts";
import type { GitLab, Issue } from "../../gitlab/port.ts";
import { isNamedByHistory } from "../model/recognise/old-day.ts";

interface OldIssues {
  /** Issues that `history` names by title or number, whatever their labels. */
  readonly named: readonly Issue[];
  /** The list of their open items, or null. */
  readonly oldItems: string | null;
}

/**
 * Reads what `history` of the configuration names: a search for the titles of each form, one request for all numbers, and
 * the list of open items. Nothing is asked for where the file has no such key.
 */
export async function readOldIssues(gitlab: GitLab, configuration: ProjectConfiguration): Promise<OldIssues> {
  const { history } = configuration;
  if (history === null) return { named: [], oldItems: null };
  // A day more covers every zone; an agenda that was made later was written for no call before that day.
  const createdBefore = `${addDays(history.before, 1)}T00:00:00Z`;
  const words = [...new Set(history.titles.map(wordsOfPattern))];
  // Where a title has no word to search for all issues are looked through: they hold those of the other titles too.
  const searches = words.includes("") ? [{ createdBefore }] : words.map((titled) => ({ titled, createdBefore }));
  const numbered = history.issues.length === 0 ? [] : [{ iids: history.issues }];
  const [oldItems, ...lists] = await Promise.all([
    gitlab.readFile(OLD_ITEMS_PATH),
    ...[...searches, ...numbered].map((filter) => gitlab.listIssues(filter)),
  ]);
  const found = new Map<IssueIid, Issue>(lists.flat().map((issue) => [issue.iid, issue]));
  const named = [...found.values()].filter(
    (issue) => isNamedByHistory(issue, configuration) && parseIssueMarker(issue.description) === null,
  );
  return { named, oldItems };
}
