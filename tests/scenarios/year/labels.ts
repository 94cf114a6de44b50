import { isBot, type ModelItem, type Seen } from "./model.ts";

/** Beginnings of the labels that say how an issue stands, written down a second time. */
export const WATCHED_LABELS: readonly string[] = ["action-items::", "follow-up::overdue", "awaiting-reply"];

interface Written {
  readonly action: "add" | "remove";
  readonly byBot: boolean;
  readonly state: string;
  /** How often the bot had set labels of the same family on the issue: once more since means another state since. */
  readonly others: number;
}

/** Remembers each change of a state label with the state it was made in. */
export interface LabelBook {
  /** Reads what is new; answers what is wrong with it. `moment` is null where the state was another one at the time. */
  readonly read: (
    seen: readonly Seen[],
    items: ReadonlyMap<string, ModelItem>,
    moment: Moment | null,
  ) => readonly string[];
}

/** The day on the project's clock, and the version of its file. */
export interface Moment {
  readonly today: string;
  readonly version: number;
}

/** Everything a state label may depend on; null where it is not known for sure. */
function stateOf(
  one: Seen,
  seen: readonly Seen[],
  items: ReadonlyMap<string, ModelItem>,
  { today, version }: Moment,
): string | null {
  const keys = [...new Set(one.copies.map((copy) => copy.key))].sort();
  const expected = keys.map((key) => items.get(key)?.expected ?? "unsure");
  if (expected.includes("unsure")) return null;
  const { issue } = one;
  const said = issue.notes.filter((note) => !note.system && !isBot(note.author)).length;
  const late = issue.dueDate !== null && issue.dueDate < today;
  const about = seen.filter(
    (other) => other.kind === "other" && new RegExp(`#${other.issue.iid}\\b`).test(issue.description),
  );
  const tickets = about.map((other) => [other.issue.iid, other.issue.state]);
  const agenda = seen.find(
    (other) =>
      other.kind === "agenda" &&
      other.occurrence === one.occurrence &&
      (other.series === null || other.series === one.series),
  );
  return JSON.stringify([
    keys.map((key, index) => [key, expected[index]]),
    issue.state,
    version,
    late,
    said,
    agenda?.issue.state,
    tickets,
  ]);
}

function problem(label: string, before: Written | undefined, event: Written, iid: number): string | null {
  if (before === undefined || !event.byBot) return null;
  if (before.action === event.action) return `${label} on #${iid}: ${event.action} twice in a row`;
  if (before.state !== event.state || before.others + (before.byBot ? 1 : 0) < event.others) return null;
  const who = before.byBot ? "the bot" : "a person";
  return `${label} on #${iid}: ${event.action} after ${before.action} by ${who} in the same state`;
}

export function createLabelBook(): LabelBook {
  const readSoFar = new Map<number, number>();
  const last = new Map<string, Written>();
  const set = new Map<string, Set<string>>();
  return {
    read(seen, items, moment) {
      const problems: string[] = [];
      for (const one of seen.filter(({ ended }) => !ended)) {
        const { iid, labelEvents } = one.issue;
        const fresh = labelEvents.slice(readSoFar.get(iid) ?? 0);
        readSoFar.set(iid, labelEvents.length);
        for (const { label, action, user, at } of fresh) {
          if (!WATCHED_LABELS.some((start) => label.startsWith(start))) continue;
          const key = `${iid} ${label}`;
          const state =
            (moment === null ? null : stateOf(one, seen, items, moment)) ??
            `unsure at ${last.size} ${labelEvents.length}`;
          const family = `${iid} ${label.split("::")[0]}`;
          const moments = set.get(family) ?? new Set<string>();
          set.set(family, moments);
          const event = { action, byBot: isBot(user), state, others: moments.size };
          if (isBot(user)) moments.add(at.slice(0, 16));
          const wrong = problem(label, last.get(key), event, iid);
          if (wrong !== null) problems.push(wrong);
          last.set(key, event);
        }
      }
      return problems;
    },
  };
}
