import { parseLeadTime } from "../../domain/schedule/lengths-of-time.ts";
import type { Read } from "../schema/leaf.ts";
import { readProjectReference, refusal } from "../schema/texts.ts";

const ADDRESSES = ["https://gitlab.example.com", "https://example.com/gitlab"];
const PATH = /^[A-Za-z0-9_][\w.-]*(\/[A-Za-z0-9_][\w.-]*)*$/;

/** Address of an instance; never one with a user or a token in it, which a file must not hold. */
export function readInstance(text: string): Read<string> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:\/\//i.test(text)) {
    const nearest = /^[a-z\d-]+(\.[a-z\d-]+)+(:\d+)?(\/[\w./-]*)?$/i.test(text) ? `https://${text}` : null;
    return refusal("not an http or https address", ADDRESSES, nearest);
  }
  if (url.username !== "" || url.password !== "")
    return refusal("the address holds a user or a password; the token goes into GITLAB_TOKEN", ADDRESSES);
  const plain = (url.origin + url.pathname).replace(/(?<!\/)\/+$/, "");
  const base = plain.replace(/\/api(\/v\d+|\/graphql)?$/, "");
  if (url.search !== "" || url.hash !== "") return refusal("the address holds a query or fragment", ADDRESSES, base);
  if (base !== plain) return refusal("this is the address of the API, not of the instance", ADDRESSES, base);
  return { ok: true, value: base };
}

const WEBHOOK_URLS = ["https://cadence.example.com/webhooks/gitlab"];

/** Where GitLab sends webhooks to: the whole address, so that two ways to write it are one. */
export function readWebhookUrl(text: string): Read<string> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    const nearest = /^[a-z\d-]+(\.[a-z\d-]+)+(:\d+)?(\/[\w./-]*)?$/i.test(text) ? `https://${text}` : null;
    return refusal("not an http or https address", WEBHOOK_URLS, nearest);
  }
  if (url.username !== "" || url.password !== "")
    return refusal("the address holds a user or a password; a secret of its own goes with each webhook", WEBHOOK_URLS);
  const plain = (url.origin + url.pathname).replace(/(?<!\/)\/+$/, "");
  if (url.search !== "" || url.hash !== "")
    return refusal("the address holds a query or fragment", WEBHOOK_URLS, plain);
  if (url.pathname === "/") return refusal("the path is missing", WEBHOOK_URLS, `${plain}/webhooks/gitlab`);
  return { ok: true, value: plain };
}

/** Full path of a group. Ids are refused: a path tells people, and the sweep, what lies in it. */
export function readGroupPath(text: string): Read<string> {
  const allowed = ["account-management", "account-management/emea"];
  if (/^\d+$/.test(text)) return refusal("a group is named by its path", allowed);
  if (PATH.test(text)) return { ok: true, value: text };
  return refusal("not the path of a group", allowed, nearestPath(text));
}

/** A project by path or id, or a group by path. */
export function readExcluded(text: string): Read<string> {
  if (/^[1-9]\d{0,15}$/.test(text) || PATH.test(text)) return { ok: true, value: text };
  return refusal("not a path or an id", ["account-management/internal", "group/project", "1234"], nearestPath(text));
}

/** What was probably meant by an address, a path with slashes at its ends, or a pattern. */
function nearestPath(text: string): string | null {
  const path = text
    .replace(/^https?:\/\/[^/]+\//, "")
    .replace(/^groups\//, "")
    .replace(/\/-\/[^]*$/, "")
    .replace(/(?<!\*)(\/\*+)+$/, "")
    .replace(/^\/+|(?<!\/)\/+$/g, "");
  return PATH.test(path) ? path : null;
}

/** The key of a customer: a project by path or by id. */
export function readCustomerKey(text: string): Read<string> {
  const read = readProjectReference(text);
  return read.ok ? { ok: true, value: read.value.toLowerCase() } : read;
}

const MINUTES = { minutes: 1, hours: 60, days: 1440, weeks: 10_080, "business-days": 0 } as const;

/** A length of time within bounds (minutes, and in words), in minutes. */
export function readSpan(
  text: string,
  { least, most, words }: { readonly least: number; readonly most: number; readonly words: string },
  examples: readonly string[],
): Read<number> {
  const result = parseLeadTime(text);
  if (!result.ok) return refusal(result.problem.replace(" in one lead time", ""), examples);
  const { amount, unit } = result.leadTime;
  if (unit === "business-days") return refusal("sweeps take no days off", examples);
  const minutes = amount * MINUTES[unit];
  if (minutes < least || minutes > most) return refusal(`not within ${words}`, [...examples, words]);
  return { ok: true, value: minutes };
}

/** `20%`, as a fraction. */
export function readPart(text: string): Read<number> {
  const allowed = ["20%", "0% to 90%"];
  const percent = /^(\d{1,3})\s*%$/.exec(text.trim())?.[1];
  if (percent === undefined) {
    const bare = /^(0?\.\d{1,2}|\d{1,2})$/.exec(text.trim())?.[1];
    const nearest = bare === undefined ? null : `${bare.includes(".") ? Math.round(Number(bare) * 100) : bare}%`;
    return refusal("not a part in percent", allowed, nearest);
  }
  return Number(percent) <= 90 ? { ok: true, value: Number(percent) / 100 } : refusal("more than 90%", allowed, "90%");
}
