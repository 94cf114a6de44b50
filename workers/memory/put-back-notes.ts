import { z } from "zod";
import { IssueIid, type ProjectId } from "../../src/domain/ids.ts";
import type { TextStore } from "../../src/queue/store/types.ts";
import type { PutBack } from "../../src/reconcile/apply/restore-overwritten.ts";

const MOST_NOTES = 50;

const Notes = z.array(
  z.strictObject({ iid: IssueIid, repaired: z.array(z.string()), base: z.string(), written: z.string() }),
);

/**
 * Which writes put something back, as hashes: GitLab tells of them as of any other of the bot's writes. All of it may be lost,
 * and is forgotten after two hours. Throws QueueUnavailableError.
 */
export interface PutBackNotes {
  of(project: ProjectId): Promise<readonly PutBack[]>;
  add(project: ProjectId, putBacks: readonly PutBack[]): Promise<void>;
}

export function createPutBackNotes(store: TextStore): PutBackNotes {
  const change = (project: ProjectId, more: readonly PutBack[]): Promise<readonly PutBack[]> =>
    store.change(`put back in ${project}`, (text) => {
      const result = [...parse(text), ...more].slice(-MOST_NOTES);
      return { text: JSON.stringify(result), result };
    });
  return {
    of: (project) => change(project, []),
    async add(project, putBacks) {
      if (putBacks.length > 0) await change(project, putBacks);
    },
  };
}

function parse(text: string | null): readonly PutBack[] {
  try {
    return Notes.safeParse(JSON.parse(text ?? "[]")).data ?? [];
  } catch {
    return [];
  }
}
