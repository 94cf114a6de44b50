import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConfigError, PermanentError, TransientError, UnknownOutcomeError } from "../../src/domain/errors.ts";
import { judgeError, MAX_TRIES, toFailure } from "../../src/queue/back-off.ts";
import { assertOften } from "../support/assert-often.ts";

const HOUR_MS = 3_600_000;

function passing(code: string, status: number | null, retryAfterMs: number): TransientError {
  return new TransientError("later", { code, status, retryAfterMs });
}

describe("what becomes of a job whose run threw", () => {
  it.each<[string, unknown, number, number]>([
    ["a rate limit waits as long as asked", passing("GITLAB_RATE_LIMIT", 429, 7_200_000), 0, 7_200_000],
    ["a rate limit of our own too", passing("GITLAB_RATE_LIMIT", null, 5000), 99, 5000],
    ["a blocked address too", passing("GITLAB_BLOCKED", 403, 60_000), 99, 60_000],
  ])("%s", (_name, error, tries, delayMs) => {
    expect(judgeError(error, tries, 0.5)).toEqual({ kind: "wait", delayMs, leastMs: delayMs, asked: true });
  });

  it.each<[string, unknown, number, number, number]>([
    ["first", passing("GITLAB_OUTAGE", 502, 0), 0, 5000, 10_000],
    ["second", passing("GITLAB_OUTAGE", 502, 0), 1, 10_000, 20_000],
    ["last", passing("GITLAB_OUTAGE", 502, 0), MAX_TRIES - 2, 1_280_000, 2_560_000],
    ["as asked at least", passing("GITLAB_OUTAGE", 503, 60_000), 0, 60_000, 60_000],
    [
      "an outcome that nobody knows",
      new UnknownOutcomeError("?", { code: "X", status: null, retryAfterMs: 0 }),
      0,
      5000,
      10_000,
    ],
    ["an error that nobody foresaw", new TypeError("undefined is not a function"), 0, 5000, 10_000],
  ])("the wait doubles: %s", (_name, error, tries, least, most) => {
    const [shortest, longest] = [0, 0.999_999].map((random) => judgeError(error, tries, random));
    expect(shortest).toMatchObject({ kind: "wait", delayMs: least, asked: false });
    expect(longest).toMatchObject({ kind: "wait", delayMs: expect.closeTo(most, -1) });
  });

  it("no wait of ours is longer than an hour, and each run is counted", () => {
    assertOften({ "it waits": 0.15, "it gives up": 0.3 }, (asserted) =>
      fc.property(fc.nat({ max: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), (tries, random) => {
        const judged = judgeError(new Error("bug"), tries, random);
        expect(judged.kind).toBe(tries + 1 >= MAX_TRIES ? "give-up" : "wait");
        asserted(judged.kind === "wait" ? "it waits" : "it gives up");
        if (judged.kind === "wait") expect(judged.delayMs).toBeLessThanOrEqual(HOUR_MS);
      }),
    );
  });

  it.each<[string, unknown, string]>([
    [
      "a lasting error",
      new PermanentError("no", { code: "GITLAB_FORBIDDEN", status: 403, remedy: "ask" }),
      "GITLAB_FORBIDDEN",
    ],
    ["a wrong configuration", new ConfigError("bad file"), "CADENCE_CONFIG"],
  ])("%s is given up at once", (_name, error, code) => {
    expect(judgeError(error, 0, 0)).toMatchObject({ kind: "give-up", failure: { code } });
  });

  it("what is kept of an error fits every store", () => {
    const failure = toFailure(new Error(`a\0b\ud800c${"x".repeat(5000)}\u{1f600}`));
    expect(failure.message).toMatch(/^ab\u{FFFD}cx+$/u);
    expect(failure.message.length).toBeLessThanOrEqual(2000);
    expect(toFailure("thrown text")).toMatchObject({ name: "Error", message: "thrown text", code: null });
    expect(toFailure(new Error(`${"x".repeat(1999)}\u{1f600}`)).message.at(-1)).toBe("\u{FFFD}");
  });
});
