import type { ProxyFailure } from "./proxy.ts";
import type { HeaderReader } from "./transport.ts";

/** One HTTP request as GitLab gets it. */
export interface GitLabRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: URL;
  /** JSON text, or null. */
  readonly body: string | null;
  /** What a good answer holds. */
  readonly expects: "json" | "text";
  /** Longest good answer taken, in bytes; null for no bound. */
  readonly maxBytes: number | null;
  /** A POST that only asks, as a query of GraphQL does. */
  readonly asks?: true;
}

/** Whether a request changes something in GitLab. */
export function isWrite({ method, asks }: Pick<GitLabRequest, "method" | "asks">): boolean {
  return method !== "GET" && asks !== true;
}

/** What one request came to. */
export type Outcome =
  /** A complete answer of any status but 3xx; `body` is parsed JSON, text, or null without content. */
  | { readonly kind: "answer"; readonly status: number; readonly headers: HeaderReader; readonly body: unknown }
  /** A redirect that is not followed: `inside` tells whether it stays in the API of the instance. */
  | { readonly kind: "redirect"; readonly status: number; readonly location: string; readonly inside: boolean }
  | { readonly kind: "too-large"; readonly maxBytes: number }
  /** 2xx, but a page or a text where JSON was due. */
  | { readonly kind: "not-json"; readonly status: number; readonly mediaType: string }
  /** No complete answer. `sent: false` means GitLab surely did not get the request. */
  | {
      readonly kind: "failure";
      readonly reason: "unreachable" | "untrusted" | "timeout" | "broken";
      /** The proxy that failed, where it was not GitLab. */
      readonly proxy: ProxyFailure | null;
      readonly sent: boolean;
      readonly code: string;
      readonly cause: Error;
    };
