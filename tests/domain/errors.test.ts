import { expect, it } from "vitest";
import * as errors from "../../src/domain/errors.ts";

/** The same code once more, as the bundle of the service has it: with classes of its own. */
const again = "../../src/domain/errors.ts?again";
const others: typeof errors = await import(again);

const passing = { code: "GITLAB_BUSY", status: 503, retryAfterMs: 1 };
const lasting = { code: "GITLAB_DENIED", status: 403, remedy: "ask" };

it.each<[string, (from: typeof errors) => unknown, readonly boolean[]]>([
  ["of people's files", ({ ConfigError }) => new ConfigError("x"), [true, false, false, false]],
  ["that lasts", ({ PermanentError }) => new PermanentError("x", lasting), [false, true, false, false]],
  ["that passes", ({ TransientError }) => new TransientError("x", passing), [false, false, true, false]],
  ["nobody knows the end of", (from) => new from.UnknownOutcomeError("x", passing), [false, false, true, true]],
  [
    "of others",
    () => Object.assign(new Error("x"), { code: "CADENCE_CONFIG", kind: "odd" }),
    [false, false, false, false],
  ],
  ["that is none", () => ({ kind: "config" }), [false, false, false, false]],
  ["that is nothing", () => null, [false, false, false, false]],
])("knows an error %s by its kind, of another bundle too", (_title, make, kinds) => {
  const { isConfigError, isPermanentError, isTransientError, isUnknownOutcomeError } = errors;
  for (const from of [errors, others]) {
    const error = make(from);
    const asked = [isConfigError, isPermanentError, isTransientError, isUnknownOutcomeError].map((is) => is(error));
    expect(asked).toEqual(kinds);
  }
});

it("knows an error of a class by its name", () => {
  const { isNamed, ConfigError } = errors;
  expect(others.ConfigError).not.toBe(ConfigError);
  expect(isNamed<errors.ConfigError>(new others.ConfigError("x"), "ConfigError")).toBe(true);
  expect([new Error("x"), { name: "ConfigError" }, null].map((one) => isNamed(one, "ConfigError"))).toEqual([
    false,
    false,
    false,
  ]);
});
