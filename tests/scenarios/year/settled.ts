import type { Reconciled } from "../../../src/reconcile/reconcile.ts";
import { hasCall, isOf, isOfCall } from "./agenda-laws.ts";
import { type Customer, complain, look, toCome } from "./customer.ts";
import type { SeriesInFile } from "./file.ts";
import { homesOf } from "./homes.ts";
import type { Copy, ModelItem, Seen } from "./model.ts";

interface Place {
  readonly one: Seen;
  readonly copy: Copy;
}

function describe(places: readonly Place[]): string {
  return places.map(({ copy }) => `#${copy.iid} [${copy.box}]${copy.byWord ? " DONE" : ""}`).join(", ");
}

/** Copies agree, with each other and with the last act of a person. */
function checkAgreement(customer: Customer, item: ModelItem, all: readonly Place[]): void {
  // The word stays where somebody wrote it, whatever becomes of the item.
  const places = all.filter(({ copy }) => item.expected === "resolved" || !copy.byWord);
  const states = new Set(places.map(({ copy }) => copy.resolved));
  if (states.size > 1) complain(customer, "copies agree", `${item.key} (${item.expected}): ${describe(all)}`, item.key);
  else if (item.expected === "open" && states.has(true)) {
    complain(customer, "last word", `${item.key} is wanted open: ${describe(all)}`, item.key);
  } else if (item.expected === "resolved" && states.has(false)) {
    complain(customer, "last word", `${item.key} is wanted resolved: ${describe(all)}`, item.key);
  }
}

/** The next agenda of a series whose call the file holds. */
function nextOf(customer: Customer, series: SeriesInFile): Seen | undefined {
  return toCome(customer).find((one) => isOf(customer, one, series) && isOfCall(customer, one));
}

/** It stands in no agenda from a day on that is one of a call. */
function isMissing(
  customer: Customer,
  item: ModelItem,
  places: readonly Place[],
  next: Seen,
  seen: readonly Seen[],
): boolean {
  const day = next.issue.dueDate ?? "";
  const ahead = places.some(
    ({ one }) => one.kind === "agenda" && (one.issue.dueDate ?? "") >= day && hasCall(customer, one),
  );
  // Made a task in the next agenda: it stands below that, and GitLab shows it there.
  const task = seen.find((one) => one.issue.iid === item.task?.in);
  const below = task !== undefined && (task.issue.dueDate ?? "") >= day;
  const inConfidential = places.some(({ one }) => one.issue.confidential) && !next.issue.confidential;
  return !ahead && !below && !inConfidential;
}

/** An open item stands in the next agenda of its home or has a stated reason; before that is made it stands where it was. */
function checkPresence(
  customer: Customer,
  item: ModelItem,
  places: readonly Place[],
  reasons: readonly string[],
  seen: readonly Seen[],
): void {
  if (item.expected !== "open" || reasons.some((text) => text.includes(item.key))) return;
  const homes = homesOf(customer, item);
  const nexts = homes.flatMap((home) => nextOf(customer, home) ?? []);
  if (nexts.length < homes.length || nexts.some((next) => !isMissing(customer, item, places, next, seen))) return;
  const where = nexts.map(({ issue }) => `#${issue.iid}`).join(" or ") || "(no next agenda)";
  if (places.length > 0 && nexts.length === 0) return;
  complain(customer, "never lost", `${item.key} is not in ${where}: ${describe(places)}`, item.key);
}

function checkPromoted(customer: Customer, item: ModelItem, seen: readonly Seen[]): void {
  if (!item.asked || item.expected !== "open") return;
  const own = seen.filter(({ kind, issue }) => kind === "item" && issue.description.includes(item.key));
  if (own.length === 0) complain(customer, "promotion", `${item.key} has no issue of its own`, item.key);
}

/** Items that are all about an issue are resolved with it. */
function checkTickets(customer: Customer, seen: readonly Seen[]): void {
  for (const [iid, raisedIn] of customer.tickets) {
    const ticket = seen.find((one) => one.issue.iid === iid);
    const line = new RegExp(`\\[([ xX~])\\] (?:\\\\?@[a-z]+ )?#${iid}\\b`);
    const open = (one: Seen): boolean => line.exec(one.issue.description)?.[1] === " ";
    const inConfidential = seen.some((one) => one.issue.confidential && line.test(one.issue.description));
    const homes = homesOf(customer, { raisedIn });
    const nexts = homes.flatMap((home) => nextOf(customer, home) ?? []);
    // One of a confidential agenda never goes to one that is not.
    const isFine = nexts.some((next) => open(next) || (inConfidential && !next.issue.confidential));
    if (ticket?.issue.state === "opened" && nexts.length > 0 && nexts.length === homes.length && !isFine) {
      const where = nexts.map(({ issue }) => `#${issue.iid}`).join(" or ");
      complain(customer, "never lost", `the item about #${iid} is not open in ${where}`);
    }
    const left = ticket?.issue.state === "closed" ? seen.filter(open).map((one) => one.issue.iid) : [];
    if (left.length > 0)
      complain(customer, "copies agree", `#${iid} is closed; its item is open in #${left.join(", #")}`);
  }
}

/** Laws that hold once two undisturbed runs have looked. */
export function checkSettled(customer: Customer, result: Reconciled): void {
  const seen = look(customer).filter((one) => !one.ended);
  const reasons = [...result.plan.leftBehind.values()].flat().map((one) => one.text);
  const places = new Map<string, Place[]>();
  for (const one of seen) {
    for (const copy of one.copies) places.set(copy.key, [...(places.get(copy.key) ?? []), { one, copy }]);
  }
  for (const item of customer.items.values()) {
    const own = places.get(item.key) ?? [];
    if (item.expected === "removed") {
      const back = toCome(customer).find((one) => one.copies.some((copy) => copy.key === item.key && !copy.resolved));
      if (back !== undefined) complain(customer, "comes back", `${item.key} is in #${back.issue.iid}`, item.key);
      continue;
    }
    checkAgreement(customer, item, own);
    checkPresence(customer, item, own, reasons, seen);
    checkPromoted(customer, item, seen);
  }
  checkTickets(customer, seen);
}
