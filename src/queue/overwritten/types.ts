import { z } from "zod";
import { IssueIid } from "../../domain/ids.ts";
import { parseJson } from "../parse-json.ts";

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
  personAt: z.iso.datetime().optional().describe("When a person had saved it shortly before, where one had"),
});
export type OverwrittenText = z.output<typeof OverwrittenText>;

/**
 * Where overwritten texts are kept until they are put back: bodies of JSON by id, with a head each. Every function throws
 * QueueUnavailableError where the store is away or full, within seconds, and is safe to repeat.
 */
export interface OverwrittenStore {
  /** Resolves once the text survives the death of this process. */
  put(head: Head, body: string): Promise<void>;
  /** All that are kept, in no order. */
  heads(): Promise<readonly Head[]>;
  /** Null for one that is gone. */
  read(id: string): Promise<string | null>;
  remove(ids: readonly string[]): Promise<void>;
}

/** A head as it is kept; null for what is none of ours. */
export function parseHead(json: string): Head | null {
  return Head.safeParse(parseJson(json)).data ?? null;
}
