import { isDeepStrictEqual } from "node:util";
import type { ServeOptions } from "../../src/app/options.ts";
import { isConfigError, messageOf } from "../../src/domain/errors.ts";
import { type Connecting, type Current, connect, readCurrentToken, readSettings } from "./current.ts";

/** What may change while the service runs, in one place. */
export interface LiveConfiguration {
  readonly current: () => Current;
  /**
   * Reads everything anew and puts it in place of what there was, all at once; where anything in it is wrong, nothing changes
   * and the log says why. Never throws.
   */
  reload(): Promise<void>;
  /** The same, where the token's file holds another token than the one in use. Never throws. */
  reloadForToken(): Promise<void>;
  /** Called after a change, with what was before. What it throws is logged. */
  onChange(listener: (before: Current) => Promise<void> | void): void;
}

/** Keeps what may change. */
export function keepLive(start: Current, options: ServeOptions, connecting: Connecting): LiveConfiguration {
  const { log, context } = connecting;
  const listeners: ((before: Current) => Promise<void> | void)[] = [];
  let current = start;
  /** One after the other: of two at a time the older could come last. */
  let turn: Promise<void> = Promise.resolve();
  const change = async (): Promise<void> => {
    const before = current;
    let after: Current;
    try {
      after = await connect(readSettings(options, context), connecting, before);
      refuseStranger(before, after);
    } catch (error) {
      const why = whyOf(error);
      log.warn({ error: why }, `the configuration stays as it was: ${why}`);
      return;
    }
    current = after;
    const changed = changesOf(before, after);
    log.info({ changed }, `configuration read anew: ${changed.length === 0 ? "all as it was" : changed.join(", ")}`);
    if (queueOf(before) !== queueOf(after)) log.warn({}, "the queue stays the one of the start until the next start");
    for (const listener of listeners) {
      try {
        await listener(before);
      } catch (error) {
        log.warn({ error: String(error) }, `after the configuration changed: ${String(error)}`);
      }
    }
  };
  const reload = (): Promise<void> => {
    turn = turn.then(change);
    return turn;
  };
  return {
    current: () => current,
    reload,
    async reloadForToken() {
      try {
        if (readCurrentToken(context) === current.token) return;
      } catch (error) {
        log.warn({ error: String(error) }, `the token cannot be read: ${messageOf(error)}`);
        return;
      }
      await reload();
    },
    onChange: (listener) => void listeners.push(listener),
  };
}

/** On one line, each problem with its place. */
function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!isConfigError(error) || error.problems.length === 0) return error.message;
  const said = error.problems.map(({ file, line, key, problem }) => {
    const place = line === null ? file : `${file}:${line}`;
    return `${place}: ${key === "" ? "" : `${key} `}${problem}`;
  });
  return said.join("; ");
}

/** Another instance has other projects, and another user does not recognise the issues of this one: agendas would come twice. */
function refuseStranger(before: Current, after: Current): void {
  if (before.gitlab.url !== after.gitlab.url)
    throw new Error(`the address of GitLab cannot change while it runs (${before.gitlab.url}): start it anew`);
  if (before.bot.id !== after.bot.id) {
    const users = `@${after.bot.username}, the one in use to @${before.bot.username}`;
    throw new Error(
      `the new token belongs to ${users}, whose issues it would not know: rotate the token, or start anew`,
    );
  }
}

function changesOf(before: Current, after: Current): readonly string[] {
  return [
    ...(isDeepStrictEqual(before.service, after.service) ? [] : ["cadence.yml"]),
    ...(before.token === after.token ? [] : ["the GitLab token"]),
    ...(isDeepStrictEqual(before.keys, after.keys) ? [] : ["the secrets of webhooks"]),
  ];
}

function queueOf({ environment }: Current): string {
  return `${environment.queueUrl?.reveal() ?? ""} ${environment.queuePrefix}`;
}
