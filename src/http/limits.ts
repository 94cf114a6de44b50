import { MINUTE_MS } from "../domain/time/units.ts";

const MIB = 1024 * 1024;

/** What one client, one body and one answer may cost. */
export interface ReceiverLimits {
  /** Largest body in bytes. GitLab sends at most 25 MB. */
  readonly bodyBytes: number;
  /** What bodies of senders that are not known yet may hold together while they are read; then the oldest is dropped. */
  readonly heldBytes: number;
  /** Connections at the same time. */
  readonly connections: number;
  /** Requests per minute and source address that bring no proof of who sends them; those that do are not counted. */
  readonly requestsPerMinute: number;
  /** Time for the headers, and for the whole request, to arrive. GitLab itself gives up after 10 seconds. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** Time for the queue to take a job. */
  readonly enqueueMs: number;
  /** Mean delay of the event loop above which requests are turned away. */
  readonly eventLoopDelayMs: number;
  /** Time for requests under way to be answered when the server is closed; then connections are cut. */
  readonly closeMs: number;
  /** A delivery that comes again within this time is known by its id. */
  readonly rememberMs: number;
  readonly rememberDeliveries: number;
}

export const DEFAULT_LIMITS: ReceiverLimits = {
  bodyBytes: 26 * MIB,
  heldBytes: 128 * MIB,
  connections: 500,
  requestsPerMinute: 600,
  headersMs: 5_000,
  requestMs: 15_000,
  enqueueMs: 5_000,
  eventLoopDelayMs: 1_000,
  closeMs: 5_000,
  // A signed delivery can be replayed from 5 minutes before to 5 minutes after its time.
  rememberMs: 10 * MINUTE_MS,
  rememberDeliveries: 10_000,
};
