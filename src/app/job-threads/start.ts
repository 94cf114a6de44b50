import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { createOperations } from "./operations.ts";
import type { JobsThreadData } from "./protocol.ts";
import { serveOrders } from "./thread.ts";

/** Serves the thread that started this one. */
export function startJobsThread(): void {
  // Only threads come here, and those have a port.
  serveOrders(parentPort as MessagePort, workerData as JobsThreadData, createOperations());
}
