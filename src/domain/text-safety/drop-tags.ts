import { BLOCK_ELEMENTS, TAG_SOURCE } from "../markdown/html-elements.ts";
import { escapeLineStart } from "./block-starts.ts";
import { addressIn, attributeIn } from "./html-attributes.ts";
import { matchAt, putOpaque, type Scan, type Tags } from "./scan.ts";
import { type TextWalk, walkText } from "./walk-text.ts";

const TAG = new RegExp(TAG_SOURCE, "iy");
const ANY_TAG = new RegExp(TAG_SOURCE, "i");
/** Elements that keep words on both sides apart. */
const APART: ReadonlySet<string> = new Set(BLOCK_ELEMENTS);

const BOX = /\[[ xX~]\]/y;
const BLANK_LINES = /^(?:[ \t]*\n)+/;

/** A tag of an element that GitLab shows. */
export interface ElementTag {
  readonly written: string;
  readonly name: string;
  readonly opens: boolean;
  readonly attributes: string;
}

/** The tag at the current offset when it is one of an element that GitLab shows; null for `<name>` and the like. */
export function tagAt(scan: Scan): ElementTag | null {
  const [written, slash, name = "", attributes = ""] = matchAt(TAG, scan) ?? [];
  return written === undefined ? null : { written, name: name.toLowerCase(), opens: slash === "", attributes };
}

/**
 * Walks over a text without its tags; blank lines at its ends, where tags may have been, go too. Whatever comes to stand side
 * by side without the tags, the walks after it take it for what people wrote.
 */
export function walkWithoutTags(text: string, walkFor: (tags: Tags) => TextWalk): string {
  if (!ANY_TAG.test(text)) return walkText(text, walkFor("escape"));
  const bare = walkText(text, walkFor("drop")).replace(BLANK_LINES, "").trimEnd();
  return walkText(bare, walkFor("escape"));
}

function isApart(scan: Scan, name: string): boolean {
  const before = scan.out.at(-1) ?? "";
  return APART.has(name) && /\S$/.test(before) && /[^\s<]/.test(scan.text.charAt(scan.at));
}

/** What shows the same without HTML: an image, the mark of a list item, the end of a line. */
function inMarkdown({ name, opens, attributes }: ElementTag, begins: boolean, as: Scan["place"]["as"]): string {
  if (name === "li" && opens && begins && as === "blocks") return "- ";
  if (name === "br" && !begins && /\S/.test(attributes)) return "<br>";
  if (name !== "img") return "";
  const address = addressIn(attributes, "src");
  const alternative = (attributeIn(attributes, "alt") ?? "").replace(/[[\]\\|]/g, " ").trim();
  return address === null ? alternative : `![${alternative}](${address})`;
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

function takeLink(scan: Scan, { opens, attributes }: ElementTag): void {
  const open = scan.openTags.at(-1);
  if (opens) {
    scan.openTags.push({ name: "a", out: scan.out.length, address: addressIn(attributes, "href") });
    scan.out.push("");
  } else if (open?.name === "a") {
    scan.openTags.pop();
    if (open.address === null || open.address === undefined) return;
    scan.out[open.out] = "[";
    putOpaque(scan, `](${open.address})`, 0);
  }
}

/** Takes out a tag at the current offset; the words in it stay. Links and images become Markdown. */
export function dropTag(scan: Scan, tag: ElementTag): void {
  const begins = scan.at === scan.lineStart;
  scan.at += tag.written.length;
  scan.lostMarkup = true;
  if (tag.name === "a") takeLink(scan, tag);
  else {
    const markdown = inMarkdown(tag, begins, scan.place.as);
    // The walks after this one look at it as at what people wrote.
    if (markdown !== "") putOpaque(scan, markdown, 0);
  }
  if (begins && tag.name !== "img") beginAgain(scan);
  else if (isApart(scan, tag.name)) scan.out.push(" ");
}
