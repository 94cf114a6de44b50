import { messageOf } from "../../src/domain/errors.ts";
import type { Log } from "../../src/domain/log.ts";
import { oneAfterAnother } from "../../src/domain/one-after-another.ts";
import { createThrottle } from "../../src/domain/throttle.ts";
import type { Instant } from "../../src/domain/time/types.ts";
import { MINUTE_MS } from "../../src/domain/time/units.ts";
import { createFleetMemory } from "../../src/fleet/state.ts";
import { parseFleetFields, renderFleetFields } from "../../src/fleet/state-fields.ts";
import type { Bookmark, SharedStore } from "../../src/queue/store/types.ts";
import type { ServiceMemory } from "./memory.ts";

export interface SharedMemoryOptions {
  readonly store: SharedStore;
  /** Address of the GitLab that the fleet is on: ids of projects mean nothing elsewhere. */
  readonly gitlabUrl: string;
  readonly log: Log;
  /** How often to ask for what other processes wrote, in milliseconds. */
  readonly refreshMs?: number;
}

/** A receiver decides by what it knows, without a question to the server. */
const REFRESH_MS = 15_000;
/** What was read less than this ago answers for one project: looks ask three times each. */
const FRESH_MS = 1000;
/** Looks that end at the same time write together. */
const SEND_DELAY_MS = 250;
const SAID_EVERY_MS = MINUTE_MS;
/** The field that says when a sweep last ended. */
const SWEPT = "swept";

/**
 * A memory that all processes of a queue share. Each has a copy, which is brought up to date every few seconds, before each
 * answer about the whole, and before one about a project where it is older than a second or knows nothing; `state` is the
 * copy as it is. What looks find out is written a moment later, together; the rest before `write` resolves. While the store is
 * away the copy is all there is, and what was written waits. A store that lost the map (a server that was wiped, a replica that
 * had less) gets it back from the copies: all in them is true, if older here and there, which costs a look at worst.
 */
export async function openSharedMemory(options: SharedMemoryOptions): Promise<ServiceMemory> {
  const { refreshMs = REFRESH_MS } = options;
  const mirror = createMirror(options);
  await mirror.refresh();
  const timer = setInterval(() => void mirror.refresh(), refreshMs);
  timer.unref();
  return {
    get state() {
      return mirror.copy().state;
    },
    get lastSweepAt() {
      return mirror.lastSweepAt();
    },
    async read() {
      await mirror.refresh();
      return mirror.copy().read();
    },
    async readProject(id) {
      if (mirror.age() < FRESH_MS) {
        const known = await mirror.copy().readProject(id);
        if (known.seen !== null) return known;
      }
      await mirror.refresh();
      return mirror.copy().readProject(id);
    },
    async write(news) {
      await mirror.copy().write(news);
      const { reconciled: _, ...rest } = news;
      if (Object.keys(rest).length === 0) mirror.sendSoon(renderFleetFields(news));
      else await mirror.send(renderFleetFields(news));
    },
    sweptAt: (at) => mirror.send([[SWEPT, at]]),
    async close() {
      clearInterval(timer);
      await mirror.close();
    },
  };
}

function createMirror({ store, gitlabUrl, log }: SharedMemoryOptions) {
  const map = `fleet of ${gitlabUrl}`;
  const unsent = new Map<string, string | null>();
  let copy = createFleetMemory();
  let lastSweepAt: Instant | null = null;
  let bookmark: Bookmark | null = null;
  /** Until the first answer there is no copy that others could lack. */
  let isKnown = false;
  const throttle = createThrottle(SAID_EVERY_MS);
  let readAt = Number.NEGATIVE_INFINITY;
  let soon: NodeJS.Timeout | null = null;

  const exchange = async (): Promise<void> => {
    const sending = new Map(unsent);
    if (sending.size > 0) await store.write(map, sending);
    for (const [field, text] of sending) if (unsent.get(field) === text) unsent.delete(field);
    const askedAt = performance.now();
    const news = await store.readNews(map, bookmark);
    if (news.isWhole) copy = isKnown ? keepLost(news.fields) : createFleetMemory();
    isKnown = true;
    // What was found out here meanwhile is newer.
    const { gone, ...rest } = parseFleetFields(new Map([...news.fields, ...unsent]));
    // One that is gone may have come back since.
    await copy.write({ gone });
    await copy.write(rest);
    lastSweepAt = instantOf(news.fields.get(SWEPT)) ?? (news.isWhole ? null : lastSweepAt);
    bookmark = news.bookmark;
    readAt = askedAt;
  };
  /** What the store has no more goes back to it. */
  const keepLost = (found: ReadonlyMap<string, string | null>): ReturnType<typeof createFleetMemory> => {
    const { seen, reconciled } = copy.state;
    // Not since when lists were read: another process may give back an older state of what they told.
    const kept = { seen, reconciled, listedAt: new Map<string, Instant>() };
    const fields = renderFleetFields({ seen: [...seen.values()], reconciled: [...reconciled.values()] });
    const lost = fields.filter(([field]) => !found.has(field) && !unsent.has(field));
    for (const [field, text] of lost) unsent.set(field, text);
    if (lost.length > 0)
      log.warn({ fields: lost.length }, "what is shared of the fleet was lost: given back as this process knows it");
    return createFleetMemory(kept);
  };
  const attempt = async (): Promise<void> => {
    try {
      await exchange();
      // What was lost goes back at once.
      if (unsent.size > 0) await exchange();
    } catch (error) {
      if (throttle("away", performance.now()) === null) return;
      const text = messageOf(error);
      log.warn(
        { error: text },
        `what is known of the fleet cannot be shared, and is as this process knows it: ${text}`,
      );
    }
  };
  const refresh = oneAfterAnother(attempt);
  return {
    copy: () => copy,
    lastSweepAt: () => lastSweepAt,
    /** Milliseconds since the copy was as the store. */
    age: () => performance.now() - readAt,
    /** Never rejects. */
    refresh,
    /** Goes with the next refresh, a moment from now at most. */
    sendSoon(fields: readonly (readonly [string, string | null])[]) {
      for (const [field, text] of fields) unsent.set(field, text);
      soon ??= setTimeout(() => {
        soon = null;
        void refresh();
      }, SEND_DELAY_MS);
    },
    /** Sends what waits; never rejects. */
    async close() {
      if (soon !== null) clearTimeout(soon);
      await refresh();
    },
    /** Never rejects: what cannot be sent now goes with the next refresh. */
    async send(fields: readonly (readonly [string, string | null])[]) {
      for (const [field, text] of fields) unsent.set(field, text);
      await refresh();
    },
  };
}

function instantOf(text: string | null | undefined): Instant | null {
  return text == null || Number.isNaN(Date.parse(text)) ? null : text;
}
