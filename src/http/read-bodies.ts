import type { Readable } from "node:stream";
import type { ReceiverLimits } from "./limits.ts";
import { Refusal } from "./refusal.ts";

/** A body that is being read. */
export interface BodySource {
  readonly stream: Readable;
  /** How many bytes its head promises; null where it does not say. */
  readonly announced: number | null;
  /** Told each piece as it comes. */
  readonly onChunk: (chunk: Buffer) => void;
}

export type BodyReader = (source: BodySource, done: (error: Error | null, body: readonly Buffer[]) => void) => void;

/** Who holds no more is left alone: this many bytes on every connection are little. */
const LITTLE_BYTES = 64 * 1024;

interface Reading {
  bytes: number;
  readonly drop: () => void;
}

/**
 * Reads bodies of senders that nobody knows yet: a signature shows only when the body is there. What all of them hold
 * together is bounded. When it is too much, the oldest is dropped, never the newest: whoever sends slowly keeps nobody else
 * from being heard.
 */
export function createBodyReader({ bodyBytes, heldBytes }: ReceiverLimits): BodyReader {
  const readings = new Set<Reading>();
  let held = 0;
  const makeRoom = (): void => {
    for (const one of readings) {
      if (held <= heldBytes || readings.size === 1) return;
      if (one.bytes > LITTLE_BYTES) one.drop();
    }
  };
  return ({ stream, announced, onChunk }, done) => {
    if (announced !== null && announced > bodyBytes) {
      done(new Refusal("too-large"), []);
      return;
    }
    const chunks: Buffer[] = [];
    // The reason only where there is one: an error for each body that has been read long ago costs more than reading it.
    const end = (why: ConstructorParameters<typeof Refusal>[0] | null): void => {
      if (!readings.delete(reading)) return;
      held -= reading.bytes;
      stream.off("data", take);
      if (why === null) done(null, chunks);
      else done(new Refusal(why), []);
    };
    const reading: Reading = { bytes: 0, drop: () => end("busy") };
    const take = (chunk: Buffer): void => {
      reading.bytes += chunk.length;
      held += chunk.length;
      if (reading.bytes > bodyBytes) {
        end("too-large");
        return;
      }
      onChunk(chunk);
      chunks.push(chunk);
      makeRoom();
    };
    readings.add(reading);
    stream.on("data", take);
    stream.once("end", () => end(null));
    // The sender is gone: there is nobody to tell.
    stream.once("error", () => end("bad-request"));
    stream.once("close", () => end("bad-request"));
  };
}
