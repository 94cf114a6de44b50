import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Log } from "../../src/domain/log.ts";
import type { Backend, BullBackend } from "../../src/queue/backend.ts";
import { openBackend } from "../../src/queue/backends/open-backend.ts";
import { WORK_QUEUE } from "../../src/queue/names.ts";
import { forgetPrefix } from "../support/servers.ts";

export const silent: Log = { debug() {}, info() {}, warn() {} };
/** For tests that are not about a server that is away: on a busy machine a good one may take seconds. */
export const PATIENT_MS = 30_000;

/** What a child process needs to open the same queues. */
export interface Address {
  readonly url: string | null;
  readonly directory: string;
  readonly prefix: string;
}

/** Queues of a test, empty at its start. */
export interface Place {
  readonly backend: Backend;
  readonly address: Address;
  /** Another connection to them, or the same one where there can be only one. Closed with the place. */
  another(): Promise<Backend>;
  /** Lets another process have them, where there can be only one. Until `takeBack` the backend is no use. */
  lend(): Promise<void>;
  takeBack(): Promise<void>;
  close(): Promise<void>;
}

/** One set of queues, emptied for each test: creating one takes a while. */
export interface Places {
  open(): Promise<Place>;
  close(): Promise<void>;
}

/** A prefix or schema of its own on a shared server. */
export async function placesOn(url: string): Promise<Places> {
  const address: Address = { url, directory: "", prefix: `t_${randomBytes(6).toString("hex")}` };
  const connect = (): Promise<Backend> => openBackend({ ...address, log: silent, answerMs: PATIENT_MS });
  const backend = await connect();
  return {
    async open() {
      await empty(backend);
      const opened: Backend[] = [];
      return {
        backend,
        address,
        async another() {
          const more = await connect();
          opened.push(more);
          return more;
        },
        async lend() {},
        async takeBack() {},
        async close() {
          await Promise.all(opened.map((each) => each.close()));
        },
      };
    },
    async close() {
      await backend.close();
      await forgetPrefix(url, address.prefix);
    },
  };
}

/** Queues in the memory of this process, each with a directory of its own. */
export async function placesInProcess(): Promise<Places> {
  const folder = await mkdtemp(path.join(tmpdir(), "cadence-queue-"));
  return {
    async open() {
      const address: Address = { url: null, directory: await mkdtemp(path.join(folder, "place-")), prefix: "cadence" };
      let backend = await openBackend({ ...address, log: silent });
      return {
        get backend() {
          return backend;
        },
        address,
        another: async () => backend,
        lend: () => backend.close(),
        async takeBack() {
          backend = await openBackend({ ...address, log: silent });
        },
        close: () => backend.close(),
      };
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What BullMQ knows of a place. */
export function bullOf(backend: Backend): BullBackend {
  return backend as Backend & BullBackend;
}

async function empty(backend: Backend): Promise<void> {
  const queue = bullOf(backend).openQueue(WORK_QUEUE, {});
  await queue.obliterate({ force: true });
  await queue.close();
}
