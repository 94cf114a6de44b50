import type { Mail } from "../../../src/sandbox/index.ts";
import { isUnnamed } from "./accounts.ts";
import { checkCreated, subjectOf } from "./agenda-laws.ts";
import { strangeChange } from "./bytes.ts";
import { type Customer, complain, dayOf, HAND_OVER, look, nowOf, seriesOf } from "./customer.ts";
import { callsOf } from "./file.ts";
import { isBot, type Seen } from "./model.ts";
import { checkUntouched, noteSplit } from "./unnamed-laws.ts";

const CUSTOMERS = ["bob", "carol"];

/** How things stood before a run. */
export interface Before {
  readonly seen: readonly Seen[];
  readonly notifications: number;
}

export function before(customer: Customer): Before {
  return { seen: look(customer), notifications: customer.sandbox.notifications.length };
}

function more(list: readonly string[]): readonly string[] {
  return [...new Set(list.filter((one, index) => list.indexOf(one) !== index))];
}

/** Never twice (law 1). */
function checkTwins(customer: Customer, seen: readonly Seen[]): void {
  const standing = seen.filter((one) => !one.ended);
  for (const subject of more(standing.flatMap((one) => subjectOf(customer, one) ?? [])))
    complain(customer, "never twice", `two: ${subject}`);
  const promoted = standing.flatMap((one) => {
    const ids = /^\s*<!-- cadence:v1 item [^>]*carried=([^\s>]+)/.exec(one.issue.description)?.[1];
    return one.kind === "item" && ids !== undefined ? [ids] : [];
  });
  for (const id of more(promoted)) complain(customer, "never twice", `two issues for item ${id}`);
  for (const { copies, issue, kind, byBot } of standing) {
    if (!byBot || kind === "item") continue;
    for (const id of more(copies.flatMap((copy) => copy.id ?? []))) {
      complain(customer, "never twice", `item ${id} stands twice in #${issue.iid}`);
    }
    const keys = more(copies.map((copy) => copy.key));
    for (const key of keys) complain(customer, "never twice", `${key} stands twice in #${issue.iid}`, key);
    const said = issue.notes.flatMap(
      (note) => /<!-- cadence:v1 note ((?:participants|gaps).*?)-->/.exec(note.body)?.[1] ?? [],
    );
    for (const what of more(said)) complain(customer, "never twice", `${what} said twice on #${issue.iid}`);
  }
}

/** People own the text (law 3). */
function checkBytes(customer: Customer, old: readonly Seen[], seen: readonly Seen[]): void {
  for (const { issue, kind } of seen) {
    const was = old.find((one) => one.issue.iid === issue.iid);
    if (was === undefined || was.issue.description === issue.description) continue;
    if (kind === "follow-up" && !customer.edited.has(issue.iid)) continue;
    const wrong = strangeChange(was.issue.description, issue.description, (line) => {
      const ticket = Number(/#(\d+)/.exec(line)?.[1] ?? 0);
      const known = [...customer.items.keys()].some((key) => line.includes(key)) || customer.tickets.has(ticket);
      if (!known) complain(customer, "people's bytes", `a box of no item changed in #${issue.iid}: ${line}`);
    });
    if (wrong !== null) complain(customer, "people's bytes", `#${issue.iid}: ${wrong}`);
  }
}

/** An agenda is made for the day that the file has for its call, and assigned to who leads on that day. */
function checkMade(customer: Customer, one: Seen): void {
  const { issue, occurrence, madeFor } = one;
  const series = seriesOf(customer, one);
  const call = series === null ? undefined : callsOf(customer.file, series).find(({ id }) => id === occurrence);
  if (call?.isHeld !== true || call.date !== madeFor)
    complain(customer, "calendar", `#${issue.iid} of ${one.series}/${occurrence} was made for ${madeFor}`);
  const csm = (madeFor ?? "") <= HAND_OVER ? "jane" : "ann";
  if (issue.assignees.join() !== csm)
    complain(customer, "csm", `#${issue.iid} is assigned to ${issue.assignees.join()}`);
}

/** No resolved or removed item in an agenda that was just made. */
function checkNew(customer: Customer, old: readonly Seen[], seen: readonly Seen[]): void {
  for (const one of seen) {
    const { issue, kind, copies, byBot } = one;
    if (kind !== "agenda" || old.some((each) => each.issue.iid === issue.iid)) continue;
    if (byBot) checkMade(customer, one);
    for (const copy of copies) {
      const expected = customer.items.get(copy.key)?.expected;
      if (!copy.resolved && (expected === "resolved" || expected === "removed")) {
        complain(
          customer,
          "comes back",
          `${copy.key} is ${expected} and stands open in the new #${issue.iid}`,
          copy.key,
        );
      }
    }
  }
}

/** Nothing crosses an audience (law 5). */
function checkAudience(customer: Customer, seen: readonly Seen[]): void {
  const secrets = [
    ...customer.secrets,
    ...[...customer.items.values()].filter((item) => item.secret).map((item) => item.key),
  ];
  for (const { issue } of seen) {
    const words = new Set(issue.description.match(/[a-z]{8,}/g));
    const heard = [...customer.spoken, ...customer.internal].find((word) => words.has(word));
    if (heard !== undefined) complain(customer, "audience", `${heard} of a comment stands in #${issue.iid}`);
    const secret = issue.confidential ? undefined : secrets.find((word) => words.has(word));
    if (secret !== undefined) complain(customer, "audience", `${secret} is confidential and stands in #${issue.iid}`);
    for (const note of issue.notes) {
      if (!isBot(note.author) || note.system) continue;
      const leak = customer.internal.find((word) => note.body.includes(word));
      if (leak !== undefined) complain(customer, "audience", `${leak} of an internal note is said on #${issue.iid}`);
      const open = issue.confidential ? undefined : secrets.find((word) => note.body.includes(word));
      if (open !== undefined) complain(customer, "audience", `${open} is confidential and is said on #${issue.iid}`);
    }
  }
}

function mayMention(one: Mail, old: readonly Seen[], seen: readonly Seen[]): boolean {
  const where = seen.find((each) => each.issue.iid === one.iid);
  if (where === undefined) return false;
  const isNew = !old.some((each) => each.issue.iid === one.iid);
  if (one.noteId === undefined) return where.kind === "agenda" && isNew;
  const note = where.issue.notes.find((each) => each.id === one.noteId);
  return where.kind === "follow-up" && note?.body.includes("cadence:v1 note participants") === true;
}

/** Customers hear of agendas and follow-ups, once each. */
function checkNotifications(customer: Customer, since: Before, seen: readonly Seen[], alone: boolean): void {
  const fresh = customer.sandbox.notifications.slice(since.notifications);
  const told = new Set<string>();
  for (const one of fresh) {
    customer.figures.count(customer.figures.notifications, `${one.at.slice(0, 7)} ${one.user} ${one.cause}`);
    // Two runs at once may both have told somebody before they saw each other; people in between mention whom they like.
    if (!CUSTOMERS.includes(one.user) || !alone) continue;
    const key = `${one.user} ${one.cause} ${one.iid} ${one.noteId}`;
    if (one.cause === "assigned") complain(customer, "notifications", `${one.user} assigned to #${one.iid}`);
    if (one.cause === "mentioned" && (!mayMention(one, since.seen, seen) || told.has(key))) {
      complain(customer, "notifications", `${one.user} mentioned in #${one.iid}, note ${one.noteId ?? "none"}`);
    }
    told.add(key);
  }
}

/** What else went on during a run. */
export interface Company {
  /** It died, or another one ran: the next run ends twins. */
  readonly disturbed: boolean;
  /** Somebody did something meanwhile, which it may not have seen. */
  readonly crossed: boolean;
}

/** Laws that hold after every run. */
export function checkRun(customer: Customer, since: Before, { disturbed, crossed }: Company): void {
  const seen = look(customer);
  noteSplit(customer, since.seen, seen);
  if (!disturbed && !crossed) {
    checkTwins(customer, seen);
    checkCreated(customer, since.seen, seen);
  }
  checkBytes(customer, since.seen, seen);
  if (!crossed) checkUntouched(customer, since.seen, seen);
  if (!crossed) checkNew(customer, since.seen, seen);
  checkAudience(customer, seen);
  checkNotifications(customer, since, seen, !disturbed && !crossed);
  const moment = { today: dayOf(customer, nowOf(customer)), version: customer.file.version };
  const isKnown = !crossed && !disturbed && !isUnnamed(customer);
  const wrong = customer.labels.read(seen, customer.items, isKnown ? moment : null);
  for (const what of wrong) complain(customer, "labels", what);
}
