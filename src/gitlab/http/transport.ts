/** Headers of an answer by name, in any case; null where there is none. The `Headers` of fetch are such. */
export interface HeaderReader {
  get(name: string): string | null;
}

export interface TransportRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text, or null. */
  readonly body: string | null;
  /** Ends the request and the reading of its answer. */
  readonly signal: AbortSignal;
}

/** An answer whose body is still to come; it must be read to the end, left early, or discarded. */
export interface TransportAnswer {
  readonly status: number;
  readonly headers: HeaderReader;
  /** Throws where the body breaks off. */
  readonly body: AsyncIterable<Uint8Array>;
  readonly discard: () => void;
}

/** Sends one request as it is: follows no redirect, tries nothing again, throws where no answer comes. */
export type Transport = (request: TransportRequest) => Promise<TransportAnswer>;

/** A transport over a given fetch. */
export function fetchTransport(fetchLike: typeof fetch): Transport {
  return async ({ url, ...init }) => {
    // Redirects are followed by hand: fetch would carry the token's header to another origin.
    const response = await fetchLike(url.href, { ...init, redirect: "manual" });
    const { status, headers } = response;
    return { status, headers, body: response.body ?? noBody(), discard: () => void response.body?.cancel() };
  };
}

async function* noBody(): AsyncGenerator<Uint8Array> {}
