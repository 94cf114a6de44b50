import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../../domain/log.ts";
import { MINUTE_MS } from "../../domain/time/units.ts";
import { parseAddress } from "../http/address.ts";
import { httpTransport } from "../http/http-transport.ts";
import { createSecret } from "../http/token.ts";
import { fetchTransport } from "../http/transport.ts";
import { USER_AGENT } from "../http/user-agent.ts";
import type { CallSettings } from "./call.ts";
import type { GitLabOptions } from "./client-options.ts";

const SILENT: Log = { debug: () => {}, info: () => {}, warn: () => {} };

/** The options with every default filled in. Throws as `createGitLab` does. */
export function callSettings(options: GitLabOptions): CallSettings {
  const maxWaitMs = options.maxWaitMs ?? 5 * MINUTE_MS;
  return {
    address: parseAddress(options.url),
    secret: createSecret(options.token),
    project: options.project,
    userAgent: options.userAgent ?? USER_AGENT,
    timeoutMs: options.timeoutMs ?? 30_000,
    transport: options.fetch === undefined ? httpTransport(options.proxies ?? null) : fetchTransport(options.fetch),
    sleep: options.sleep ?? sleep,
    random: options.random ?? Math.random,
    now: options.now ?? Date.now,
    maxWaitMs,
    leaveAfterMs: options.leaveAfterMs ?? maxWaitMs,
    log: options.log ?? SILENT,
    turns: options.turns ?? null,
    onAnswer: options.onAnswer ?? (() => {}),
  };
}
