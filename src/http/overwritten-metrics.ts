import { Gauge, type Registry } from "prom-client";
import { createDeadline } from "../queue/deadline.ts";

/** What the bot may have overwritten and is not looked at yet. */
export interface OverwrittenFigures {
  readonly count: number;
  /** How long the oldest has waited, in milliseconds; null for none. */
  readonly oldestMs: number | null;
}

/** Takes the function that counts; it is asked whenever metrics are read. */
export type WatchOverwritten = (read: () => Promise<OverwrittenFigures>) => void;

const READ_MS = 2_000;

/** Gauges of overwritten texts, absent while they cannot be counted in time. */
export function createOverwrittenMetrics(registry: Registry): WatchOverwritten {
  const inTime = createDeadline(READ_MS);
  let source: (() => Promise<OverwrittenFigures>) | null = null;
  let reading: Promise<OverwrittenFigures | null> | null = null;
  /** Both gauges are read at the same time: one question for the two. */
  const figures = async (): Promise<OverwrittenFigures | null> => {
    reading ??= source === null ? Promise.resolve(null) : inTime(source()).catch(() => null);
    const answer = await reading;
    reading = null;
    return answer;
  };
  const gauge = (name: string, help: string, valueOf: (known: OverwrittenFigures) => number): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const known = await figures();
        if (known === null) this.remove();
        else this.set(valueOf(known));
      },
    });
  };
  gauge(
    "cadence_overwritten_texts",
    "Texts that the bot may have overwritten and that wait to be put back",
    ({ count }) => count,
  );
  gauge(
    "cadence_overwritten_oldest_seconds",
    "How long the oldest text that the bot may have overwritten waits to be put back",
    ({ oldestMs }) => (oldestMs ?? 0) / 1000,
  );
  return (read) => {
    source = read;
  };
}
