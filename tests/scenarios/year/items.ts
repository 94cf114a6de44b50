import { PROJECT } from "../../support/stage.ts";
import { type Customer, dayOf, HAND_OVER, look, nowOf, upcoming } from "./customer.ts";
import { type Copy, isBot, type ModelItem, type Seen } from "./model.ts";

/** An act answers what was done, or null where there was nothing to do it to. */
export type Act = (customer: Customer) => string | null;

export function csmOf(customer: Customer): string {
  return dayOf(customer, nowOf(customer)) <= HAND_OVER ? "jane" : "ann";
}

export function team(customer: Customer): string {
  return customer.chance.pick([csmOf(customer), "sam"]) ?? "sam";
}

export function anybody(customer: Customer): string {
  return customer.chance.pick([csmOf(customer), "sam", "bob", "carol"]) ?? "bob";
}

export function edit(customer: Customer, who: string, iid: number, change: (text: string) => string): void {
  customer.sandbox.as(who).editDescription(PROJECT, iid, change);
  customer.edited.add(iid);
}

/** Items where the shipped template asks for them, else at the end. */
export function withLines(text: string, lines: string): string {
  const at = text.search(/^\*\*Next call:\*\*/m);
  if (at < 0 || text.startsWith("<!-- cadence:v1 follow-up")) return `${text.trimEnd()}\n\n${lines}\n`;
  return `${text.slice(0, at)}${lines}\n\n${text.slice(at)}`;
}

function createItem(customer: Customer, where: Seen, expected: ModelItem["expected"]): readonly [ModelItem, string] {
  const { chance, items } = customer;
  const words = Array.from({ length: 5 }, () => chance.word());
  const item = {
    key: words[0] ?? "",
    raisedIn: where.issue.iid,
    secret: where.issue.confidential,
    expected,
    asked: false,
    task: null,
  };
  items.set(item.key, item);
  return [item, words.join(" ")];
}

function dressed(customer: Customer, text: string): string {
  const { chance } = customer;
  const day = dayOf(customer, nowOf(customer) + chance.between(-5, 30) * 86_400_000);
  const owner = chance.happens(0.6) ? `@${anybody(customer)} ` : "";
  const due = chance.happens(0.4) ? `, due ${day}` : "";
  return `${owner}${text}${due}`;
}

/** One to three new items, some with children, notes or a word that resolves them. */
export function newLines(customer: Customer, where: Seen): readonly [string, string] {
  const { chance } = customer;
  const lines: string[] = [];
  const keys: string[] = [];
  for (let count = chance.between(1, 2); count > 0; count -= 1) {
    const kind = chance.draw({ plain: 6, child: 2, note: 2, done: 1, word: 1 });
    const [item, text] = createItem(customer, where, kind === "done" || kind === "word" ? "resolved" : "open");
    keys.push(item.key);
    const word = kind === "word" ? chance.pick(["DONE: ", "WONT: ", "DONE - "]) : "";
    lines.push(`- [${kind === "done" ? "x" : " "}] ${word}${dressed(customer, text)}`);
    if (kind === "note") lines.push(`  ${chance.word()} ${chance.word()}`);
    if (kind === "child") {
      const [child, childText] = createItem(customer, where, "open");
      keys.push(`${child.key} below it`);
      lines.push(`  - [ ] ${dressed(customer, childText)}`);
    }
  }
  return [lines.join("\n"), keys.join(", ")];
}

/** The agenda people work with: that of the call that is on, else the next one, else the last one. */
export function agendaAtHand(customer: Customer): Seen | null {
  const seen = look(customer);
  const next = upcoming(customer);
  if (next !== null && customer.chance.happens(0.8)) return next;
  const open = seen.filter((one) => one.kind === "agenda" && !one.ended && one.issue.state === "opened");
  return open.at(-1) ?? next;
}

export function lastFollowUp(customer: Customer): Seen | null {
  return look(customer).findLast((one) => one.kind === "follow-up" && !one.ended) ?? null;
}

export interface Chosen {
  readonly item: ModelItem;
  readonly copy: Copy;
  readonly seen: Seen;
}

/** A copy of an item that people may touch; mostly in one of the last issues. */
export function chooseCopy(customer: Customer, fits: (chosen: Chosen) => boolean): Chosen | null {
  const seen = look(customer).filter((one) => !one.ended && (one.kind === "agenda" || one.kind === "follow-up"));
  const recent = customer.chance.happens(0.85) ? seen.slice(-4) : seen;
  const all = recent.flatMap((one) =>
    one.copies.flatMap((copy): readonly Chosen[] => {
      const item = customer.items.get(copy.key);
      return item === undefined || item.expected === "removed" || item.expected === "unsure"
        ? []
        : [{ item, copy, seen: one }];
    }),
  );
  return customer.chance.pick(all.filter(fits)) ?? null;
}

const BOX_NOTE = /^marked the checklist item/;
const EDIT_NOTE = /^changed the description/;
const SLACK = 180_000;

/** When the bot last wrote into the text of one of some issues, in milliseconds; 0 for never. */
function lastWrite(places: readonly Seen[]): number {
  const writes = places.flatMap(({ issue, byBot }) => [
    ...(byBot ? [issue.createdAt] : []),
    ...issue.notes.flatMap(({ author, body, createdAt, system }) =>
      system && isBot(author) && (BOX_NOTE.test(body) || EDIT_NOTE.test(body)) ? [createdAt] : [],
    ),
  ]);
  return Math.max(0, ...writes.map((at) => Date.parse(at)));
}

/** Iids of issues whose text people changed after the bot last wrote into one where the item stands. */
function touchedSince(places: readonly Seen[]): ReadonlySet<number> {
  const last = lastWrite(places) - SLACK;
  const touched = places.filter(({ issue }) =>
    issue.notes.some(
      ({ author, body, createdAt }) => !isBot(author) && EDIT_NOTE.test(body) && Date.parse(createdAt) > last,
    ),
  );
  return new Set(touched.map(({ issue }) => issue.iid));
}

function placesOf(customer: Customer, { item }: Chosen): readonly Seen[] {
  return look(customer).filter((one) => !one.ended && one.copies.some((copy) => copy.key === item.key));
}

/** Writes of one run are not further apart. */
const ONE_RUN = 600_000;

/**
 * Whether people ticked another copy and the bot did not write in two runs since: a `[~]` that was set meanwhile and is taken
 * back then leaves "changed the description" twice, as would words that somebody typed there while the tick was on its way. One
 * write may be of a run that died before it came to the box.
 */
export function isTickedUnseen(customer: Customer, chosen: Chosen): boolean {
  const places = placesOf(customer, chosen);
  const notes = places.flatMap(({ issue }) => issue.notes).filter(({ system }) => system);
  const isWrite = (body: string): boolean => BOX_NOTE.test(body) || EDIT_NOTE.test(body);
  const writes = notes.flatMap(({ author, body, createdAt }) =>
    isBot(author) && isWrite(body) ? [Date.parse(createdAt)] : [],
  );
  return notes.some(({ author, body, createdAt }) => {
    if (isBot(author) || !BOX_NOTE.test(body) || !body.includes(chosen.item.key)) return false;
    const since = writes.filter((at) => at > Date.parse(createdAt));
    return since.length === 0 || Math.max(...since) - Math.min(...since) <= ONE_RUN;
  });
}

/**
 * Whether GitLab's activity will tell what an edit of the text did to a box: the item stands in another issue as well,
 * one that nobody edited since the bot last wrote. Else a run could only guess.
 */
export function leavesTrace(customer: Customer, chosen: Chosen): boolean {
  const { seen } = chosen;
  const places = placesOf(customer, chosen);
  const touched = touchedSince(places);
  return places.length === 1 || places.some(({ issue }) => issue.iid !== seen.issue.iid && !touched.has(issue.iid));
}

/** Whether a word before its text resolves the item somewhere: no box undoes that. */
export function hasWord(customer: Customer, key: string): boolean {
  return look(customer).some(({ copies }) => copies.some((copy) => copy.key === key && (copy.byWord || copy.worded)));
}

/** Changes the line of a copy, or takes it out where null is given. */
export function editLine(customer: Customer, chosen: Chosen, change: (line: string) => string | null): void {
  edit(customer, anybody(customer), chosen.seen.issue.iid, (text) => {
    const lines = text.split("\n");
    const line = change(lines[chosen.copy.line] ?? "");
    return lines.flatMap((one, index) => (index !== chosen.copy.line ? [one] : line === null ? [] : [line])).join("\n");
  });
}

/** The words of an item on the line of a copy. */
export function wordsOf({ issue }: Seen, { line, key }: Copy): string | undefined {
  return new RegExp(`${key}(?: [a-z]+)+`).exec(issue.description.split("\n")[line] ?? "")?.[0];
}
