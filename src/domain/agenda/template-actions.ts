import type { TemplateAction } from "../text-safety/index.ts";

/** What the quick actions of a template ask of the issue, as parameters. */
export interface AskedByTemplate {
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly milestone: string | null;
  readonly confidential: boolean;
  readonly warnings: readonly string[];
}

/**
 * Sums up a template's quick actions. The due date is the day of the call, whatever the template says: people would
 * move the call without knowing.
 */
export function settle(actions: readonly TemplateAction[]): AskedByTemplate {
  const labels: string[] = [];
  const assignees: string[] = [];
  const warnings: string[] = [];
  let milestone: string | null = null;
  let confidential = false;
  for (const action of actions) {
    switch (action.kind) {
      case "label":
        for (const name of action.names) labels.push(name);
        break;
      case "assign":
        for (const username of action.usernames) assignees.push(username);
        break;
      case "milestone":
        milestone = action.title;
        break;
      case "confidential":
        confidential = true;
        break;
      case "due":
        warnings.push(
          `/due ${action.text} of the template is not used: the due date of an agenda is the day of its call`,
        );
        break;
    }
  }
  return { labels, assignees, milestone, confidential, warnings };
}
