import { type EnvironmentPart, environmentProblem, isSet, type Variables } from "./environment-part.ts";

/** A proxy on the way to GitLab. Plain values, since threads get it as well. */
export interface Proxy {
  /** The variable that names it. */
  readonly variable: string;
  /** Without user and password: it may be shown. */
  readonly url: string;
  /** Value of the header that lets requests pass, or null. A secret. */
  readonly authorization: string | null;
}

/** Which requests go through a proxy. */
export interface Proxies {
  readonly https: Proxy | null;
  readonly http: Proxy | null;
  /** Hosts that are reached without one, as NO_PROXY has them. */
  readonly except: readonly string[];
}

/** GitLab is reached directly. */
export const NO_PROXIES: Proxies = { https: null, http: null, except: [] };

/** Reads `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`; as everywhere else the same names in lower case win. */
export function readProxies(env: Variables): EnvironmentPart<Proxies> {
  const https = readProxy(env, ["https_proxy", "HTTPS_PROXY"]);
  const http = readProxy(env, ["http_proxy", "HTTP_PROXY"]);
  if (!https.ok) return https;
  if (!http.ok) return http;
  const except = [env["no_proxy"], env["NO_PROXY"]].find(isSet) ?? "";
  return {
    ok: true,
    value: { https: https.value, http: http.value, except: except.split(/[\s,]+/).filter((host) => host !== "") },
  };
}

function readProxy(env: Variables, names: readonly string[]): EnvironmentPart<Proxy | null> {
  const variable = names.find((name) => isSet(env[name]?.trim()));
  if (variable === undefined) return { ok: true, value: null };
  const written = env[variable]?.trim() ?? "";
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(written) ? written : `http://${written}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  // The text is not shown: a password may be in it.
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === "") {
    const problem = "not the http or https address of a proxy";
    const allowed = ["http://proxy.example.com:3128", "http://user:password@proxy.example.com:3128"];
    return { ok: false, problem: environmentProblem(variable, problem, allowed) };
  }
  const { username, password } = url;
  const shown = url.origin;
  if (username === "" && password === "") return { ok: true, value: { variable, url: shown, authorization: null } };
  const authorization = `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString("base64")}`;
  return { ok: true, value: { variable, url: shown, authorization } };
}

/** A per cent sign that people did not encode stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
