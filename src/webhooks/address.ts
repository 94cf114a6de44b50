import type { WantedHook } from "./types.ts";

/** The path of the receiver (`src/http`), which proxies usually leave as it is. */
const RECEIVER_PATH = "/webhooks/gitlab";

/** One way to write an address; null for one that is none, or that GitLab shows with a part masked (`{secret}`). */
function plainAddress(text: string): string | null {
  const url = URL.canParse(text) && !text.includes("{") ? new URL(text) : null;
  return url === null ? null : url.href.replace(/(?<!\/)\/+$/, "");
}

/** Whether two addresses are one, however they are written. */
export function isSameAddress(one: string, other: string): boolean {
  const plain = plainAddress(one);
  return plain !== null && plain === plainAddress(other);
}

/** Whether a webhook sends to this very address: a slash at its end is another path to a server. */
export function sendsTo(url: string, wanted: string): boolean {
  return isSameAddress(url, wanted) && new URL(url).href === new URL(wanted).href;
}

/** Whether a webhook is one of the service: it sends to its address, or to the one that it had before. */
export function isOurHook(url: string, { url: wanted, formerUrl }: Pick<WantedHook, "url" | "formerUrl">): boolean {
  if (wanted === null) return plainAddress(url)?.endsWith(RECEIVER_PATH) === true;
  return isSameAddress(url, wanted) || (formerUrl !== null && isSameAddress(url, formerUrl));
}

/** Whether a webhook of another address looks as if it went to a service like ours. */
export function isLikeOurs(url: string): boolean {
  return plainAddress(url)?.endsWith(RECEIVER_PATH) === true;
}
