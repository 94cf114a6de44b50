import { ConfigError } from "../../domain/errors.ts";

/** Where one GitLab instance is reached. */
export interface Address {
  /** Base URL without a trailing slash, `https://host/gitlab`. */
  readonly web: string;
  /** Base of the REST API without a trailing slash. */
  readonly api: string;
}

const API_PATH = "/api/v4";

/** A complaint about one of the values that only the operator sets. */
export function operatorError(
  key: string,
  problem: string,
  allowed: readonly string[],
  options?: ErrorOptions,
): ConfigError {
  const place = { file: "environment", line: null, column: null, key, found: null, nearest: null };
  return new ConfigError(problem, [{ ...place, problem, allowed }], options);
}

/**
 * Reads the address of an instance; a trailing slash and a trailing `/api/v4` (as in `CI_API_V4_URL`) may be given.
 * Plain http is allowed, for instances inside a network.
 * @throws ConfigError for anything else than an http or https URL without user, query and fragment.
 */
export function parseAddress(url: string): Address {
  const allowed = ["https://gitlab.example.com", "https://example.com/gitlab"];
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || (parsed.protocol !== "https:" && parsed.protocol !== "http:")) {
    throw operatorError("GITLAB_URL", "the GitLab address is not an http or https URL", allowed);
  }
  if (parsed.username !== "" || parsed.password !== "") {
    throw operatorError(
      "GITLAB_URL",
      "the GitLab address holds a user or password; the token goes into GITLAB_TOKEN",
      allowed,
    );
  }
  if (parsed.search !== "" || parsed.hash !== "") {
    throw operatorError("GITLAB_URL", "the GitLab address holds a query or fragment", allowed);
  }
  const web = (parsed.origin + parsed.pathname).replace(/(?<!\/)\/+$/, "").replace(/\/api\/v4$/, "");
  return { web, api: web + API_PATH };
}

/** Whether a URL lies in the API of this instance: only there the token may be sent. */
export function isInApi(url: URL, address: Address): boolean {
  const api = new URL(address.api);
  const plain = url.username === "" && url.password === "";
  return plain && url.origin === api.origin && url.pathname.startsWith(`${api.pathname}/`);
}

/**
 * The URL of an endpoint whose segments are encoded already as `encodeURIComponent` does. What that leaves alone is encoded
 * here: GitLab takes the name of a description template as `[\w%.+-]+` only and answers 404 to `QBR%20(EMEA)`.
 * @throws RangeError where a segment such as `..` would lead to another endpoint than the one written.
 */
export function endpointUrl(address: Address, endpoint: string, query: string): URL {
  const encoded = endpoint.replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const url = new URL(`${address.api}/${encoded}`);
  if (url.pathname !== `${new URL(address.api).pathname}/${encoded}`) {
    throw new RangeError(`not a name GitLab can have: ${endpoint}`);
  }
  url.search = query;
  return url;
}
