import { afterAll, beforeAll, expect, it } from "vitest";
import { holdIdle, JUNK } from "../support/hostile/junk.ts";
import { issueEvent, openReceiverStage, type ReceiverStage } from "./receiver-stage.ts";

/** bench/strangers.ts does the same with 16,000 and 500, in processes of their own, and measures. */
const EACH = 12;
const SIGNED = 40;
const PATIENCE_MS = 300;

let receiver: ReceiverStage;
beforeAll(async () => {
  const queues = { passwords: () => ["correct-horse-battery"], pathOf: () => null, queue: {} };
  receiver = await openReceiverStage({ limits: { connections: 50, requestsPerMinute: 20 }, queues: queues as never });
});
afterAll(() => receiver.close());

const closed = issueEvent({ action: "close", labels: ["Agenda"] });

it("every signed webhook is taken while junk of all shapes comes from its address", async () => {
  const letGo = await holdIdle(receiver.port, 60);
  let requests = 0;
  const flood = Object.values(JUNK).map(async (junk) => {
    for (let count = 0; count < EACH; count += 1) {
      const made = await junk(receiver.port, PATIENCE_MS);
      requests += made;
    }
  });
  const statuses: number[] = [];
  const outcomes: string[] = [];
  for (let count = 0; count < SIGNED; count += 1) {
    const { status, body } = await receiver.deliver(closed);
    statuses.push(status);
    outcomes.push(body.outcome);
  }
  await Promise.all(flood);
  letGo();
  expect(statuses).toEqual(Array(SIGNED).fill(200));
  expect(outcomes).toEqual(Array(SIGNED).fill("queued"));
  expect(requests).toBeGreaterThan(1_000);
  expect(receiver.jobs).toHaveLength(SIGNED);
  const warnings = receiver
    .log()
    .split("\n")
    .filter((line) => /"level":[4-6]0/.test(line));
  expect(warnings.length).toBeLessThan(12);
});
