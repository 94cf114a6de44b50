import { describe, expect, it } from "vitest";
import { backoffBound, requestedWait } from "../../../src/gitlab/http/rate-limit.ts";

const NOW = Date.UTC(2026, 10, 24, 8);
const SECONDS = NOW / 1000;

describe("requestedWait", () => {
  it.each<[string, number, Record<string, string>, number | null]>([
    ["seconds", 429, { "retry-after": "12" }, 12_000],
    ["seconds of an outage", 503, { "retry-after": "5" }, 5_000],
    ["no seconds", 429, { "retry-after": "0" }, 0],
    ["an HTTP date", 429, { "retry-after": "Tue, 24 Nov 2026 08:00:30 GMT" }, 30_000],
    ["a date that is over", 429, { "retry-after": "Tue, 24 Nov 2026 07:00:00 GMT" }, 0],
    [
      "an HTTP date on a server two minutes ahead",
      429,
      { "retry-after": "Tue, 24 Nov 2026 08:02:30 GMT", date: "Tue, 24 Nov 2026 08:02:00 GMT" },
      30_000,
    ],
    ["a date as people write it", 429, { "retry-after": "soon" }, null],
    ["a negative number", 429, { "retry-after": "-3" }, null],
    ["a reset on a 429", 429, { "ratelimit-reset": String(SECONDS + 40) }, 40_000],
    ["Retry-After before reset", 429, { "retry-after": "3", "ratelimit-reset": String(SECONDS + 40) }, 3_000],
    [
      "a reset on a server a minute behind",
      429,
      { "ratelimit-reset": String(SECONDS - 20), date: "Tue, 24 Nov 2026 07:59:00 GMT" },
      40_000,
    ],
    ["nothing left on a 200", 200, { "ratelimit-remaining": "0", "ratelimit-reset": String(SECONDS + 9) }, 9_000],
    [
      "nothing left, but the reset is over",
      200,
      { "ratelimit-remaining": "0", "ratelimit-reset": String(SECONDS - 9) },
      0,
    ],
    ["nothing left and no reset", 200, { "ratelimit-remaining": "0" }, null],
    ["something left", 200, { "ratelimit-remaining": "1", "ratelimit-reset": String(SECONDS + 9) }, null],
    ["a success is no reason to wait", 200, { "retry-after": "5" }, null],
    ["no header at all", 429, {}, null],
  ])("%s", (_, status, headers, expected) => {
    expect(requestedWait(status, new Headers(headers), NOW)).toBe(expected);
  });
});

it("backoffBound doubles up to 8 seconds", () => {
  expect([1, 2, 3, 4, 5, 6, 9].map(backoffBound)).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
});
