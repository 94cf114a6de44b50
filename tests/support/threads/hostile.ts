import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { createOperations } from "../../../src/app/job-threads/operations.ts";
import type { JobsThreadData } from "../../../src/app/job-threads/protocol.ts";
import { serveOrders } from "../../../src/app/job-threads/thread.ts";
import { decideAgendas } from "../../../src/domain/schedule/decide.ts";
import { hang, hangingAt } from "./hanging.ts";

/** Threads with what a slow pattern does planted in each step of a look. The plan sees no issue: it hangs for calls of 7 minutes. */
const decide: typeof decideAgendas = (schedule, ...rest) => {
  if (schedule.durationMinutes === 7) hang();
  return decideAgendas(schedule, ...rest);
};

serveOrders(parentPort as MessagePort, workerData as JobsThreadData, createOperations({ decide }), hangingAt);
