import type { Effect } from "../acts/effects.ts";
import { type IssueParams, mergeParams } from "../acts/issue-params.ts";
import { extractQuickActions, type QuickAction } from "../text/quick-action-lines.ts";
import { dateCommands } from "./date-commands.ts";
import { labelCommands } from "./label-commands.ts";
import { knownNames } from "./names.ts";
import { peopleCommands } from "./people-commands.ts";
import { relationCommands } from "./relation-commands.ts";
import type { Commands, Scene } from "./scene.ts";
import { stateCommands } from "./state-commands.ts";

export interface QuickActionOutcome {
  readonly text: string;
  readonly params: IssueParams;
  readonly effects: readonly Effect[];
  readonly summary: readonly string[];
  /** Whether at least one command did something. */
  readonly applied: boolean;
}

const commands: Commands = {
  ...stateCommands,
  ...dateCommands,
  ...labelCommands,
  ...peopleCommands,
  ...relationCommands,
};

/** Interprets the description among `given`, as the caller; what the old text would have done is not done again. */
export function runQuickActions(
  scene: Scene,
  given: IssueParams,
  before: string,
): { readonly params: IssueParams; readonly effects: readonly Effect[] } {
  if (given.description === undefined || given.description === null) return { params: given, effects: [] };
  const outcome = interpret(scene, given.description, before, given);
  return { params: { ...mergeParams(given, outcome.params), description: outcome.text }, effects: outcome.effects };
}

/** Interprets the body of a note. */
export function runNoteActions(scene: Scene, body: string, before = ""): QuickActionOutcome {
  return interpret(scene, body, before, {});
}

/** `commands_changes` of a note's answer. */
export function noteCommands(outcome: QuickActionOutcome): Readonly<Record<string, unknown>> {
  const { params } = outcome;
  return {
    ...(params.stateEvent === undefined ? {} : { state_event: params.stateEvent }),
    ...(params.title === undefined ? {} : { title: params.title }),
    ...(params.dueDate === undefined ? {} : { due_date: params.dueDate }),
    ...(params.confidential === undefined ? {} : { confidential: params.confidential }),
    ...(params.addLabels === undefined ? {} : { add_labels: params.addLabels }),
    ...(params.removeLabels === undefined ? {} : { remove_labels: params.removeLabels }),
    ...(params.assignees === undefined ? {} : { assignee_ids: params.assignees.map((user) => user.id) }),
    ...Object.fromEntries(outcome.effects.map((effect) => [effect.kind, true])),
  };
}

function interpret(scene: Scene, text: string, before: string, given: IssueParams): QuickActionOutcome {
  const extracted = extractQuickActions(text, knownNames, substitute);
  const old = extractQuickActions(before, knownNames).actions.map(signature);
  let params: IssueParams = {};
  const effects: Effect[] = [];
  const summary: string[] = [];
  let applied = false;
  for (const action of extracted.actions) {
    if (old.includes(signature(action))) continue;
    if (substitute(action) !== null) {
      applied = true;
      continue;
    }
    const command = commands[action.name];
    const result = command === undefined ? null : command(action.argument, scene, { ...given, ...params });
    if (result === null) {
      summary.push(`Could not apply ${action.name} command.`);
      continue;
    }
    applied = true;
    params = mergeParams(params, result.params ?? {});
    effects.push(...(result.effects ?? []));
    summary.push(result.message);
  }
  return { text: extracted.text, params, effects, summary, applied };
}

const signature = (action: QuickAction): string => `${action.name} ${action.argument}`;

/** Commands that put something in their place instead of vanishing. */
function substitute(action: QuickAction): string | null {
  const ending = { shrug: "¯\\＿(ツ)＿/¯", tableflip: "(╯°□°)╯︵ ┻━┻" }[action.name];
  return ending === undefined ? null : `${action.argument} ${ending}`.trim();
}
