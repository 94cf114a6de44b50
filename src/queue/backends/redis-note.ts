import type { Redis } from "ioredis";
import type { DelayedUntil, JobQueue, NoteWaiting, ReadDelayed, WaitingJob } from "../backend.ts";
import { createGather } from "../gather.ts";

/**
 * Looks up the jobs of projects and leaves a note beside each, unless there is none or it does not wait: one step that
 * neither a worker nor another producer comes between. Names of keys as in BullMQ's own scripts (`deduplicateJob`,
 * `addLog`); what they say of a job that waits is that it stands in one of these two sets. An answer has three parts
 * for each note: the job, its score, its priority. What Redis refuses for one note (a key of another type) counts as
 * no job, so that the others of the batch do not fail with it.
 */
const SCRIPT = `
local answer = {}
for index = 3, #KEYS do
  local at = #answer
  local holder = redis.pcall("GET", KEYS[index])
  local due = false
  local waits = false
  if type(holder) == "string" then
    due = redis.call("ZSCORE", KEYS[1], holder)
    waits = due or redis.call("ZSCORE", KEYS[2], holder)
  end
  if waits then
    local job = ARGV[1] .. holder
    local length = redis.pcall("RPUSH", job .. ":logs", ARGV[index])
    if type(length) ~= "number" then
      waits = false
    elseif length > tonumber(ARGV[2]) then
      redis.call("LTRIM", job .. ":logs", -tonumber(ARGV[2]), -1)
    end
    if waits then
      answer[at + 1] = holder
      answer[at + 2] = due or ""
      answer[at + 3] = redis.call("HGET", job, "priority") or "0"
    end
  end
  if not waits then
    answer[at + 1], answer[at + 2], answer[at + 3] = "", "", ""
  end
end
return answer
`;
/** Name of the script among the connection's commands. */
export const NOTE_COMMAND = "cadenceNoteWaiting";

/** The score of the delayed job that holds a key. */
const DELAYED_SCRIPT = `
local holder = redis.call("GET", KEYS[1])
return holder and redis.call("ZSCORE", KEYS[2], holder)
`;
const DELAYED_COMMAND = "cadenceDelayedUntil";

/** BullMQ keeps the due time of a delayed job in the upper bits of its score. */
const SCORE_PER_MS = 0x1000;
/** A script keeps all others from Redis while it runs: this many notes take a fraction of a millisecond. */
const MAX_NOTES = 100;

type Command = (keys: number, ...values: readonly string[]) => Promise<readonly string[]>;

interface WaitingNote {
  /** Redis key that names the project's job. */
  readonly holder: string;
  readonly note: string;
}

/** `noteWaiting` of a backend on Redis, for one queue; `keep` is how many notes stay beside a job. Notes of the same moment travel together. */
export function createNoteWaiting(redis: Redis): NoteWaiting {
  redis.defineCommand(NOTE_COMMAND, { lua: SCRIPT });
  const run = Reflect.get(redis, NOTE_COMMAND).bind(redis) as Command;
  return (queue: JobQueue, keep) => {
    const { keys } = queue;
    const [delayed, prioritized, prefix] = [`${keys["delayed"]}`, `${keys["prioritized"]}`, queue.toKey("")];
    const add = createGather<WaitingNote, WaitingJob | null>(MAX_NOTES, async (notes) => {
      const holders = notes.map(({ holder }) => holder);
      const texts = notes.map(({ note }) => note);
      const answer = await run(holders.length + 2, delayed, prioritized, ...holders, prefix, `${keep}`, ...texts);
      return notes.map((_note, index) => readJob(answer, 3 * index));
    });
    const holderPrefix = `${keys["de"]}:`;
    return (key, note) => add({ holder: holderPrefix + key, note });
  };
}

/** `delayedUntil` of a backend on Redis. */
export function createDelayedUntil(redis: Redis): DelayedUntil {
  redis.defineCommand(DELAYED_COMMAND, { numberOfKeys: 2, lua: DELAYED_SCRIPT });
  const run = Reflect.get(redis, DELAYED_COMMAND).bind(redis) as (...keys: readonly string[]) => Promise<string | null>;
  return async ({ keys }, key) => {
    const score = await run(`${keys["de"]}:${key}`, `${keys["delayed"]}`);
    return score === null ? null : dueTime(score);
  };
}

/** `readDelayed` of a backend on Redis. */
export function createReadDelayed(redis: Redis): ReadDelayed {
  return async ({ keys }, count) => {
    const key = `${keys["delayed"]}`;
    const ends = await Promise.all([
      redis.zrange(key, "0", `${count - 1}`, "WITHSCORES"),
      redis.zrange(key, `-${count}`, "-1", "WITHSCORES"),
    ]);
    return ends.flatMap((end) =>
      end.flatMap((jobId, at) => (at % 2 === 0 ? [{ jobId, dueAt: dueTime(end[at + 1] ?? "") }] : [])),
    );
  };
}

function readJob(answer: readonly string[], at: number): WaitingJob | null {
  const [jobId = "", score = "", priority = ""] = answer.slice(at, at + 3);
  if (jobId === "") return null;
  return { jobId, dueAt: score === "" ? null : dueTime(score), priority: Number(priority) };
}

function dueTime(score: string): number {
  return Math.floor(Number(score) / SCORE_PER_MS);
}
