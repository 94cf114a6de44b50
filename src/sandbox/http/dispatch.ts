import type { IncomingHttpHeaders } from "node:http";
import { catchUp } from "../acts/nightly.ts";
import { routes } from "../api/routes.ts";
import type { World } from "../world/state.ts";
import { ApiError, badRequest } from "./api-error.ts";
import { authenticate, checkScope } from "./auth.ts";
import { gitlabMethods } from "./gitlab-routes.ts";
import { throttle } from "./rate-limits.ts";
import { holdsNul, type RequestInfo } from "./request.ts";
import type { LoggedRequest } from "./request-log.ts";
import { type Answer, matchRoute } from "./router.ts";

/** Runs a request through throttle, route, token, scope and handler. Never throws: refusals are answers. */
export async function dispatch(
  world: World,
  request: RequestInfo,
  headers: IncomingHttpHeaders,
  fullPath: string,
  entry: LoggedRequest,
): Promise<Answer> {
  let extra: Readonly<Record<string, string>> = {};
  entry.reached = true;
  catchUp(world);
  try {
    const token = authenticate(world, headers, request.query);
    entry.user = token?.user.username ?? null;
    const state = throttle(world, token);
    extra = state.headers;
    if (state.exceeded) {
      entry.reached = false;
      return { status: 429, body: "Retry later\n", headers: extra };
    }
    const match = matchRoute(routes, request.method, request.path);
    if (match.kind === "refused") throw noRoute();
    if (match.kind !== "found") throw notPlayed(request, match.kind === "none" ? [] : match.allowed);
    if (token !== null) checkScope(token, request.method, request.path);
    const input = { ...request.query, ...request.body };
    if (holdsNul(input) || holdsNul(match.params)) throw badRequest("Invalid null byte");
    const answer = await match.route.handler({
      world,
      method: request.method,
      fullPath,
      params: match.params,
      query: request.query,
      input,
      user: token?.user ?? null,
      token,
      context: { eventUuid: single(headers["x-gitlab-event-uuid"]) },
      unmodifiedSince: single(headers["if-unmodified-since"]),
    });
    return { ...answer, headers: { ...answer.headers, ...extra } };
  } catch (error) {
    if (error instanceof ApiError) {
      return { status: error.status, body: error.body, headers: { ...error.headers, ...extra } };
    }
    // A fault of the sandbox itself: visible to the test as GitLab's own would be, with the reason added.
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { status: 500, body: { message: "500 Internal Server Error", sandbox: reason }, headers: extra };
  }
}

/** A route that GitLab has and the sandbox has not is 501, so that nobody takes it for GitLab's own 404 or 405. */
function notPlayed({ method, path }: RequestInfo, played: readonly string[]): ApiError {
  const known = gitlabMethods(path);
  if (known.includes(method === "HEAD" ? "GET" : method)) {
    const message = `501 Not Implemented: GitLab has ${method} ${path}, the sandbox of collab-cadence does not play it`;
    return new ApiError(501, { message });
  }
  const allowed = [...new Set([...played, ...known])];
  if (allowed.length === 0) return noRoute();
  return new ApiError(405, { error: "405 Not Allowed" }, { allow: allowed.join(", ") });
}

function noRoute(): ApiError {
  return new ApiError(404, { error: "404 Not Found" });
}

function single(value: string | readonly string[] | undefined): string | null {
  return typeof value === "string" ? value : (value?.[0] ?? null);
}
