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
  /** A server that is full refuses a step and answers. */
  const change = (steps: ReturnType<Redis["multi"]>): Promise<void> =>
    attempt(async () => {
      const refusal = (await steps.exec())?.find(([error]) => error !== null)?.[0];
      if (refusal != null) throw refusal;
    });
  return {
    put: (head, body) =>
      change(
        redis
          .multi()
          .hset(texts, head.id, body)
          .hset(heads, head.id, JSON.stringify(head))
          .pexpire(texts, LIFE_MS)
          .pexpire(heads, LIFE_MS),
      ),
    heads: async () => (await attempt(() => redis.hvals(heads))).flatMap((json) => parseHead(json) ?? []),
    read: (id) => attempt(() => redis.hget(texts, id)),
    async remove(ids) {
      if (ids.length > 0)
        await change(
          redis
            .multi()
            .hdel(heads, ...ids)
            .hdel(texts, ...ids),
        );
    },
  };
}
