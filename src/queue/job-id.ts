import { randomUUID } from "node:crypto";
import type { Priority } from "./priority.ts";

/** What the id of a job says of it as it was added. */
export interface JobOrigin {
  readonly priority: Priority;
  /** When it was asked for, in epoch milliseconds by the server's clock. */
  readonly at: number;
}

const LETTERS = { close: "c", edit: "e", repair: "r", "wake-up": "w", sweep: "s", check: "k" } as const;
const ID = /^[a-z0-9]{1,20}-([cerwsk])-([0-9a-z]{1,10})-[0-9a-f]{8}$/;

/** A name that no other job has: whoever coalesces with a job learns from its id what it would have to read otherwise. */
export function makeJobId(subject: string, { priority, at }: JobOrigin): string {
  return `${subject}-${LETTERS[priority]}-${at.toString(36)}-${randomUUID().slice(0, 8)}`;
}

/** Null for the id of another version. */
export function parseJobId(jobId: string): JobOrigin | null {
  const [, letter = "", at = ""] = ID.exec(jobId) ?? [];
  const [priority] = Object.entries(LETTERS).find(([, one]) => one === letter) ?? [];
  return priority === undefined ? null : { priority: priority as Priority, at: Number.parseInt(at, 36) };
}
