import type { IssueIid } from "../../domain/ids.ts";

const MOST_NAMED = 5;

/** Some issues in a sentence: `#1, #2, #3, #4, #5 and 57 more`. */
export function namedIssues(iids: readonly IssueIid[]): string {
  const more = iids.length - MOST_NAMED;
  const named = iids.slice(0, MOST_NAMED).map((iid) => `#${iid}`);
  return more > 0 ? `${named.join(", ")} and ${more} more` : named.join(", ");
}
