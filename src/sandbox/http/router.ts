import type { Call } from "./call.ts";

export interface Answer {
  readonly status: number;
  /** A string goes out as plain text, a Buffer as it is, undefined as no body, everything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** `/projects/:id/issues/:issue_iid`; a parameter is one path segment, percent-encoded slashes included. */
  readonly pattern: string;
  /** What a parameter must look like, percent-encoded as it comes. */
  readonly requirements?: Readonly<Record<string, RegExp>>;
  readonly handler: Handler;
}

export type RouteMatch =
  | { readonly kind: "found"; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: "other method"; readonly allowed: readonly string[] }
  /** A route of this shape, which does not take such a name. */
  | { readonly kind: "refused" }
  | { readonly kind: "none" };

/** Finds a path's route. Literal segments go before parameters. HEAD is GET. */
export function matchRoute(routes: readonly Route[], method: string, path: string): RouteMatch {
  const segments = path.replace(/\/$/, "").split("/");
  const shaped = routes
    .map((route) => ({ route, params: matchPattern(route.pattern.split("/"), segments) }))
    .filter((match): match is { route: Route; params: Record<string, string> } => match.params !== null)
    .sort((one, other) => Object.keys(one.params).length - Object.keys(other.params).length);
  const fitting = shaped.filter(({ route }) => takes(route, segments));
  const wanted = method === "HEAD" ? "GET" : method;
  const found = fitting.find((match) => match.route.method === wanted);
  if (found !== undefined) return { kind: "found", ...found };
  if (fitting.length === 0) return { kind: shaped.length === 0 ? "none" : "refused" };
  return { kind: "other method", allowed: [...new Set(fitting.map((match) => match.route.method))] };
}

function takes({ pattern, requirements = {} }: Route, segments: readonly string[]): boolean {
  const parts = pattern.split("/");
  return Object.entries(requirements).every(([name, form]) => form.test(segments[parts.indexOf(`:${name}`)] ?? ""));
}

function matchPattern(pattern: readonly string[], segments: readonly string[]): Record<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? "";
    if (part.startsWith(":")) {
      const value = decode(segment);
      if (value === null || value === "") return null;
      params[part.slice(1)] = value;
    } else if (part !== segment) return null;
  }
  return params;
}

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
