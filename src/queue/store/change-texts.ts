import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { QueueUnavailableError } from "../unavailable.ts";
import type { SharedStore } from "./types.ts";

/** A text as it is kept; its version is another one after each change. */
export interface VersionedText {
  readonly version: string;
  readonly text: string;
}

/**
 * Puts a text in place of the expected version ("" where there is none), as one step. Returns "done", or what stands there
 * instead; null for nothing.
 */
export type ReplaceText = (
  name: string,
  expected: string,
  next: VersionedText,
) => Promise<"done" | VersionedText | null>;

const GIVE_UP_MS = 5000;
const LONGEST_PAUSE_MS = 8;

/**
 * Changes of texts, each process one at a time. The text it last saw is tried first, which saves a reading while no other
 * process changes it. After each change it pauses: the one that was last would be first again and again, since it alone knows
 * the version.
 */
export function changeTexts(replace: ReplaceText): SharedStore["change"] {
  const known = new Map<string, VersionedText | null>();
  const turns = new Map<string, Promise<unknown>>();
  const changeNow: SharedStore["change"] = async (name, change) => {
    const end = performance.now() + GIVE_UP_MS;
    while (performance.now() < end) {
      const before = known.get(name) ?? null;
      const { text, result } = change(before?.text ?? null);
      const next = { version: randomUUID(), text };
      const replaced = await replace(name, before?.version ?? "", next);
      known.set(name, replaced === "done" ? next : replaced);
      if (replaced === "done") return result;
    }
    throw new QueueUnavailableError(`${name} could not be changed within ${GIVE_UP_MS} ms: others do all the time`);
  };
  const pause = (): Promise<unknown> => sleep(Math.random() * LONGEST_PAUSE_MS);
  return (name, change) => {
    const turn = (turns.get(name) ?? Promise.resolve()).then(() => changeNow(name, change));
    turns.set(name, turn.then(pause, pause));
    return turn;
  };
}
