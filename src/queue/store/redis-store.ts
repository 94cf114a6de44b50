import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import { z } from "zod";
import { DAY_MS } from "../../domain/time/units.ts";
import type { BullBackend } from "../backend.ts";
import { changeTexts } from "./change-texts.ts";
import { NO_MAP, newsOf, type SharedStore, TEXT_LIFE_MS } from "./types.ts";

/** A server is shared with others: what nobody writes any more leaves it. */
const MAP_LIFE_MS = 30 * DAY_MS;
/** Fields written with one command: Redis does nothing else meanwhile. */
const FIELDS_AT_ONCE = 500;

/** Returns nothing when the text was replaced, else what stands there. */
const REPLACE = `
local expected, version, text, life = unpack(ARGV)
local now = redis.call('HMGET', KEYS[1], 'version', 'text')
if (now[1] or '') ~= expected then return { now[1] or '', now[2] or '' } end
redis.call('HSET', KEYS[1], 'version', version, 'text', text)
redis.call('PEXPIRE', KEYS[1], life)
return false`;

/** Each write of a field has a number, so that a reader gets what is new to it. */
const WRITE = `
redis.call('HSETNX', KEYS[1], 'epoch', ARGV[1])
for i = 3, #ARGV, 3 do
  redis.call('ZADD', KEYS[2], redis.call('HINCRBY', KEYS[1], 'last', 1), ARGV[i])
  if ARGV[i + 1] == '1' then redis.call('HSET', KEYS[3], ARGV[i], ARGV[i + 2])
  else redis.call('HDEL', KEYS[3], ARGV[i]) end
end
for i = 1, #KEYS do redis.call('PEXPIRE', KEYS[i], ARGV[2]) end`;

const NEWS = `
local epoch = redis.call('HGET', KEYS[1], 'epoch')
if not epoch then return false end
local last = redis.call('HGET', KEYS[1], 'last')
local since = epoch == ARGV[1] and tonumber(last) >= tonumber(ARGV[2]) and ARGV[2] or '0'
local fields = redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. since, '+inf')
local answer = { epoch, last }
for i = 1, #fields, 1000 do
  local texts = redis.call('HMGET', KEYS[3], unpack(fields, i, math.min(i + 999, #fields)))
  for j = 1, #texts do
    answer[#answer + 1] = fields[i + j - 1]
    answer[#answer + 1] = texts[j]
  end
end
return answer`;

const Found = z.nullable(z.tuple([z.string(), z.string()]));
const News = z.nullable(z.tuple([z.string(), z.coerce.number()], z.nullable(z.string())));

type Script = (keys: number, ...keysAndValues: readonly (string | number)[]) => Promise<unknown>;

/** A script that is sent once and named by its digest from then on. */
function defineScript(redis: Redis, name: string, lua: string): Script {
  redis.defineCommand(name, { lua });
  return Reflect.get(redis, name).bind(redis) as Script;
}

/** A store beside the queues in Redis, over the connection of producers. */
export function createRedisStore(redis: Redis, prefix: string, attempt: BullBackend["attempt"]): SharedStore {
  const run = async (script: Script, keys: readonly string[], values: readonly (string | number)[]): Promise<unknown> =>
    attempt(() => script(keys.length, ...keys, ...values));
  const [replaceText, writeFields, readFields] = [
    defineScript(redis, "cadenceReplaceText", REPLACE),
    defineScript(redis, "cadenceWriteFields", WRITE),
    defineScript(redis, "cadenceReadFields", NEWS),
  ];
  const keysOf = (map: string): readonly string[] =>
    ["about", "order", "fields"].map((part) => `${prefix}:map:${map}:${part}`);
  return {
    change: changeTexts(async (name, expected, { version, text }) => {
      const values = [expected, version, text, TEXT_LIFE_MS];
      const found = Found.parse(await run(replaceText, [`${prefix}:text:${name}`], values));
      if (found === null) return "done";
      return found[0] === "" ? null : { version: found[0], text: found[1] };
    }),
    async write(map, fields) {
      const all = [...fields];
      for (let from = 0; from < all.length; from += FIELDS_AT_ONCE) {
        const values = all
          .slice(from, from + FIELDS_AT_ONCE)
          .flatMap(([field, text]) => [field, text === null ? 0 : 1, text ?? ""]);
        await run(writeFields, keysOf(map), [randomUUID(), MAP_LIFE_MS, ...values]);
      }
    },
    async readNews(map, since) {
      const read = News.parse(await run(readFields, keysOf(map), [since?.epoch ?? "", since?.number ?? 0]));
      if (read === null) return NO_MAP;
      const [epoch, number, ...rest] = read;
      const pairs = rest.flatMap((field, at) =>
        at % 2 === 0 && field !== null ? [[field, rest[at + 1] ?? null] as const] : [],
      );
      return newsOf({ epoch, number }, since, pairs);
    },
  };
}
