import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as z from "zod/mini";
import { asProjectId, IssueIid, ProjectId } from "../../src/domain/ids.ts";
import type { Log } from "../../src/domain/log.ts";
import { InstantText } from "../../src/fleet/state.ts";
import { readSmallFile, writeSmallFile } from "../../src/queue/memory/small-file.ts";
import type { Bookmark, SharedStore } from "../../src/queue/store/types.ts";

const AsideRecord = z.object({
  project: ProjectId,
  path: z.string(),
  /** The issue whose text was read last when a look had to be ended; null for none. */
  iid: z.nullable(IssueIid),
  /** Looks that had to be ended since one went well. */
  ended: z.int(),
  /** Since when it is put aside, or was; null for not yet. */
  since: z.nullable(InstantText),
  /** null where a person has to say. */
  until: z.nullable(InstantText),
  /** A person put it aside. */
  isAsked: z.boolean(),
});
/** What is kept of a project whose looks had to be ended, or that a person put aside. */
export type AsideRecord = Readonly<z.output<typeof AsideRecord>>;

/** Where the list is kept: for all processes of a queue, or for the next start of this one. */
export interface QuarantineStore {
  /** What changed since it was asked last; all there is where `isWhole`. Throws what the store throws. */
  readNews(): Promise<{ readonly records: ReadonlyMap<ProjectId, AsideRecord | null>; readonly isWhole: boolean }>;
  write(project: ProjectId, record: AsideRecord | null): Promise<void>;
}

const FRESH_MS = 1000;

/** On the server of the queue, for all processes; asked at most once a second. Ids mean nothing on another GitLab. */
export function sharedQuarantineStore(store: SharedStore, gitlabUrl: string): QuarantineStore {
  const map = `aside of ${gitlabUrl}`;
  let bookmark: Bookmark | null = null;
  let readAt = Number.NEGATIVE_INFINITY;
  return {
    async readNews() {
      if (performance.now() - readAt < FRESH_MS) return { records: new Map(), isWhole: false };
      const at = performance.now();
      const news = await store.readNews(map, bookmark);
      [bookmark, readAt] = [news.bookmark, at];
      return { records: parseFields(news.fields), isWhole: news.isWhole };
    },
    write: (project, record) =>
      store.write(map, new Map([[String(project), record === null ? null : JSON.stringify(record)]])),
  };
}

const FILE = "set-aside.json";

/** In a file of the service's directory: a restart must not begin with the text that stopped the process before. */
export function fileQuarantineStore(directory: string, log: Log): QuarantineStore {
  const file = join(directory, FILE);
  const told = (text: string): void => log.warn({ file }, text);
  const kept = new Map((readSmallFile(file, parseList, told) ?? []).map((one) => [one.project, one]));
  let isRead = false;
  return {
    async readNews() {
      const records = isRead ? new Map<ProjectId, AsideRecord>() : new Map(kept);
      const isWhole = !isRead;
      isRead = true;
      return { records, isWhole };
    },
    async write(project, record) {
      if (record === null) kept.delete(project);
      else kept.set(project, record);
      try {
        await mkdir(dirname(file), { recursive: true });
        await writeSmallFile(file, JSON.stringify([...kept.values()]));
      } catch (error) {
        log.warn({ file, error: String(error) }, "which projects are put aside could not be kept for the next start");
      }
    },
  };
}

function parseList(text: string): readonly AsideRecord[] {
  return z.parse(z.array(AsideRecord), JSON.parse(text));
}

function parseFields(fields: ReadonlyMap<string, string | null>): ReadonlyMap<ProjectId, AsideRecord | null> {
  const records = new Map<ProjectId, AsideRecord | null>();
  for (const [project, text] of fields)
    records.set(asProjectId(Number(project)), text === null ? null : parseRecord(text));
  return records;
}

function parseRecord(text: string): AsideRecord | null {
  try {
    return z.safeParse(AsideRecord, JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
