import { isForeignTarget } from "./addresses.ts";
import { matchAt, put, putEscaped, type Scan } from "./scan.ts";

/** A link's address and title on one line without backticks: whatever reads it, code can't begin inside it. */
const LINK_TAIL =
  /\]\([ \t]{0,20}(?:[^\s()<>`\\]|\\[^\s`]|\((?:[^\s()<>`\\]|\\[^\s`])*\))*(?:[ \t]{1,20}(?:"(?:[^"`\\\n]|\\[^\n`])*"|'(?:[^'`\\\n]|\\[^\n`])*'))?[ \t]{0,20}\)/y;
/** An address that is a mention by itself (ReferenceFilter reads the unescaped address), or one on the next line. */
const MENTION_ADDRESS = /\]\([ \t]{0,20}<?[ \t]{0,20}(?:@|\\@|%40|&#|&commat)/iy;
const OPEN_ADDRESS = /\]\([ \t]*<?(?=\n|$)/y;
const ADDRESS = /\]\([ \t]{0,20}(?:<(?<held>[^>\n]{0,2000})|(?<bare>(?:[^\s()]|\([^\s()]*\)){0,2000}))/y;

/** Whether the address behind `](` leads to something outside the project that GitLab would make a reference of. */
function isForeign(scan: Scan): boolean {
  const { held, bare } = matchAt(ADDRESS, scan)?.groups ?? {};
  return isForeignTarget(held ?? bare ?? "", scan.place.home);
}

export function takeBracket(scan: Scan): void {
  if (scan.text[scan.at + 1] === "[") putEscaped(scan);
  else put(scan, "[", 1);
}

export function takeLinkTail(scan: Scan): void {
  if (scan.place.item.opensLabel && scan.text[scan.at + 1] === ":") return put(scan, "]\\:", 2);
  if (scan.text[scan.at + 1] !== "(") return put(scan, "]", 1);
  const quiet = scan.place.mentions === "quiet";
  const hidesCode = scan.place.item.hasBackticks && matchAt(LINK_TAIL, scan) === null;
  const mentions = quiet && matchAt(MENTION_ADDRESS, scan) !== null;
  const breaks = hidesCode || mentions || matchAt(OPEN_ADDRESS, scan) !== null || isForeign(scan);
  return breaks ? put(scan, "]\\(", 2) : put(scan, "](", 2);
}
