import type { ConfigError } from "../../domain/errors.ts";
import { operatorError } from "../http/address.ts";
import type { ProxyFailure } from "../http/proxy.ts";

/** What went wrong on the way to GitLab, with the variable that names the proxy and what to do. No password is in it. */
export function proxyText({ proxy, status }: ProxyFailure, code: string, web: string): string {
  const { variable, url } = proxy;
  const { hostname } = new URL(web);
  const instead = `for a GitLab that is reached without it, add ${hostname} to NO_PROXY`;
  const name = `the proxy ${url} of ${variable}`;
  if (status === null) return `${name} cannot be reached (${code}): check ${variable}; ${instead}`;
  if (status >= 500) return `${name} does not reach GitLab at ${web} (${status}): try again later; ${instead}`;
  return `${name} does not let requests to GitLab at ${web} through (${status}): ask who runs it; ${instead}`;
}

/** A proxy that knows nobody without a password. */
export function proxyWantsPassword({ proxy: { variable, url, authorization } }: ProxyFailure): ConfigError {
  const what = authorization === null ? "wants a user and a password" : "refuses the user or the password";
  return operatorError(variable, `the proxy ${url} ${what} (407)`, [url.replace("//", "//user:password@")]);
}
