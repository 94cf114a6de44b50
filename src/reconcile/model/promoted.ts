import { parseIssueMarker } from "../../domain/marker/issue-marker.ts";
import type { Issue } from "../../gitlab/port.ts";

/** Iids of all issues that the bot made for items, twins included. */
export function itemIssues(own: readonly Issue[]): ReadonlySet<number> {
  return new Set(own.filter(({ description }) => parseIssueMarker(description)?.kind === "item").map(({ iid }) => iid));
}

/** Issues that items were given, by item id (handbook B20). */
export function promotedIssues(own: readonly Issue[]): ReadonlyMap<string, Issue> {
  const oldestFirst = [...own].sort((a, b) => b.iid - a.iid);
  return new Map(
    oldestFirst.flatMap((issue) => {
      const marker = parseIssueMarker(issue.description);
      return marker?.kind === "item" ? marker.carried.map((id): [string, Issue] => [id, issue]) : [];
    }),
  );
}
