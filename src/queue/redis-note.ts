import type { Redis } from "ioredis";
import type { DelayedUntil, JobQueue, NoteWaiting } from "./backend.ts";

/**
 * Looks up the job of a project and leaves a note beside it, unless there is none or it does not wait: one step that
 * neither a worker nor another producer comes between. Names of keys as in BullMQ's own scripts (`deduplicateJob`,
 * `addLog`); what they say of a job that waits is that it stands in one of these two sets.
 */
const SCRIPT = `
local holder = redis.call("GET", KEYS[1])
if not holder then return false end
local due = redis.call("ZSCORE", KEYS[2], holder)
if not due and not redis.call("ZSCORE", KEYS[3], holder) then return false end
local job = ARGV[1] .. holder
redis.call("RPUSH", job .. ":logs", ARGV[2])
redis.call("LTRIM", job .. ":logs", -tonumber(ARGV[3]), -1)
return {holder, due or "", redis.call("HGET", job, "priority") or "0"}
`;
const COMMAND = "cadenceNoteWaiting";

/** The score of the delayed job that holds a key. */
const DELAYED_SCRIPT = `
local holder = redis.call("GET", KEYS[1])
return holder and redis.call("ZSCORE", KEYS[2], holder)
`;
const DELAYED_COMMAND = "cadenceDelayedUntil";

/** BullMQ keeps the due time of a delayed job in the upper bits of its score. */
const SCORE_PER_MS = 0x1000;

type Command = (keys: readonly string[]) => Promise<readonly [holder: string, score: string, priority: string] | null>;

/** `noteWaiting` of a backend on Redis. */
export function createNoteWaiting(redis: Redis): NoteWaiting {
  redis.defineCommand(COMMAND, { numberOfKeys: 3, lua: SCRIPT });
  const run = Reflect.get(redis, COMMAND).bind(redis) as Command;
  return async (queue: JobQueue, key, note, keep) => {
    const { keys } = queue;
    const found = await run([
      `${keys["de"]}:${key}`,
      `${keys["delayed"]}`,
      `${keys["prioritized"]}`,
      queue.toKey(""),
      note,
      `${keep}`,
    ]);
    if (found === null) return null;
    const [jobId, score, priority] = found;
    return { jobId, dueAt: score === "" ? null : Math.floor(Number(score) / SCORE_PER_MS), priority: Number(priority) };
  };
}

/** `delayedUntil` of a backend on Redis. */
export function createDelayedUntil(redis: Redis): DelayedUntil {
  redis.defineCommand(DELAYED_COMMAND, { numberOfKeys: 2, lua: DELAYED_SCRIPT });
  const run = Reflect.get(redis, DELAYED_COMMAND).bind(redis) as (...keys: readonly string[]) => Promise<string | null>;
  return async ({ keys }, key) => {
    const score = await run(`${keys["de"]}:${key}`, `${keys["delayed"]}`);
    return score === null ? null : Math.floor(Number(score) / SCORE_PER_MS);
  };
}
