import type { IncomingMessage } from "node:http";
import { ApiError, invalidParameter } from "./api-error.ts";
import { multipartFields } from "./multipart.ts";

/** Values of a query or a form as Rails nests them: `iids[]=1`, `not[labels]=x`. */
export type ParamValue = unknown;
export type Params = Readonly<Record<string, ParamValue>>;

/** What a hook, a fault or a log sees of a request. */
export interface RequestInfo {
  readonly seq: number;
  readonly method: string;
  /** Below `/api/v4`, still percent-encoded, without the query; `/api/graphql` for that. */
  readonly path: string;
  readonly query: Params;
  readonly body: Params;
  /** Whether it would change something: not GET, HEAD or GraphQL. */
  readonly write: boolean;
}

const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** The whole body of a request, or null where the client went away or sent too much. */
export async function readBody(message: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) return null;
      chunks.push(chunk);
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks);
}

/** A body as parameters; throws Grape's 400 for JSON that is none. Other content types are ignored. */
export function parseParams(body: Buffer, contentType: string): Params {
  if (body.length === 0) return {};
  if (contentType.includes("application/x-www-form-urlencoded")) return parseForm(body.toString("utf8"));
  if (contentType.includes("multipart/form-data")) return nest(multipartFields(body, contentType));
  if (!contentType.includes("json"))
    throw new ApiError(415, { error: `The provided content-type '${contentType}' is not supported.` });
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Params) : {};
  } catch {
    throw invalidParameter("message body does not match declared format");
  }
}

/** A query string or a form as nested parameters; a later value of the same name wins, `[]` collects. */
export function parseForm(text: string): Params {
  return nest(new URLSearchParams(text));
}

/** Names such as `not[labels][]` as the nested values they stand for. */
function nest(pairs: Iterable<readonly [string, string]>): Params {
  const params: Record<string, ParamValue> = Object.create(null) as Record<string, ParamValue>;
  for (const [key, value] of pairs) {
    const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(key);
    const name = match?.[1] ?? key;
    const inner = [...(match?.[2] ?? "").matchAll(/\[([^[\]]*)\]/g)].map((part) => part[1] ?? "");
    assign(params, [name, ...inner], value);
  }
  return params;
}

function assign(target: Record<string, ParamValue>, path: readonly string[], value: string): void {
  const [name, next, ...rest] = path as [string, string | undefined, ...string[]];
  if (next === undefined) target[name] = value;
  else if (next === "") {
    const list = Array.isArray(target[name]) ? (target[name] as unknown[]) : [];
    target[name] = rest.length === 0 ? [...list, value] : withPart(list, rest, value);
  } else {
    const inner = isHash(target[name]) ? target[name] : {};
    target[name] = inner;
    assign(inner, [next, ...rest], value);
  }
}

/** `headers[][key]=a&headers[][value]=b`: one hash, until a key comes that it has already. */
function withPart(list: readonly unknown[], path: readonly string[], value: string): readonly unknown[] {
  const last = list.at(-1);
  const fits = isHash(last) && !((path[0] ?? "") in last);
  const part = fits ? last : {};
  assign(part, path, value);
  return fits ? list : [...list, part];
}

function isHash(value: unknown): value is Record<string, ParamValue> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether any text of the parameters holds a NUL, which GitLab refuses before it looks at anything else. */
export function holdsNul(value: unknown): boolean {
  if (typeof value === "string") return value.includes("\0");
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(holdsNul);
}
