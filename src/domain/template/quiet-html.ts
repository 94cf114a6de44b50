import type { Splice } from "../markdown/types.ts";
import { JOINER } from "../text-safety/scan.ts";
import { APART } from "../text-safety/shown-line.ts";
import { type Allowed, asPath, quietWords, treatmentOfAddress } from "./elsewhere.ts";

const ATTRIBUTE = /(?<=[\s/"'])(href|src)(\s*=\s*)(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))/gi;
const PART = /<!--[^]*?(?:-->|$)|<\/?[a-z][^<>]*>?|https?:\/\/[^\s<>"'`]+/gi;

/**
 * What keeps a tag from leading elsewhere. Its address stays readable where the pointer rests on it.
 */
export function quietTag(tag: string, allowed: Allowed): readonly Splice[] {
  return [...tag.matchAll(ATTRIBUTE)].flatMap(({ 1: name = "", 2: sign = "", index, ...values }) => {
    const address = values[3] ?? values[4] ?? values[5] ?? "";
    const treatment = treatmentOfAddress(address.trim(), allowed);
    if (treatment === "code") return [{ start: index, end: index + name.length, text: "title" }];
    const isQuoted = values[5] === undefined;
    return treatment === "path" ? [asPath(address, index + name.length + sign.length + (isQuoted ? 1 : 0))] : [];
  });
}

/** Of these kinds of raw HTML, elements, the end has nothing to do with tags in it. */
const ELEMENTS: ReadonlySet<number> = new Set([1, 6, 7]);

/** What takes the effect from references and mentions in raw HTML of a kind, in which Markdown means nothing. */
export function quietHtml(html: string, kind: number, allowed: Allowed): readonly Splice[] {
  const splices: Splice[] = [];
  const seen: string[] = [];
  let at = 0;
  for (const { 0: part, index } of html.matchAll(PART)) {
    const isAddress = !part.startsWith("<");
    seen.push(html.slice(at, index), (/^<\/?u>$/i.test(part) ? "\0" : APART).repeat(part.length));
    at = index + part.length;
    if (isAddress && !html.startsWith("<code>", index - 6) && treatmentOfAddress(part, allowed) !== null) {
      const text = ELEMENTS.has(kind) ? `<code>${part}</code>` : part.replace(":", `:${JOINER}`);
      splices.push({ start: index, end: at, text });
    }
    if (isAddress || part.startsWith("<!--")) continue;
    for (const one of quietTag(part, allowed)) {
      splices.push({ ...one, start: index + one.start, end: index + one.end });
    }
  }
  return [...splices, ...quietWords(seen.join("") + html.slice(at), allowed, false)];
}
