import { bareAddress } from "../markdown/bare-address.ts";
import { showLine } from "./shown-line.ts";

const ATTRIBUTE = /(?<![ \t/])[ \t/]+([a-z_:][\w:.-]*)(?:[ \t]*=[ \t]*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/gi;
/** What may begin an address that has a scheme at all. */
const SAFE_SCHEME = /^(?:https?|mailto|tel|ftp):/i;
const SCHEME = /^[^/?#]*:/;

/** The value of an attribute in what stands behind the name of a tag, as written; null without it. */
export function attributeIn(attributes: string, wanted: string): string | null {
  for (const [, name = "", double, single, bare] of attributes.matchAll(ATTRIBUTE)) {
    if (name.toLowerCase() === wanted) return double ?? single ?? bare ?? "";
  }
  return null;
}

/** The address that an attribute holds as it may stand in Markdown; null for none, and for one with another scheme. */
export function addressIn(attributes: string, wanted: string): string | null {
  const written = attributeIn(attributes, wanted)?.replaceAll("\\", "%5C").trim() ?? "";
  // Readers of HTML pass over blanks and entities in a scheme.
  const read = showLine(written).text.replace(/[\s\p{C}]/gu, "");
  if (written === "" || (SCHEME.test(read) && !SAFE_SCHEME.test(read)) || /^[^:/?#]*\uFFFD/.test(read)) return null;
  return bareAddress(`<${written}>`);
}
