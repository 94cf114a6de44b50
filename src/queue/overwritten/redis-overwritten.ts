import type { Redis } from "ioredis";
import { DAY_MS } from "../../domain/time/units.ts";
import type { BullBackend } from "../backend.ts";
import { type OverwrittenStore, parseHead } from "./types.ts";

/** Longer than any text is wanted: what an installation that was given up left behind goes by itself. */
const LIFE_MS = 8 * DAY_MS;

/** Overwritten texts beside the queues in Redis. They live as long as what the server writes to its disk. */
export function createRedisOverwritten(
  redis: Redis,
  prefix: string,
  attempt: BullBackend["attempt"],
): OverwrittenStore {
  const [heads, texts] = [`${prefix}:overwritten:heads`, `${prefix}:overwritten:texts`];
  return {
    async put({ head, body }) {
      const steps = redis.multi().hset(texts, head.id, body).hset(heads, head.id, JSON.stringify(head));
      const done = await attempt(() => steps.pexpire(texts, LIFE_MS).pexpire(heads, LIFE_MS).exec());
      const refusal = done?.find(([error]) => error !== null)?.[0];
      if (done === null || refusal != null) await attempt(() => Promise.reject(refusal ?? new Error("not stored")));
    },
    async heads() {
      return (await attempt(() => redis.hvals(heads))).flatMap((json) => parseHead(json) ?? []);
    },
    read: async (ids) => (ids.length === 0 ? [] : attempt(() => redis.hmget(texts, ...ids))),
    async remove(ids) {
      if (ids.length === 0) return;
      await attempt(() =>
        redis
          .multi()
          .hdel(heads, ...ids)
          .hdel(texts, ...ids)
          .exec(),
      );
    },
    async close() {},
  };
}
