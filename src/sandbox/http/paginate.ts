import { ApiError, invalidParameter } from "./api-error.ts";
import type { Call } from "./call.ts";
import { integer, readInput } from "./input.ts";
import type { Answer } from "./router.ts";

const DEFAULT_PER_PAGE = 20;
const MAX_PER_PAGE = 100;
/** Above this many rows GitLab counts no more: no totals, no last page. */
const MAX_COUNTED = 10_000;
const MAX_OFFSET = 50_000;

interface Page {
  readonly page: number;
  readonly perPage: number;
}

function readPage(call: Call): Page {
  const input = readInput(call.input);
  const page = input.get("page", integer) ?? 1;
  const perPage = input.get("per_page", integer) ?? DEFAULT_PER_PAGE;
  input.check();
  if (perPage === 0) throw invalidParameter("per_page has a value not allowed");
  return { page: Math.max(1, page), perPage: Math.min(MAX_PER_PAGE, Math.max(1, perPage)) };
}

/** One page of a list with GitLab's `x-*` and `Link` headers. `limitOffset` where keyset pagination exists too. */
export function paginate<T>(
  call: Call,
  rows: readonly T[],
  present: (row: T) => unknown,
  limitOffset: string | null = null,
): Answer {
  const { page, perPage } = readPage(call);
  const start = (page - 1) * perPage;
  if (limitOffset !== null && start > MAX_OFFSET) {
    const error = `Offset pagination has a maximum allowed offset of ${MAX_OFFSET} for requests that return objects of type ${limitOffset}. Remaining records can be retrieved using keyset pagination.`;
    throw new ApiError(405, { error });
  }
  const body = rows.slice(start, start + perPage).map(present);
  const next = start + perPage < rows.length ? page + 1 : null;
  return { status: 200, body, headers: offsetHeaders(call, rows.length, { page, perPage }, next) };
}

function offsetHeaders(
  call: Call,
  total: number,
  { page, perPage }: Page,
  next: number | null,
): Record<string, string> {
  const counted = total <= MAX_COUNTED;
  const pages = Math.max(1, Math.ceil(total / perPage));
  const previous = page > 1 ? page - 1 : null;
  const link = (number: number, rel: string): string =>
    `<${listUrl(call, { page: String(number), per_page: String(perPage) })}>; rel="${rel}"`;
  const links = [
    ...(previous === null ? [] : [link(previous, "prev")]),
    ...(next === null ? [] : [link(next, "next")]),
    link(1, "first"),
    ...(counted ? [link(pages, "last")] : []),
  ];
  return {
    link: links.join(", "),
    "x-next-page": next === null ? "" : String(next),
    "x-page": String(page),
    "x-per-page": String(perPage),
    "x-prev-page": previous === null ? "" : String(previous),
    ...(counted ? { "x-total": String(total), "x-total-pages": String(pages) } : {}),
  };
}

/** Where a row stands in its order. */
export interface Position {
  readonly value: string | number | null;
  readonly id: number;
}

/** One stretch of a keyset list: rows come sorted; only `Link rel="next"` says that there is more. */
export function paginateByKeyset<T>(
  call: Call,
  rows: readonly T[],
  keyset: { readonly position: (row: T) => Position; readonly isAfter: (row: T, cursor: Position) => boolean },
  present: (row: T) => unknown,
): Answer {
  const { perPage } = readPage(call);
  const cursor = readCursor(call);
  const rest = cursor === null ? rows : rows.filter((row) => keyset.isAfter(row, cursor));
  const part = rest.slice(0, perPage);
  const last = part.at(-1);
  if (last === undefined || rest.length <= perPage) return { status: 200, body: part.map(present) };
  const next = Buffer.from(JSON.stringify(keyset.position(last))).toString("base64url");
  const link = `<${listUrl(call, { per_page: String(perPage), cursor: next })}>; rel="next"`;
  return { status: 200, body: part.map(present), headers: { link } };
}

function readCursor(call: Call): Position | null {
  const cursor = call.input["cursor"];
  if (typeof cursor !== "string") return null;
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as Position;
  } catch {
    throw invalidParameter("cursor is invalid");
  }
}

function listUrl(call: Call, changed: Readonly<Record<string, string>>): string {
  const origin = new URL(call.world.url).origin;
  const query = new URLSearchParams();
  for (const [name, value] of flatten(call.query)) if (!(name in changed)) query.append(name, value);
  for (const [name, value] of Object.entries(changed)) query.append(name, value);
  return `${origin}${call.fullPath}?${query.toString()}`;
}

function flatten(value: unknown, prefix = ""): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) return value.flatMap((one) => flatten(one, `${prefix}[]`));
  if (typeof value !== "object" || value === null) return [[prefix, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => flatten(inner, prefix === "" ? key : `${prefix}[${key}]`));
}
