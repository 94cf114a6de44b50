import { expect, it } from "vitest";
import { reportThrottled } from "../../src/queue/report-throttled.ts";

it("says the same words of a server that is away once a minute, others in between", () => {
  const said: string[] = [];
  let now = 0;
  const log = {
    debug: () => {},
    info: () => {},
    warn: ({ error }: Record<string, unknown>) => said.push(String(error)),
  };
  const report = reportThrottled(log, "postgres://db", () => now);
  const outage = ["connection terminated", "ECONNREFUSED", "connection terminated", "ECONNREFUSED"];
  for (now = 0; now < 60_000; now += 10_000) for (const text of outage) report(new Error(text));
  expect(said).toEqual(["connection terminated", "ECONNREFUSED"]);
  now = 60_000;
  report(new Error("ECONNREFUSED"));
  expect(said).toEqual(["connection terminated", "ECONNREFUSED", "ECONNREFUSED"]);
});
