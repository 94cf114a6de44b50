import * as z from "zod/mini";
import { IssueIid, ProjectId } from "../domain/ids.ts";
import type { FleetState, LastReconcile, SeenProject } from "./types.ts";

/** What changed in the memory of a fleet. */
export interface FleetNews {
  readonly listedAt?: ReadonlyMap<string, string>;
  readonly seen?: readonly SeenProject[];
  readonly reconciled?: readonly LastReconcile[];
  /** Ids of projects to forget. */
  readonly gone?: readonly ProjectId[];
}

/** What is known of one project; null for what is not. */
export interface KnownProject {
  readonly seen: SeenProject | null;
  readonly reconciled: LastReconcile | null;
}

/**
 * Where a fleet is remembered. All of it is a cache: an implementation that cannot reach its store answers that nothing is
 * known, and writes nothing, rather than to reject.
 */
export interface FleetMemory {
  read(): Promise<FleetState>;
  /** The same of one project. */
  readProject(id: ProjectId): Promise<KnownProject>;
  write(news: FleetNews): Promise<void>;
}

const NOTHING_KNOWN: FleetState = { listedAt: new Map(), seen: new Map(), reconciled: new Map() };

/** A memory in this process; `state` is what it holds. */
export function createFleetMemory(start: FleetState = NOTHING_KNOWN): FleetMemory & { readonly state: FleetState } {
  const seen = new Map(start.seen);
  const reconciled = new Map(start.reconciled);
  const listedAt = new Map(start.listedAt);
  const state: FleetState = { listedAt, seen, reconciled };
  return {
    state,
    // A copy: a look that ends meanwhile must not change what a sweep is working with.
    read: async () => ({ listedAt: new Map(listedAt), seen: new Map(seen), reconciled: new Map(reconciled) }),
    readProject: async (id) => ({ seen: seen.get(id) ?? null, reconciled: reconciled.get(id) ?? null }),
    async write(news) {
      for (const one of news.seen ?? []) seen.set(one.id, one);
      for (const one of news.reconciled ?? []) reconciled.set(one.id, one);
      for (const [name, at] of news.listedAt ?? []) listedAt.set(name, at);
      for (const id of news.gone ?? []) {
        seen.delete(id);
        reconciled.delete(id);
      }
    },
  };
}

/** A point in time, ISO 8601 in UTC. */
export const InstantText = z.iso.datetime();
const Nullable = z.nullable(InstantText);

/** A `SeenProject` as it is stored. */
export const Seen = z.object({
  id: ProjectId,
  path: z.string(),
  name: z.string(),
  inGroup: z.boolean(),
  obstacle: z.nullable(z.enum(["archived", "deletion-scheduled", "issues-disabled", "role-too-low"])),
  lastActivityAt: Nullable,
  changedAt: Nullable,
});

/** A `LastReconcile` as it is stored. */
export const StoredLastReconcile = z.object({
  id: ProjectId,
  at: InstantText,
  fileReadAt: InstantText,
  activityUpTo: Nullable,
  changesUpTo: Nullable,
  outcome: z.enum(["reconciled", "no-configuration", "broken-configuration", "refused", "failed"]),
  fingerprint: z.nullable(z.string()),
  nextWakeAt: Nullable,
  failures: z.int(),
  retryAt: Nullable,
  labels: z.array(z.string()),
  // Missing in what was kept by a version that did not count.
  figures: z.optional(
    z.object({
      openItems: z.record(z.iso.date(), z.int()),
      calls: z.array(
        z.object({
          series: z.string(),
          occurrence: z.iso.date(),
          dueFrom: InstantText,
          until: InstantText,
          made: z.boolean(),
        }),
      ),
      unsent: z.optional(z.array(InstantText)),
      open: z.optional(
        z.array(
          z.object({
            series: z.string(),
            iid: IssueIid,
            date: z.iso.date(),
            lateFrom: InstantText,
            until: InstantText,
          }),
        ),
      ),
      heldBack: z.optional(z.array(z.object({ series: z.string(), since: InstantText }))),
    }),
  ),
  troubledSince: z.optional(InstantText),
  problems: z.optional(z.int()),
});

const Stored = z.object({
  version: z.literal(1),
  listedAt: z.record(z.string(), InstantText),
  seen: z.array(Seen),
  // Under the word that files and caches were written with.
  looked: z.array(StoredLastReconcile),
});

/** The state as a text, for a file or a cache. */
export function renderFleetState({ listedAt, seen, reconciled }: FleetState): string {
  const stored = {
    version: 1,
    listedAt: Object.fromEntries(listedAt),
    seen: [...seen.values()],
    looked: [...reconciled.values()],
  };
  return JSON.stringify(stored);
}

/** Reads such a text. Throws for one that is no state of this version: it is worth as much as none. */
export function parseFleetState(text: string): FleetState {
  const { listedAt, seen, looked } = z.parse(Stored, JSON.parse(text));
  return {
    listedAt: new Map(Object.entries(listedAt)),
    seen: new Map(seen.map((one) => [one.id, one])),
    reconciled: new Map(looked.map((one) => [one.id, one])),
  };
}
