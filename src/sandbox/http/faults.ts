import type { RequestInfo } from "./request.ts";

interface FaultBase {
  readonly when: (request: RequestInfo) => boolean;
  /** How many requests it strikes; 1 unless said. */
  readonly times?: number;
}

/** Something that goes wrong with a request. */
export type Fault = FaultBase &
  (
    | {
        /** `before`: not applied, connection reset. `after`: applied, reset before the answer. `cut`: applied, half a body. */
        readonly kind: "before" | "after" | "cut";
      }
    | {
        /** `status`: not applied. `status-after`: applied, and yet this answer. */
        readonly kind: "status" | "status-after";
        readonly status: number;
        readonly body?: unknown;
        readonly headers?: Readonly<Record<string, string>>;
      }
    | { readonly kind: "slow"; readonly delayMs: number }
  );

export interface Faults {
  /** Adds a fault behind the others; the returned function takes it away again. */
  inject(fault: Fault): () => void;
  clear(): void;
}

export interface FaultBox extends Faults {
  /** The first fault that strikes this request, counted as used. */
  take(request: RequestInfo): Fault | null;
}

export function createFaults(): FaultBox {
  const active: { readonly fault: Fault; left: number }[] = [];
  const remove = (entry: (typeof active)[number]): void => {
    const index = active.indexOf(entry);
    if (index >= 0) active.splice(index, 1);
  };
  return {
    inject(fault) {
      const entry = { fault, left: fault.times ?? 1 };
      active.push(entry);
      return () => remove(entry);
    },
    clear: () => void active.splice(0),
    take(request) {
      const entry = active.find((one) => one.fault.when(request));
      if (entry === undefined) return null;
      entry.left -= 1;
      if (entry.left <= 0) remove(entry);
      return entry.fault;
    },
  };
}
