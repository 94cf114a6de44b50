import type { Paint } from "../../app/terminal.ts";
import type { HandbookProposal } from "../../domain/profile/proposals.ts";
import { plural } from "../../domain/text/plural.ts";
import { printable } from "../../domain/text/printable.ts";
import { HELD_BACK } from "../../reconcile/model/follow-up-flood.ts";
import type { Plan } from "../../reconcile/model/types.ts";

function countOf({ skipped }: Plan, rule: string): number {
  return skipped.filter(({ reason }) => reason.rule === rule).length;
}

/** How to have at once what waits for business hours; null where nothing does. */
function waitingHint(plan: Plan, paint: Paint, commandName: string): string | null {
  const waiting = countOf(plan, "kind-hours");
  if (waiting === 0) return null;
  return `${plural(waiting, "step")} ${waiting === 1 ? "waits" : "wait"} for business hours, since people are mailed. At once: ${paint.bold(`${commandName} run --now`)}`;
}

/** How to have follow-ups that are held back; null where none is. */
function heldBackHint(plan: Plan, paint: Paint, commandName: string): string | null {
  const held = countOf(plan, HELD_BACK);
  if (held === 0) return null;
  return `${plural(held, "follow-up")} ${held === 1 ? "is" : "are"} held back, since many would come together. To make the newest of them, as many as you say: ${paint.bold(`${commandName} run --catch-up ${held}`)}`;
}

/** What to type for what a plan leaves alone for now. */
export function planHints(plan: Plan, paint: Paint, commandName: string): readonly string[] {
  return [waitingHint(plan, paint, commandName), heldBackHint(plan, paint, commandName)].filter(
    (hint) => hint !== null,
  );
}

/** What people should decide about calls: for `plan` alone, since a customer may read the log of a run. */
export function proposedLines(proposals: readonly HandbookProposal[], paint: Paint): readonly string[] {
  return proposals.map(({ text, remedy }) => `Proposed: ${printable(text)}: ${paint.dim(printable(remedy))}`);
}
