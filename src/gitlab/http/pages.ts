import { TransientError } from "../../domain/errors.ts";
import { MINUTE_MS } from "../../domain/time/units.ts";
import { isInApi, operatorError } from "./address.ts";
import type { GitLabRequest } from "./outcome.ts";
import type { Patience, Policy, SendContext } from "./send.ts";
import { send } from "./send.ts";
import type { HeaderReader } from "./transport.ts";

const MAX_READINGS = 3;

/**
 * Sends a read; where it is the first page of a list, reads all of them: all rows, or an error.
 *
 * Only `Link rel="next"` is followed, which serves keyset and offset pagination alike. A list counted in pages
 * (`x-total`) that got shorter between two pages has moved a row from a page not yet read to one already read: it is
 * read again from the start. GitLab doc: REST API pagination.
 */
export async function sendAll(
  request: GitLabRequest,
  policy: Policy,
  patience: Patience,
  context: SendContext,
): Promise<unknown> {
  for (let reading = 1; reading <= MAX_READINGS; reading++) {
    const result = await readPages(request, policy, patience, context);
    if (result.kind === "complete") return result.body;
    context.log.info({ path: request.url.pathname, reading }, "the list changed while it was read: reading it again");
  }
  throw new TransientError(`the list ${request.url.pathname} kept changing while it was read`, {
    code: "GITLAB_LIST_UNSTABLE",
    status: null,
    retryAfterMs: MINUTE_MS,
  });
}

type Reading = { readonly kind: "complete"; readonly body: unknown } | { readonly kind: "shrunk" };

async function readPages(
  request: GitLabRequest,
  policy: Policy,
  patience: Patience,
  context: SendContext,
): Promise<Reading> {
  const first = await send(request, policy, patience, context);
  if (request.method !== "GET" || !Array.isArray(first.body)) return { kind: "complete", body: first.body };

  const rows: unknown[] = [...first.body];
  const seen = new Set([request.url.href]);
  let total = totalOf(first.headers);
  let next = nextPage(first.headers, request.url, context);
  while (next !== null) {
    if (seen.has(next.href)) throw endlessList(request.url);
    seen.add(next.href);
    const page = await send({ ...request, url: next }, policy, patience, context);
    if (!Array.isArray(page.body)) throw endlessList(request.url);
    const pageTotal = totalOf(page.headers);
    if (total !== null && pageTotal !== null && pageTotal < total) return { kind: "shrunk" };
    total = pageTotal;
    for (const row of page.body) rows.push(row);
    next = nextPage(page.headers, next, context);
  }
  return { kind: "complete", body: rows };
}

function totalOf(headers: HeaderReader): number | null {
  const value = headers.get("x-total");
  return value !== null && /^\d+$/.test(value) ? Number(value) : null;
}

/**
 * The next page, or null on the last one.
 * @throws ConfigError where it lies outside the instance's API: the token must not go there.
 */
function nextPage(headers: HeaderReader, current: URL, context: SendContext): URL | null {
  const target = nextLink(headers.get("link") ?? "");
  if (target === null) return null;
  const url = URL.canParse(target, current.href) ? new URL(target, current) : null;
  if (url !== null && isInApi(url, context.address)) return url;
  const origin = context.secret.redact(url?.origin ?? "an unreadable address");
  const message = `GitLab at ${context.address.web} names ${origin} as the address of its next page, where the token is not sent; use the address that GitLab calls its own (external_url)`;
  throw operatorError("GITLAB_URL", message, [origin]);
}

/** Target of `rel="next"` in a Link header (RFC 8288), or null. */
export function nextLink(header: string): string | null {
  for (const [, target, parameters] of header.matchAll(
    /<([^<>]*)>((?:\s*;\s*[\w*!-]+\s*=\s*(?:"[^"]*"|[^\s",;]+))*)/g,
  )) {
    const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;]+))/i.exec(parameters ?? "");
    const names = (relation?.[1] ?? relation?.[2] ?? "").toLowerCase().split(/\s+/);
    if (target !== undefined && names.includes("next")) return target;
  }
  return null;
}

function endlessList(url: URL): TransientError {
  const message = `the pages of ${url.pathname} lead back to one already read, so the list cannot be complete`;
  return new TransientError(message, { code: "GITLAB_LIST_UNSTABLE", status: null, retryAfterMs: MINUTE_MS });
}
