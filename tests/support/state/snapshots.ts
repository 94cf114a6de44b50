import { parseProjectConfiguration } from "../../../src/config/parse-project-configuration.ts";
import { atAnyTime } from "../../../src/config/resolve/at-any-time.ts";
import { asIssueIid, asProjectId } from "../../../src/domain/ids.ts";
import { renderIssueMarker } from "../../../src/domain/marker/issue-marker.ts";
import type { Issue, User } from "../../../src/gitlab/port.ts";
import type { Snapshot } from "../../../src/reconcile/model/types.ts";
import { CONFIGURATION } from "../stage.ts";

export const BOT: User = { id: 9, username: "cadence-bot", name: "Cadence" };
const JANE: User = { id: 1, username: "jane", name: "Jane Doe" };

/** An issue as the client gives it; open, unlabelled and written by jane unless told. */
export function anIssue(iid: number, more: Partial<Issue> = {}): Issue {
  return {
    iid: asIssueIid(iid),
    projectId: asProjectId(1),
    title: `Issue ${iid}`,
    description: "",
    state: "opened",
    labels: [],
    author: JANE,
    assignees: [],
    dueDate: null,
    confidential: false,
    createdAt: "2026-01-01T00:00:00Z",
    updatedAt: "2026-01-01T00:00:00Z",
    closedAt: null,
    closedById: null,
    webUrl: `https://gitlab.example.com/acme/-/issues/${iid}`,
    reference: `acme/collaboration#${iid}`,
    commentCount: 0,
    ...more,
  };
}

/** An agenda that the bot made for an occurrence, with its label, due date and marker. */
export function anAgenda(
  iid: number,
  occurrence: string,
  more: Partial<Issue> = {},
  body = "",
  series = "cadence-call",
): Issue {
  const marker = renderIssueMarker({ kind: "agenda", series, occurrence, date: occurrence, carried: [] });
  const description = `${marker}\n\n${body}`;
  return anIssue(iid, { description, labels: ["meeting-agenda"], dueDate: occurrence, author: BOT, ...more });
}

/** A hand-written agenda of that day. */
export function aHandWrittenAgenda(iid: number, dueDate: string | null, more: Partial<Issue> = {}): Issue {
  return anIssue(iid, { labels: ["meeting-agenda"], dueDate, ...more });
}

/**
 * What was observed at an instant; issues are the bot's own or labelled by their author and labels, as GitLab tells. People
 * are mailed at any time, as with `run --now`, unless the test is about kind hours.
 */
export function aSnapshot(
  at: string,
  issues: readonly Issue[],
  configuration: string = CONFIGURATION,
  kindHours = false,
): Snapshot {
  const read = parseProjectConfiguration(configuration, ".gitlab/cadence.yml");
  return {
    at,
    configuration: kindHours ? read : atAnyTime(read),
    calendar: () => null,
    own: issues.filter((issue) => issue.author.id === BOT.id),
    labelled: issues.filter((issue) => issue.labels.includes("meeting-agenda")),
  };
}
