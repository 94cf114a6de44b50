/** A process whose worker takes a job and never ends it: `node --import tsx stuck-worker.ts '<address as JSON>'`. */
import { openBackend } from "../../src/queue/backends/open-backend.ts";
import { type Address, PATIENT_MS, silent } from "./places.ts";
import { named } from "./stage.ts";

const address = JSON.parse(process.argv[2] ?? "") as Address;
const backend = await openBackend({ ...address, log: silent, answerMs: PATIENT_MS });
const queue = backend.openProjectQueue();
backend.openProjectWorker(
  async (project) => {
    // Not before it counts: a job that nobody was told of may be lost.
    await accepted;
    console.log(`running ${project.toString(36)}`);
    return new Promise(() => {});
  },
  { concurrency: 1, log: silent, lockMs: 1000, stalledCheckMs: 500 },
);
const accepted: Promise<unknown> = queue.enqueue({
  project: named("stuck"),
  reason: { kind: "webhook", event: "push", at: new Date().toISOString() },
  priority: "close",
});
