import type { IssueIid, ProjectId } from "../../src/domain/ids.ts";
import type { Log } from "../../src/domain/log.ts";
import { createThrottle } from "../../src/domain/throttle.ts";
import type { Instant } from "../../src/domain/time/types.ts";
import { DAY_MS, MINUTE_MS } from "../../src/domain/time/units.ts";
import { isAfter, later } from "../../src/fleet/times.ts";
import type { AsideRecord, QuarantineStore } from "../memory/quarantine-store.ts";

/** A project that nobody looks at for now. */
export interface SetAside extends AsideRecord {
  readonly since: Instant;
}

/** Projects that are put aside: those whose looks had to be ended again and again, and those that a person named. */
export interface Quarantine {
  /** The project's entry while it is put aside; null for one that may be looked at. Never throws. */
  find(project: ProjectId): Promise<SetAside | null>;
  /** Notes a look that had to be ended; answers the entry where the project is put aside for it. Never throws. */
  noteEnded(project: ProjectId, path: string, iid: IssueIid | null): Promise<SetAside | null>;
  /** Notes a look that did all there was to do: what was before counts no more. Never throws. */
  noteWell(project: ProjectId): Promise<void>;
  /** Puts a project aside until somebody takes it back. @throws QueueUnavailableError */
  exclude(project: ProjectId, path: string): Promise<void>;
  /** Takes it back; false where it was not put aside. @throws QueueUnavailableError */
  include(project: ProjectId): Promise<boolean>;
  /** As this process knows it now. */
  readonly list: () => readonly SetAside[];
}

/** Looks that had to be ended before the project is put aside, and for how long: twice as long each time. */
const MOST_ENDED = 3;
const FIRST_MS = 60 * MINUTE_MS;
const LONGEST_MS = DAY_MS;
const SAID_EVERY_MS = MINUTE_MS;

/** Keeps the list on `shelf`. While that cannot be read, what this process knows counts. */
export async function openQuarantine(store: QuarantineStore, now: () => Instant, log: Log): Promise<Quarantine> {
  const known = new Map<ProjectId, AsideRecord>();
  const throttle = createThrottle(SAID_EVERY_MS);
  const forgiving = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      if (throttle("away", performance.now()) === null) return;
      log.warn(
        { error: String(error) },
        "which projects are put aside cannot be read or kept: as this process knows it",
      );
    }
  };
  const refresh = (): Promise<void> =>
    forgiving(async () => {
      const { records, isWhole } = await store.readNews();
      if (isWhole) known.clear();
      for (const [project, record] of records) {
        if (record === null) known.delete(project);
        else known.set(project, record);
      }
    });
  const keep = (project: ProjectId, record: AsideRecord | null): Promise<void> => {
    if (record === null) known.delete(project);
    else known.set(project, record);
    return store.write(project, record);
  };
  const list = (): readonly SetAside[] => [...known.values()].flatMap((record) => asideNow(record, now()) ?? []);
  await refresh();
  return {
    list,
    async find(project) {
      await refresh();
      const record = known.get(project);
      return record === undefined ? null : asideNow(record, now());
    },
    async noteEnded(project, path, iid) {
      const at = now();
      const before = known.get(project);
      const record = { ...recordAfter(before, at), project, path, iid };
      await forgiving(() => keep(project, record));
      return asideNow(record, at);
    },
    async noteWell(project) {
      const record = known.get(project);
      if (record !== undefined && !record.isAsked) await forgiving(() => keep(project, null));
    },
    exclude(project, path) {
      const at = now();
      return keep(project, { project, path, iid: null, ended: 0, since: at, until: null, isAsked: true });
    },
    async include(project) {
      await refresh();
      const record = known.get(project);
      if (record === undefined) return false;
      await keep(project, null);
      return asideNow(record, now()) !== null;
    },
  };
}

/** How a project stands after one more look that had to be ended. Pure. */
function recordAfter(
  before: AsideRecord | undefined,
  at: Instant,
): Pick<AsideRecord, "ended" | "since" | "until" | "isAsked"> {
  const ended = (before?.ended ?? 0) + 1;
  const isAsked = before?.isAsked ?? false;
  if (ended < MOST_ENDED) return { ended, since: before?.since ?? null, until: before?.until ?? null, isAsked };
  const forMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(ended - MOST_ENDED, 10));
  return { ended, since: at, until: later(at, forMs), isAsked };
}

function asideNow(record: AsideRecord, at: Instant): SetAside | null {
  const { since, until, isAsked } = record;
  if (since === null) return null;
  return isAsked || (until !== null && isAfter(until, at)) ? { ...record, since } : null;
}
