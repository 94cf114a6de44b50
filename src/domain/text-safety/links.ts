import { bareAddress } from "../markdown/bare-address.ts";
import { isForeignAddress, isForeignReference } from "./addresses.ts";
import { alertAt } from "./lines.ts";
import { matchAt, put, putEscaped, putOpaque, type Scan } from "./scan.ts";

/** A link's address and title on one line without backticks: whatever reads it, code can't begin inside it. */
const LINK_TAIL =
  /\]\([ \t]{0,20}(?:<[ \t]*>|(?:[^\s()<>`\\]|\\[^\s`]|\((?:[^\s()<>`\\]|\\[^\s`])*\))*)(?:[ \t]{1,20}(?:"(?:[^"`\\\n]|\\[^\n`])*"|'(?:[^'`\\\n]|\\[^\n`])*'|\((?:[^()`\\\n]|\\[^\n`])*\)))?[ \t]{0,20}\)/y;
/** An address that is a mention by itself (ReferenceFilter reads the unescaped address), or one on the next line. */
const MENTION = /^(?:@|\\@|%40|&#|&commat)/i;
const OPEN_ADDRESS = /\]\([ \t]*<?(?=\n|$)/y;
const HELD = /\]\([ \t]{0,20}(<(?=[ \t]*[^ \t>])(?:(?!:\/\/)[^<>\\\n`"']){1,2000}>)(?=[ \t)])/y;
const BARE = /(\]\([ \t]{0,20})((?:[^\s()]|\([^\s()]*\)){0,2000})([ \t)]?)/y;

/** A link of which every reader makes the same: nothing in its text, address and title could act or begin something else. */
const PLAIN_TEXT = /\[(?!\^)(?:(?!:\/\/|www\.)[^[\]\n`<>\\$|]|\\[!-#%-;=?-_{}~]|`[^[\]\n`<>\\$|]+`){1,500}(?=\]\()/iy;
const PLAIN_TAIL =
  /\]\((?<address><(?=[ \t]*[^ \t>])(?:[^\n<>`\\$|[\]]|\\[!-#%-;=?@^_{}~]){1,2000}>|(?:[^\s()<>`\\$|[\]]|\\[!-#%-;=?@^_{}~]|\([^\s()<>`\\$|[\]]*\)){1,2000})(?<title>[ \t](?:"[^"\n`<>\\$|[\]]{0,500}"|'[^'\n`<>\\$|[\]]{0,500}'|\([^()\n`<>\\$|[\]]{0,500}\)))?\)/y;
/** What shows the title of an issue of the project, see `formatIn`. */
const FORMAT = /(?:\+|%2b)s?$/i;

const WIKI_LINK =
  /\[\[(?!_TOC_\]\])((?:[^[\]|`<>\\$\n]|\\[!#%&*.:=>@^_~-]){1,500})(?:\|((?:[^[\]|`<>\\$\n]|\\[!#%&*.:=>@^_~-]){1,500}))?\]\]/iy;

function isInAddress({ urls, at }: Scan): boolean {
  const url = urls.at(-1);
  return url !== undefined && at < url.end;
}

/** An address that begins `/` or not as one that is no path of a project, and leads to the same place. */
function asNoReference(address: string): string {
  return address.replace(/^\/?/, "$&./");
}

export function takeBracket(scan: Scan): void {
  if (scan.text[scan.at + 1] === "[") return takeWikiLink(scan);
  // Behind what only some readers take for a quote.
  if (scan.text.startsWith("> ", scan.at - 2) && alertAt(scan.text, scan.at) > 0) return putEscaped(scan);
  const text = isInAddress(scan) ? null : matchAt(PLAIN_TEXT, scan);
  if (text !== null) scan.plainTail = scan.at + text[0].length;
  put(scan, "[", 1);
}

/** GitLab makes a link of a wiki page, whatever its name is, unless that is a reference; older versions left it as text. */
function takeWikiLink(scan: Scan): void {
  const [, title = "", page = title] = matchAt(WIKI_LINK, scan) ?? [];
  const address = page.trim();
  const { project } = scan.place;
  const isText =
    address === "" ||
    MENTION.test(address) ||
    FORMAT.test(address) ||
    isForeignAddress(address, project) ||
    isForeignReference(address, project);
  if (isText) putEscaped(scan);
  else put(scan, "[[", 2);
}

/** Takes the rest of a plain link as it is; false where something about it needs a closer look. */
function takePlainTail(scan: Scan): boolean {
  const tail = scan.at === scan.plainTail ? matchAt(PLAIN_TAIL, scan) : null;
  const { address: written = "", title = "" } = tail?.groups ?? {};
  const address = bareAddress(written);
  if (tail === null || MENTION.test(address) || FORMAT.test(address)) return false;
  if (isForeignAddress(address, scan.place.project)) return false;
  const safe = isForeignReference(address, scan.place.project) ? asNoReference(address) : address;
  putOpaque(scan, `](${safe}${title})`, tail[0].length);
  return true;
}

/** An address in angle brackets, which `takeAngle` would take for a tag, is written without. */
function takeHeldAddress(scan: Scan, written: string, length: number): void {
  const address = bareAddress(written);
  scan.learned.again = true;
  put(scan, `](${isForeignReference(address, scan.place.project) ? asNoReference(address) : address}`, length);
}

function takeBareAddress(scan: Scan): void {
  const [, lead = "](", address = "", end = ""] = matchAt(BARE, scan) ?? [];
  if (!isForeignReference(address, scan.place.project)) return put(scan, "](", 2);
  if (end === "") return put(scan, "]\\(", 2);
  const slash = address.startsWith("/") ? "/" : "";
  put(scan, `${lead}${slash}./`, lead.length + slash.length);
}

function takeAddress(scan: Scan): void {
  const held = matchAt(HELD, scan);
  const address = held === null ? (matchAt(BARE, scan)?.[2] ?? "") : bareAddress(held[1] ?? "");
  const { project, mentions, item } = scan.place;
  const hidesCode = held === null && item.hasBackticks && matchAt(LINK_TAIL, scan) === null;
  const isMention = mentions === "quiet" && MENTION.test(address);
  if (hidesCode || isMention || matchAt(OPEN_ADDRESS, scan) !== null || isForeignAddress(address, project)) {
    put(scan, "]\\(", 2);
  } else if (held !== null) takeHeldAddress(scan, held[1] ?? "", held[0].length);
  else takeBareAddress(scan);
}

export function takeLinkTail(scan: Scan): void {
  if (scan.place.item.opensLabel && scan.text[scan.at + 1] === ":") put(scan, "]\\:", 2);
  else if (scan.text[scan.at + 1] !== "(") put(scan, "]", 1);
  else if (!takePlainTail(scan)) takeAddress(scan);
}
