import type { RequestInfo } from "./request.ts";

export interface LoggedRequest extends RequestInfo {
  /** Null where no answer was sent. */
  status: number | null;
  user: string | null;
  /** Whether it came as far as a route: not struck before it was applied, not throttled. */
  reached: boolean;
  readonly at: string;
}

/** What came in. */
export interface RequestLog {
  readonly all: readonly Readonly<LoggedRequest>[];
  /** GET and HEAD requests that reached the application. */
  readonly reads: number;
  /** Other requests that reached the application, whatever it said. */
  readonly writes: number;
  reset(): void;
}

export interface RequestRecorder extends RequestLog {
  add(request: Omit<RequestInfo, "seq">, at: string): LoggedRequest;
}

export function createRequestLog(): RequestRecorder {
  const all: LoggedRequest[] = [];
  return {
    all,
    get reads() {
      return all.filter((one) => one.reached && !one.write).length;
    },
    get writes() {
      return all.filter((one) => one.reached && one.write).length;
    },
    reset: () => void all.splice(0),
    add(request, at) {
      const entry: LoggedRequest = { ...request, seq: all.length + 1, status: null, user: null, reached: false, at };
      all.push(entry);
      return entry;
    },
  };
}
