import { AUDIT_FILE } from "../../app/options.ts";
import type { Paint } from "../../app/terminal.ts";
import { plural } from "../../domain/text/plural.ts";
import { printable } from "../../domain/text/printable.ts";
import type { RequestCounts } from "../../gitlab/port.ts";
import { doneWords } from "../../reconcile/actions/kinds.ts";
import type { Applied } from "../../reconcile/apply/apply-actions.ts";
import { shellWord } from "../command-name.ts";

/** One line about what became of an action. */
export function runResultLine(one: Applied, paint: Paint): string {
  const words = {
    done: paint.green("done"),
    "already-done": paint.dim("was there"),
    "put-off": paint.yellow("put off"),
    failed: paint.red("failed"),
  };
  const link = one.webUrl === null ? "" : `  ${paint.dim(printable(one.webUrl))}`;
  return `  ${words[one.outcome]}  ${printable(doneWords(one.action, one.iid))}${link}`;
}

/** The closing line of a run. */
export function runSummary(applied: readonly Applied[], requests: RequestCounts): string {
  const cost = `${requests.reads} requests read, ${requests.writes} written`;
  if (applied.length === 0) return `Nothing to do. ${cost}.`;
  const count = (outcome: Applied["outcome"]): number => applied.filter((one) => one.outcome === outcome).length;
  const [failed, putOff] = [count("failed"), count("put-off")];
  const parts = [`${applied.length - failed - putOff} done`];
  if (putOff > 0) parts.push(`${putOff} put off to the next run`);
  if (failed > 0) parts.push(`${failed} failed`);
  return `${parts.join(", ")}, ${cost}.`;
}

/** Where the writes of a run are noted, and how to take them back. */
export function trailLine(
  trail: { readonly run: string; readonly file: string; readonly writes: number },
  paint: Paint,
  commandName: string,
): string {
  const command = `${commandName} undo ${trail.run}${trail.file === AUDIT_FILE ? "" : ` --audit ${printable(shellWord(trail.file))}`}`;
  const noted = `${plural(trail.writes, "write")} noted in ${printable(trail.file)}`;
  return `Run ${trail.run}: ${noted}. Take back with: ${paint.bold(command)}`;
}
