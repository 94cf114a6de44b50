import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { QueueUnavailableError } from "../unavailable.ts";
import type { Changed, SharedStore } from "./types.ts";

/** A text as it is kept; its version is another one after each change. */
export interface VersionedText {
  readonly version: string;
  readonly text: string;
}

/**
 * Puts a text in place of the expected version (null: where there is none), as one step. Answers null when that is done,
 * else what stands there instead (`missing` where nothing does).
 */
export type ReplaceText = (
  name: string,
  expected: string | null,
  next: VersionedText,
) => Promise<VersionedText | "missing" | null>;

/** Of many processes that change a text at the same moment one succeeds each time: this many tries fail by no chance. */
const MAX_TRIES = 60;
const LONGEST_PAUSE_MS = 40;

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
 * Changes of texts without a lock, so that a process that dies holds up nobody. What a process wants at the same time goes
 * together, so that it never races with itself; the text it last saw is tried first, which saves a reading while no other
 * process changes it.
 */
export function changeTexts(replace: ReplaceText): SharedStore["change"] {
  const shelves = new Map<string, Shelf>();
  return <T>(name: string, change: (text: string | null) => Changed<T>) => {
    const shelf = shelves.get(name) ?? { known: null, waiting: [], busy: false };
    shelves.set(name, shelf);
    return new Promise<T>((resolve, reject) => {
      shelf.waiting.push({ change, resolve: (result) => resolve(result as T), reject });
      if (!shelf.busy) void serve(name, shelf, replace);
    });
  };
}

/** Never rejects: each of those who wait is told. */
async function serve(name: string, shelf: Shelf, replace: ReplaceText): Promise<void> {
  shelf.busy = true;
  while (shelf.waiting.length > 0) {
    const together = shelf.waiting;
    shelf.waiting = [];
    try {
      const results = await changeTogether(name, shelf, replace, together);
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
  replace: ReplaceText,
  together: readonly Waiting[],
): Promise<readonly unknown[]> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    let text = shelf.known?.text ?? null;
    const results: unknown[] = [];
    for (const { change } of together) {
      const changed = change(text);
      text = changed.text;
      results.push(changed.result);
    }
    const next = { version: randomUUID(), text: text ?? "" };
    const found = await replace(name, shelf.known?.version ?? null, next);
    shelf.known = found === null ? next : found === "missing" ? null : found;
    if (found === null) return results;
    // The first time it is only that others changed it since: nobody has to make way.
    if (tries > 0) await sleep(Math.random() * Math.min(LONGEST_PAUSE_MS, 2 ** tries));
  }
  throw new QueueUnavailableError(`${name} changed ${MAX_TRIES} times while it was to be changed`);
}
