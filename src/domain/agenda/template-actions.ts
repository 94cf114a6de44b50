import { findElsewhere } from "../template/quiet-template.ts";
import type { OwnProject, TakenActions, TemplateAction } from "../text-safety/index.ts";
import type { AgendaTemplate } from "./types.ts";

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
export function settleActions(actions: readonly TemplateAction[]): AskedByTemplate {
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

/** A quick action of a template with the variables in it filled in. */
export function fillAction(action: TemplateAction, fill: (text: string) => string): TemplateAction {
  switch (action.kind) {
    case "label":
      return { ...action, names: action.names.map(fill) };
    case "assign":
      return { ...action, usernames: action.usernames.map(fill) };
    case "due":
      return { ...action, text: fill(action.text) };
    case "milestone":
      return { ...action, title: fill(action.title) };
    case "confidential":
      return action;
  }
}

/** What of a template stays as text though it would do something, one sentence each. */
export function leftAsText(
  { name, text }: AgendaTemplate,
  { refused }: TakenActions,
  project: OwnProject | null,
  known?: readonly string[],
): readonly string[] {
  const why = "the bot notifies no group and not everybody, and refers to no other project";
  const elsewhere = findElsewhere(text, project, known).filter(({ line }) => refused.every((one) => one.line !== line));
  return [...refused, ...elsewhere.map((one) => ({ ...one, why }))]
    .sort((a, b) => a.line - b.line)
    .map((one) => `${name}.md, line ${one.line}: "${one.text}" was left as text: ${one.why}`);
}
