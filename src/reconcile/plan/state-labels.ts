import { STATE_LABEL_KEYS, STATE_LABELS, type StateLabelKey } from "../../config/schema/handbook-defaults.ts";
import type { IssueIid } from "../../domain/ids.ts";
import { reason } from "../../domain/reason.ts";
import type { Instant } from "../../domain/time/types.ts";
import type { LabelEvent, User } from "../../gitlab/port.ts";
import { isToCome, outAt, waitsForHours } from "../model/kind-hours.ts";
import type { LabelChange } from "../model/label-changes.ts";
import type { Action, NonAction, ProjectState } from "../model/types.ts";

/**
 * True when a person took the label off and the bot set no label of the same family since: people's word stands until the state
 * changes (a bot overrides no label that a person set).
 */
function tookOff(name: string, family: ReadonlySet<string>, events: readonly LabelEvent[], bot: User | null): boolean {
  const last = events.findLastIndex((event) => event.label === name);
  const event = events[last];
  if (event === undefined || event.action !== "remove" || event.user === null || event.user.id === bot?.id)
    return false;
  const later = events.slice(last + 1);
  return !later.some((one) => one.label !== null && family.has(one.label) && one.user?.id === bot?.id);
}

/** Label changes as actions, without those that people have decided otherwise. */
export function labelActions(
  state: ProjectState,
  changes: readonly LabelChange[],
  events: ReadonlyMap<IssueIid, readonly LabelEvent[]>,
  bot: User | null,
): {
  readonly actions: readonly Action[];
  readonly skipped: readonly NonAction[];
  readonly wakeAt: readonly Instant[];
} {
  const { stateLabels } = state.snapshot.configuration;
  // Only a change among the labels of one state is a change of it.
  const family = (key: StateLabelKey): ReadonlySet<string> =>
    new Set(
      STATE_LABEL_KEYS.filter((one) => STATE_LABELS[one].of === STATE_LABELS[key].of).map(
        (one) => stateLabels[one].name,
      ),
    );
  const actions: Action[] = [];
  const skipped: NonAction[] = [];
  const wakeAt: Instant[] = [];
  for (const { series, issue, add, remove, since, reason: why } of changes) {
    const own = events.get(issue.iid) ?? [];
    const wanted = add.filter((key) => !tookOff(stateLabels[key].name, family(key), own, bot));
    const waits = new Map(
      wanted.flatMap((key) => {
        const begin = since[key];
        const out = begin === undefined ? null : outAt(state, begin);
        return out !== null && isToCome(state, out) ? [[key, out] as const] : [];
      }),
    );
    const kept = wanted.filter((key) => !waits.has(key));
    for (const [key, out] of waits) {
      const held = waitsForHours(state, `the label ${stateLabels[key].name} of #${issue.iid}`, out);
      skipped.push({ series, occurrence: null, iid: issue.iid, reason: held });
      wakeAt.push(out);
    }
    for (const key of add.filter((one) => !wanted.includes(one))) {
      const text = `${stateLabels[key].name} was taken off #${issue.iid} by a person and stays off until the state changes`;
      const left = reason("label-taken-off", text, { iid: issue.iid, label: stateLabels[key].name });
      skipped.push({ series, occurrence: null, iid: issue.iid, reason: left });
    }
    if (kept.length === 0 && remove.length === 0) continue;
    const toNames = (keys: readonly StateLabelKey[]): readonly string[] => keys.map((key) => stateLabels[key].name);
    actions.push({
      kind: "set-labels",
      series,
      iid: issue.iid,
      add: toNames(kept),
      remove: toNames(remove),
      reason: why,
    });
  }
  return { actions, skipped, wakeAt };
}

/** Labels that are to be put on and do not exist yet, in the exact case of the configuration. */
export function missingLabels(
  state: ProjectState,
  actions: readonly Action[],
  known: readonly string[] | null,
): readonly Action[] {
  if (known === null) return [];
  const wanted = new Set(
    actions.flatMap((action) => {
      if (action.kind === "set-labels") return action.add;
      return action.kind === "create-follow-up" ? action.followUp.labels : [];
    }),
  );
  return Object.values(state.snapshot.configuration.stateLabels)
    .filter((label) => wanted.has(label.name) && !known.includes(label.name))
    .map((label): Action => {
      const why = reason("label-missing", `the project has no label ${label.name} yet`, { label: label.name });
      return { kind: "create-label", series: "", label, reason: why };
    });
}
