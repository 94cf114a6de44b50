import { z } from "zod";
import { IssueIid } from "../../domain/ids.ts";

/** What is known of a text without reading it. */
export const Head = z.strictObject({
  id: z.string().min(1).max(64),
  project: z.string().min(1).max(1024),
  iid: IssueIid,
  heardAt: z.iso.datetime(),
  bytes: z.int().min(0),
});
export type Head = z.output<typeof Head>;

/** The webhook of an own edit of the bot: what stood there just before, and what it wrote. */
export const OverwrittenText = z.strictObject({
  iid: IssueIid,
  previous: z.string(),
  written: z.string(),
  at: z.iso.datetime().describe("When GitLab says that it was written"),
});
export type OverwrittenText = z.output<typeof OverwrittenText>;

/** A text as it is kept: JSON without NUL, lone surrogates and line ends, which `JSON.stringify` writes as escapes. */
export interface KeptText {
  readonly head: Head;
  readonly body: string;
}

/**
 * Where overwritten texts are kept until they are put back. Every function throws QueueUnavailableError where the store is
 * away or full, within seconds.
 */
export interface OverwrittenStore {
  /** Resolves once the text survives the death of this process. Safe to repeat. */
  put(text: KeptText): Promise<void>;
  /** All that are kept, in no order. */
  heads(): Promise<readonly Head[]>;
  /** Bodies in the order of the ids; null for one that is gone or cannot be read. */
  read(ids: readonly string[]): Promise<readonly (string | null)[]>;
  /** Safe to repeat. */
  remove(ids: readonly string[]): Promise<void>;
  /** Never throws. */
  close(): Promise<void>;
}

/** A head as a server keeps it; null for what is none of ours. */
export function parseHead(json: string): Head | null {
  try {
    return Head.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}
