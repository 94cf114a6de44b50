import type { IncomingHttpHeaders } from "node:http";
import { ApiError } from "../http/api-error.ts";
import { authenticate } from "../http/auth.ts";
import { throttle } from "../http/rate-limits.ts";
import type { LoggedRequest } from "../http/request-log.ts";
import type { Answer } from "../http/router.ts";
import type { World } from "../world/state.ts";
import { checkQuery, runQuery } from "./execute.ts";
import { parseQuery, QueryError } from "./parse-query.ts";
import { ArgumentError, type GraphqlViewer, schemaOf } from "./schema.ts";

const SCOPES: readonly string[] = ["api", "read_api"];

/** Answers a request to `/api/graphql` (GraphqlController). A query that is refused is 200 with `errors`. */
export function answerGraphql(world: World, headers: IncomingHttpHeaders, entry: LoggedRequest): Answer {
  entry.reached = true;
  const { query, body } = entry;
  const text = body["query"] ?? query["query"];
  const variables = (body["variables"] ?? {}) as Readonly<Record<string, unknown>>;
  try {
    const token = authenticate(world, headers, query);
    entry.user = token?.user.username ?? null;
    const { exceeded, headers: extra } = throttle(world, token);
    if (exceeded) {
      entry.reached = false;
      return { status: 429, body: "Retry later\n", headers: extra };
    }
    if (token !== null && !token.scopes.some((scope) => SCOPES.includes(scope))) return refusal(401, "Invalid token");
    const viewer = { world, user: token?.user ?? null };
    return { status: 200, body: answer(viewer, typeof text === "string" ? text : "", variables), headers: extra };
  } catch (error) {
    if (error instanceof ApiError) return refusal(401, "Invalid token");
    if (error instanceof QueryError) return refusal(200, error.message);
    if (error instanceof ArgumentError) return refusal(422, error.message);
    throw error;
  }
}

function answer(viewer: GraphqlViewer, text: string, variables: Readonly<Record<string, unknown>>): unknown {
  const schema = schemaOf(viewer.world.settings);
  const query = parseQuery(text);
  const errors = checkQuery(schema, query, variables);
  return errors.length > 0 ? { errors } : { data: runQuery(schema, query, variables, viewer) };
}

function refusal(status: number, message: string): Answer {
  return { status, body: { errors: [{ message }] } };
}
