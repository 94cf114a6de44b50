import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { QueueUnavailableError } from "../unavailable.ts";
import type { Changed, SharedStore } from "./types.ts";

/** A text as it is kept; its version is another one after each change. */
export interface VersionedText {
  readonly version: string;
  readonly text: string;
}

/** What one attempt to replace a text came to. */
export type Replaced =
  | "done"
  | {
      /** What stands there instead of what was expected; null for nothing. */
      readonly current: VersionedText | null;
      /** Whether it stays so until the next attempt, for `CLAIM_MS` at most. */
      readonly isClaimed: boolean;
    };

/**
 * Puts a text in place of the expected version (null: where there is none), as one step. One that comes too late claims the
 * text, unless somebody else has: until it is replaced, or the time is over, nobody but the owner of a claim replaces it.
 */
export type ReplaceText = (
  name: string,
  attempt: { readonly expected: string | null; readonly next: VersionedText; readonly owner: string },
) => Promise<Replaced>;

/** A process that dies holds the others up for so long. */
export const CLAIM_MS = 500;
const GIVE_UP_MS = 5000;
const LONGEST_PAUSE_MS = 8;

interface Waiting {
  readonly change: (text: string | null) => Changed<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Shelf {
  known: VersionedText | null;
  waiting: Waiting[];
  busy: boolean;
}

/**
 * Changes of texts. What a process wants at the same time goes together, so that it never races with itself; the text it last
 * saw is tried first, which saves a reading while no other process changes it. Without claims the one that was last would be
 * first again and again: it alone knows the version.
 */
export function changeTexts(replace: ReplaceText): SharedStore["change"] {
  const shelves = new Map<string, Shelf>();
  const changer = { replace, owner: randomUUID() };
  return <T>(name: string, change: (text: string | null) => Changed<T>) => {
    const shelf = shelves.get(name) ?? { known: null, waiting: [], busy: false };
    shelves.set(name, shelf);
    return new Promise<T>((resolve, reject) => {
      shelf.waiting.push({ change, resolve: (result) => resolve(result as T), reject });
      if (!shelf.busy) void serve(name, shelf, changer);
    });
  };
}

interface Changer {
  readonly replace: ReplaceText;
  /** Tells the claims of this process from those of others. */
  readonly owner: string;
}

/** Never rejects: each of those who wait is told. */
async function serve(name: string, shelf: Shelf, changer: Changer): Promise<void> {
  shelf.busy = true;
  while (shelf.waiting.length > 0) {
    const together = shelf.waiting;
    shelf.waiting = [];
    try {
      const results = await changeTogether(name, shelf, changer, together);
      for (const [index, one] of together.entries()) one.resolve(results[index]);
    } catch (error) {
      for (const one of together) one.reject(error);
    }
  }
  shelf.busy = false;
}

async function changeTogether(
  name: string,
  shelf: Shelf,
  { replace, owner }: Changer,
  together: readonly Waiting[],
): Promise<readonly unknown[]> {
  const end = performance.now() + GIVE_UP_MS;
  while (performance.now() < end) {
    let text = shelf.known?.text ?? null;
    const results: unknown[] = [];
    for (const { change } of together) {
      const changed = change(text);
      text = changed.text;
      results.push(changed.result);
    }
    const next = { version: randomUUID(), text: text ?? "" };
    const replaced = await replace(name, { expected: shelf.known?.version ?? null, next, owner });
    shelf.known = replaced === "done" ? next : replaced.current;
    if (replaced === "done") return results;
    if (!replaced.isClaimed) await sleep(Math.random() * LONGEST_PAUSE_MS);
  }
  throw new QueueUnavailableError(`${name} could not be changed within ${GIVE_UP_MS} ms: others do all the time`);
}
