import { PROJECT } from "../../support/stage.ts";
import { type Customer, look, nowOf } from "./customer.ts";
import {
  type Act,
  anybody,
  type Chosen,
  chooseCopy,
  edit,
  hasWord,
  isTickedUnseen,
  newLines,
  withLines,
} from "./items.ts";
import { isBot, type Seen } from "./model.ts";

const SAVE_NOTE = /^(?:marked the checklist item|changed the description)/;
const SLACK = 180_000;
const REACHED = 90 * 60_000;

/** When the bot last wrote into the text of one of some issues, in milliseconds. */
function lastWrite(places: readonly Seen[]): number {
  const writes = places.flatMap(({ issue, byBot }) => [
    ...(byBot ? [issue.createdAt] : []),
    ...issue.notes.flatMap(({ author, body, createdAt, system }) =>
      system && isBot(author) && SAVE_NOTE.test(body) ? [createdAt] : [],
    ),
  ]);
  return Math.max(0, ...writes.map((at) => Date.parse(at)));
}

function placesOf(customer: Customer, key: string): readonly Seen[] {
  return look(customer).filter((one) => !one.ended && one.copies.some((copy) => copy.key === key));
}

/**
 * Whether a run can conclude what a save did to a box that it does not name: every other copy stands where nobody saved
 * anything since the bot last wrote, and that is so long ago that no copy can be waiting for it.
 */
function canBeConcluded(customer: Customer, { item, seen }: Chosen): boolean {
  const places = placesOf(customer, item.key);
  const last = lastWrite(places);
  const others = places.filter(({ issue }) => issue.iid !== seen.issue.iid);
  const untouched = others.every(({ issue }) =>
    issue.notes.every(
      ({ author, body, createdAt }) => isBot(author) || !SAVE_NOTE.test(body) || Date.parse(createdAt) <= last - SLACK,
    ),
  );
  return others.length > 0 && untouched && nowOf(customer) > last + REACHED;
}

/** Changes the box of a copy in a text, which may have become longer above it. */
function withBox(text: string, { copy, seen }: Chosen, box: string): string {
  const lines = seen.issue.description.split("\n");
  const line = lines[copy.line] ?? "";
  return text.replace(line, () => line.replace(/\[[ xX~]\]/, box));
}

/** Saves boxes alone: a follow-up counts as nobody's text still. */
function saveBoxes(customer: Customer, iid: number, change: (text: string) => string): void {
  customer.sandbox.as(anybody(customer)).editDescription(PROJECT, iid, change);
}

function isOwnLine({ item, seen, copy }: Chosen): boolean {
  const lines = seen.issue.description.split("\n");
  return (
    lines.filter((line) => line === lines[copy.line]).length === 1 && (lines[copy.line]?.includes(item.key) ?? false)
  );
}

function chooseOpen(customer: Customer): Chosen | null {
  return chooseCopy(customer, (one) => one.copy.box === " " && !one.copy.resolved && isOwnLine(one));
}

/** One save that ticks a box and writes something below: GitLab names the tick alone. */
const tickAndWrite: Act = (customer) => {
  const chosen = chooseOpen(customer);
  if (chosen === null) return null;
  const { iid } = chosen.seen.issue;
  const word = customer.chance.word();
  if (chosen.seen.issue.confidential) customer.secrets.push(word);
  edit(
    customer,
    anybody(customer),
    iid,
    (text) => `${withBox(text, chosen, "[x]").trimEnd()}\n\nWe spoke of ${word}.\n`,
  );
  chosen.item.expected = "resolved";
  return `ticks ${chosen.item.key} in #${iid} and writes a line below`;
};

/** One save that ticks a box and adds items, above it or below. */
const tickAndAdd: Act = (customer) => {
  const chosen = chooseOpen(customer);
  if (chosen === null || chosen.seen.kind !== "agenda") return null;
  const { iid } = chosen.seen.issue;
  const [lines, keys] = newLines(customer, chosen.seen);
  edit(customer, anybody(customer), iid, (text) => withLines(withBox(text, chosen, "[x]"), lines));
  chosen.item.expected = "resolved";
  return `ticks ${chosen.item.key} in #${iid} and adds ${keys}`;
};

/** Another copy in the same issue, in a box of some kind, of which a run can conclude what happens to it. */
function beside(customer: Customer, chosen: Chosen, box: " " | "~" | "x"): Chosen | null {
  const others = chosen.seen.copies.flatMap((copy): readonly Chosen[] => {
    const item = customer.items.get(copy.key);
    const fits =
      item !== undefined && item !== chosen.item && (item.expected === "open" || item.expected === "resolved");
    return fits ? [{ item, copy, seen: chosen.seen }] : [];
  });
  const fitting = others.filter(
    (one) =>
      one.copy.box === box && isOwnLine(one) && !hasWord(customer, one.item.key) && canBeConcluded(customer, one),
  );
  return customer.chance.pick(fitting) ?? null;
}

/** One save that ticks a box and marks another one not applicable, of which GitLab says nothing. */
const tickAndDrop: Act = (customer) => {
  const chosen = chooseOpen(customer);
  const other = chosen === null ? null : beside(customer, chosen, " ");
  if (chosen === null || other === null || other.item.expected !== "open") return null;
  const { iid } = chosen.seen.issue;
  saveBoxes(customer, iid, (text) => withBox(withBox(text, chosen, "[x]"), other, "[~]"));
  chosen.item.expected = "resolved";
  other.item.expected = "resolved";
  return `ticks ${chosen.item.key} in #${iid} and drops ${other.item.key}`;
};

/** One save that ticks a box and takes `[~]` of another one back, once all copies show it. */
const tickAndTakeBack: Act = (customer) => {
  const chosen = chooseOpen(customer);
  const other = chosen === null ? null : beside(customer, chosen, "~");
  if (chosen === null || other === null || isTickedUnseen(customer, other)) return null;
  const open = placesOf(customer, other.item.key).some(({ copies }) =>
    copies.some((copy) => copy.key === other.item.key && copy.box !== "~"),
  );
  if (open) return null;
  const { iid } = chosen.seen.issue;
  saveBoxes(customer, iid, (text) => withBox(withBox(text, chosen, "[x]"), other, "[ ]"));
  chosen.item.expected = "resolved";
  other.item.expected = "open";
  return `ticks ${chosen.item.key} in #${iid} and takes back [~] of ${other.item.key}`;
};

/** One save that takes a tick back below a new line, so that GitLab does not name it; who ticked it there it did name. */
const untickBelowNewLine: Act = (customer) => {
  const chosen = chooseCopy(customer, (one) => {
    if (
      one.seen.kind !== "agenda" ||
      one.copy.box !== "x" ||
      one.copy.id === null ||
      !isOwnLine(one) ||
      hasWord(customer, one.item.key)
    )
      return false;
    const notes = one.seen.issue.notes.filter(({ body }) => body.includes(`c:${one.copy.id?.replace("-", "\\-")}**`));
    return notes.at(-1)?.body.endsWith("as completed") === true;
  });
  if (chosen === null || chosen.item.task !== null || chosen.item.asked) return null;
  const { iid, description } = chosen.seen.issue;
  const first = description.split("\n").findIndex((line) => /^\s*[-*+] \[/.test(line));
  const [lines, keys] = newLines(customer, chosen.seen);
  edit(customer, anybody(customer), iid, (text) => {
    const all = withBox(text, chosen, "[ ]").split("\n");
    return [...all.slice(0, first), lines, ...all.slice(first)].join("\n");
  });
  chosen.item.expected = "open";
  return `takes the tick of ${chosen.item.key} back in #${iid} and adds ${keys} above`;
};

/** Saves of more than one change, of which GitLab's activity names the ticks at best. */
export const SAVE_ACTS: Readonly<Record<string, readonly [number, Act]>> = {
  tickAndWrite: [2, tickAndWrite],
  tickAndAdd: [2, tickAndAdd],
  tickAndDrop: [2, tickAndDrop],
  tickAndTakeBack: [2, tickAndTakeBack],
  untickBelowNewLine: [1, untickBelowNewLine],
};

/** Those of them that a run has to see before people go on. */
export const UNNAMED_ACTS = ["tickAndDrop", "tickAndTakeBack", "untickBelowNewLine", "tickAndAdd"] as const;
