import { randomBytes } from "node:crypto";
import pino from "pino";
import type { CommandContext } from "../../src/app/context.ts";
import type { ServeOptions } from "../../src/app/options.ts";
import { createPaint } from "../../src/app/terminal.ts";
import { type Closers, startService } from "../../workers/start.ts";
import { forgetPrefix } from "../support/servers.ts";
import { testThreads } from "../support/threads/entry.ts";
import type { ServiceStage } from "./service-stage.ts";

/** A line of the log. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly level: number; readonly msg: string };

/** One process of the service, as far as it can be one within the test's. */
export interface InnerService {
  readonly url: string;
  lines(): readonly LogLine[];
  close(): Promise<void>;
}

/** Processes of the service that share a Redis, each started in this process: quicker than real ones. */
export interface InnerServices {
  start(options?: Partial<ServeOptions>, own?: Pick<Partial<CommandContext>, "clock">): Promise<InnerService>;
  close(): Promise<void>;
}

/** Nothing runs until `start`. */
export function innerServices(
  stage: ServiceStage,
  redisUrl: string,
  more: Pick<Partial<CommandContext>, "threads" | "elapsed"> = {},
): InnerServices {
  const prefix = `t_${randomBytes(6).toString("hex")}`;
  const context: CommandContext = {
    environment: { ...stage.environment, CADENCE_QUEUE_URL: redisUrl, CADENCE_QUEUE_PREFIX: prefix },
    commandName: "cadence",
    color: false,
    clock: Date.now,
    threads: testThreads(),
    ...more,
    terminal: { out() {}, err() {}, paint: createPaint(false), quiet: true },
  };
  const running: InnerService[] = [];
  return {
    async start(options = {}, own = {}) {
      const lines: LogLine[] = [];
      const log = pino({ base: null }, { write: (line: string) => void lines.push(JSON.parse(line) as LogLine) });
      const closers: Closers = [];
      const close = async (): Promise<void> => {
        for (let end = closers.pop(); end !== undefined; end = closers.pop()) await end();
      };
      const all = {
        service: `${stage.folder}/cadence.yml`,
        group: [],
        trustProxy: [],
        concurrency: 8,
        adminPort: null,
        port: 0,
        host: "127.0.0.1",
        directory: stage.folder,
        only: null,
        logLevel: "info",
        audit: null,
        ...options,
      } as const;
      const { address } = await startService(all, { ...context, ...own }, log, closers).catch(
        async (error: unknown) => {
          await close();
          throw error;
        },
      );
      const service = { url: address, lines: () => lines, close };
      running.push(service);
      return service;
    },
    async close() {
      await Promise.all(running.map((each) => each.close()));
      await forgetPrefix(redisUrl, prefix);
    },
  };
}
