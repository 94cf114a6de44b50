import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { createRecentMap } from "../domain/recent-map.ts";
import { MINUTE_MS } from "../domain/time/units.ts";

/** Tells who has proved to be GitLab, or a person with the password, from everybody else. */
export interface Strangers {
  /** Seconds until requests of an address are looked at again that prove nothing; 0 where they may come. */
  wait(address: string): number;
  /** Counts an answered request, unless its sender was vouched for. */
  count(request: IncomingMessage, address: string): void;
  /** Its signature, token or password was right: it costs its address nothing. */
  vouch(request: IncomingMessage): void;
  isKnown(request: IncomingMessage): boolean;
  /** Whether somebody who was vouched for has used this connection. */
  hasBeenUsed(socket: Socket): boolean;
}

const WINDOW_MS = MINUTE_MS;
/** More addresses than that at a time share nothing: what bounds them is the number of connections. */
const MAX_ADDRESSES = 10_000;

interface Spent {
  requests: number;
  readonly until: number;
}

/**
 * Lets each address (of IPv6, each network of 64 bits) ask so many times a minute without a proof. Requests that bring one
 * never pay for those that do not: GitLab may share its address with anybody. `now` in milliseconds on a clock that only goes
 * forward.
 */
export function createStrangers(requestsPerMinute: number, now: () => number = () => performance.now()): Strangers {
  const spent = createRecentMap<Spent>(MAX_ADDRESSES);
  const requests = new WeakSet<IncomingMessage>();
  const sockets = new WeakSet<Socket>();
  const current = (key: string): Spent | undefined => {
    const one = spent.get(key);
    return one !== undefined && one.until > now() ? one : undefined;
  };
  return {
    wait(address) {
      const one = current(networkOf(address));
      if (one === undefined || one.requests < requestsPerMinute) return 0;
      return Math.ceil((one.until - now()) / 1000);
    },
    count(request, address) {
      if (requests.has(request)) return;
      const key = networkOf(address);
      const one = current(key);
      if (one === undefined) spent.set(key, { requests: 1, until: now() + WINDOW_MS });
      else one.requests += 1;
    },
    vouch(request) {
      requests.add(request);
      sockets.add(request.socket);
    },
    isKnown: (request) => requests.has(request),
    hasBeenUsed: (socket) => sockets.has(socket),
  };
}

/** What one sender can be sure to have only one of: an IPv4 address, or the first 64 bits of an IPv6 address. */
export function networkOf(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  const [before = "", after] = address.split("::");
  const groups = before === "" ? [] : before.split(":");
  const rest = after === undefined || after === "" ? [] : after.split(":");
  const missing = after === undefined ? 0 : Math.max(0, 8 - groups.length - rest.length);
  return [...groups, ...Array<string>(missing).fill("0"), ...rest].slice(0, 4).join(":");
}
