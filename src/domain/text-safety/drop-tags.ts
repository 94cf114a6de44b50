import { escapeLineStart } from "./block-starts.ts";
import type { Scan } from "./scan.ts";

/** Elements that GitLab shows (html-pipeline's allowlist, SanitizationFilter), by whether words on both sides are apart. */
const BLOCKS =
  "blockquote br caption center dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary table tbody td tfoot th thead tr ul";
const INLINES =
  "a abbr b bdo cite code del dfn em font i img ins kbd mark q rp rt ruby s samp small span strike strong sub sup tt u var wbr";
const NAMES = `${BLOCKS} ${INLINES}`.split(" ").join("|");
const TAG = new RegExp(`<(/?)(${NAMES})(?:[ \\t/][^<>\\n\`]*)?>`, "iy");
const ANY_TAG = new RegExp(`</?(?:${NAMES})[ \\t/>]`, "i");
const APART: ReadonlySet<string> = new Set(BLOCKS.split(" "));

const BOX = /\[[ xX~]\]/y;
const ADDRESS = /[ \t](?:href|src)="((?:https?:\/)?\/[^"\s<>()\\]+)"/i;
const ALTERNATIVE = /[ \t]alt="([^"[\]\\]*)"/i;

const BLANK_LINES = /^(?:[ \t]*\n)+/;

/** A text as `walk` leaves it without tags; blank lines at its ends, where tags may have been, go too. */
export function withoutTags(text: string, walk: (text: string) => string): string {
  return ANY_TAG.test(text) ? walk(text).replace(BLANK_LINES, "").trimEnd() : text;
}

function isApart(scan: Scan, name: string): boolean {
  const before = scan.out.at(-1) ?? "";
  return APART.has(name) && /\S$/.test(before) && /[^\s<]/.test(scan.text.charAt(scan.at));
}

/** What shows the same without HTML: an image, the mark of a list item. */
function inMarkdown(tag: string, name: string, opens: boolean, begins: boolean): string {
  if (name === "li" && opens && begins) return "- ";
  if (name !== "img") return "";
  const address = ADDRESS.exec(tag)?.[1];
  const alternative = ALTERNATIVE.exec(tag)?.[1] ?? "";
  return address === undefined ? alternative : `![${alternative}](${address})`;
}

/** After a tag that began the line nothing begins a block or is a box, as nothing did behind the tag. */
function beginAgain(scan: Scan): void {
  while (scan.text[scan.at] === " " || scan.text[scan.at] === "\t") scan.at += 1;
  scan.lineStart = scan.at;
  BOX.lastIndex = scan.at;
  const start = escapeLineStart(scan.text, scan.at, true);
  if (BOX.test(scan.text)) scan.out.push("\\");
  else if (start !== null) {
    scan.out.push(start.escaped);
    scan.at += start.length;
  }
}

function takeLink(scan: Scan, tag: string, opens: boolean): void {
  const open = scan.openTags.at(-1);
  if (opens) {
    scan.openTags.push({ name: "a", out: scan.out.length, address: ADDRESS.exec(tag)?.[1] });
    scan.out.push("");
  } else if (open?.name === "a") {
    scan.openTags.pop();
    if (open.address === undefined) return;
    scan.out[open.out] = "[";
    scan.out.push(`](${open.address})`);
  }
}

/**
 * Takes out the tag at the current offset, when it is one of an element that GitLab shows; the words in it stay. Links and
 * images become Markdown. False for everything else, such as `<name>`, which people write for a word to be put in.
 */
export function dropTag(scan: Scan): boolean {
  TAG.lastIndex = scan.at;
  const match = TAG.exec(scan.text);
  if (match === null) return false;
  const [tag, slash] = match;
  const name = (match[2] as string).toLowerCase();
  const begins = scan.at === scan.lineStart;
  scan.at += tag.length;
  scan.lostMarkup = true;
  if (name === "a") takeLink(scan, tag, slash === "");
  else {
    const markdown = inMarkdown(tag, name, slash === "", begins);
    if (markdown !== "") scan.out.push(markdown);
  }
  if (begins && name !== "img") beginAgain(scan);
  else if (isApart(scan, name)) scan.out.push(" ");
  return true;
}
