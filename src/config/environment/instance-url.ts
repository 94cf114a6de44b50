import { type EnvironmentPart, environmentProblem, isSet, type Variables } from "./environment-part.ts";

const ADDRESSES = ["https://gitlab.example.com", "https://example.com/gitlab"];

/** The instance from `GITLAB_URL`, else `CI_SERVER_URL`, else gitlab.com; without a trailing slash. */
export function readInstanceUrl(env: Variables): EnvironmentPart<string> {
  const key = ["GITLAB_URL", "CI_SERVER_URL"].find((name) => isSet(env[name]));
  return key === undefined ? { ok: true, value: "https://gitlab.com" } : readUrl(key, env[key] ?? "");
}

function readUrl(key: string, text: string): EnvironmentPart<string> {
  const written = text.trim();
  const url = URL.canParse(written) ? new URL(written) : null;
  // A host without a scheme parses as a URL whose scheme is the host's name.
  if (url === null || !/^https?:\/\//i.test(written))
    return refused(key, "not an http or https address", written, withScheme(written));
  if (url.username !== "" || url.password !== "")
    return refused(key, "the address holds a user name or password; the token goes into GITLAB_TOKEN", null, null);
  const plain = (url.origin + url.pathname).replace(/(?<!\/)\/+$/, "");
  if (url.search !== "" || url.hash !== "") return refused(key, "the address holds a query or fragment", null, plain);
  const base = plain.replace(/\/api(\/v\d+|\/graphql)?$/, "");
  if (base !== plain) return refused(key, "this is the address of the API, not of the instance", written, base);
  return { ok: true, value: base };
}

function withScheme(written: string): string | null {
  return /^[a-z\d-]+(\.[a-z\d-]+)+(:\d+)?(\/[\w./-]*)?$/i.test(written)
    ? `https://${written.replace(/(?<!\/)\/+$/, "")}`
    : null;
}

/** `found` is null where the address could hold a password or a token. */
function refused(key: string, problem: string, found: string | null, nearest: string | null): EnvironmentPart<never> {
  const shown = found !== null && /[@?#]|gl[a-z]{1,20}-/.test(found) ? null : found;
  return { ok: false, problem: environmentProblem(key, problem, ADDRESSES, shown, nearest) };
}
