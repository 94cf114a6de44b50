import type { IncomingHttpHeaders } from "node:http";
import type { StoredToken } from "../world/model.ts";
import type { World } from "../world/state.ts";
import { ApiError, unauthorized } from "./api-error.ts";

/** The token a request carries, or null where it carries none. Throws 401 for one that is unknown, expired or revoked. */
export function authenticate(
  world: World,
  headers: IncomingHttpHeaders,
  query: Readonly<Record<string, unknown>>,
): StoredToken | null {
  const bearer = /^Bearer +(\S.*)$/i.exec(headers.authorization ?? "")?.[1];
  const written = headers["private-token"] ?? bearer ?? query["private_token"];
  if (written === undefined) return null;
  const token = world.tokens.find((one) => one.value === written);
  if (token === undefined || token.user.state !== "active") throw unauthorized();
  if (token.revoked) throw invalidToken("Token was revoked. You have to re-authorize from the user.");
  if (isExpired(world, token)) {
    throw invalidToken("Token is expired. You can either do re-authorization or token refresh.");
  }
  token.lastUsedAt = world.clock.now();
  return token;
}

export function isExpired(world: World, token: StoredToken): boolean {
  return token.expiresAt !== null && token.expiresAt <= world.clock.now().toISOString().slice(0, 10);
}

/** Throws 403 `insufficient_scope` where the token may not do what the request asks. */
export function checkScope(token: StoredToken, method: string, path: string): void {
  const allowed = allowedScopes(method, path);
  if (allowed === "any" || token.scopes.some((scope) => allowed.includes(scope))) return;
  throw new ApiError(403, {
    error: "insufficient_scope",
    error_description: "The request requires higher privileges than provided by the access token.",
    scope: allowed.join(" "),
  });
}

function allowedScopes(method: string, path: string): readonly string[] | "any" {
  if (path.startsWith("/personal_access_tokens/self") && method === "GET") return "any";
  if (method !== "GET" && method !== "HEAD") return ["api"];
  const scopes = ["api", "read_api"];
  if (/^\/users?(?:\/|$)/.test(path) || path === "/version" || path === "/metadata") return [...scopes, "read_user"];
  return /\/repository\/files\//.test(path) ? [...scopes, "read_repository"] : scopes;
}

function invalidToken(description: string): ApiError {
  return new ApiError(401, { error: "invalid_token", error_description: description });
}
