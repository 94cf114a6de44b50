import type { RequestCounts } from "../../gitlab/port.ts";
import type { Applied } from "../../reconcile/apply.ts";
import { type Paint, printable } from "../terminal.ts";

function subject(one: Applied): string {
  switch (one.action.kind) {
    case "create-agenda":
      return one.iid === null
        ? `agenda of ${one.action.occurrence.date}`
        : `#${one.iid} agenda of ${one.action.occurrence.date}`;
    case "relate":
      return `#${one.action.iid} related to #${one.action.to}`;
    case "close-twin":
      return `#${one.action.iid} closed, #${one.action.stays} stays`;
    case "set-due-date":
      return `#${one.action.iid} due ${one.action.dueDate}`;
  }
}

/** One line about what became of an action. */
export function runResultLine(one: Applied, paint: Paint): string {
  const words = { done: paint.green("done"), "already-done": paint.dim("was there"), failed: paint.red("failed") };
  const link = one.webUrl === null ? "" : `  ${paint.dim(printable(one.webUrl))}`;
  return `  ${words[one.outcome]}  ${printable(subject(one))}${link}`;
}

/** The closing line of a run. */
export function runSummary(applied: readonly Applied[], requests: RequestCounts): string {
  const failed = applied.filter((one) => one.outcome === "failed").length;
  const done = applied.length - failed;
  const cost = `${requests.reads} requests read, ${requests.writes} written`;
  if (applied.length === 0) return `Nothing to do. ${cost}.`;
  return failed === 0 ? `${done} done, ${cost}.` : `${done} done, ${failed} failed, ${cost}.`;
}
