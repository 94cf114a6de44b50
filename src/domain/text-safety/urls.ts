import { formatIn, isForeignAddress } from "./addresses.ts";
import { type BareUrl, put, putOpaque, type Scan } from "./scan.ts";

/** Other blanks than these are part of an address in GitLab. */
const URL_END = /[ \t\n<]|$/g;
const SCHEME = /[A-Za-z][A-Za-z0-9+.-]{0,31}$/;
/** How far an address can be written as code, and what ends the sentence around it. */
const CODE_PART = /[^\s<>`|\\[\]]{0,2000}/y;
const BROKEN = /^[^ \t\n<\\`]*[\\`]/;
const SENTENCE_END = "?!.,:*_~'\")};";
const ENTITY_END = /&[A-Za-z]{1,31};$/;
const LONGEST_ENTITY = 33;

/** A word that holds more is no address. */
const MOST_IN_WORD = 20;

/** Where the sentence around an address goes on, at its end. */
function sentenceEnd(address: string): number {
  let end = address.length;
  while (end > 0) {
    const entity = ENTITY_END.exec(address.slice(Math.max(0, end - LONGEST_ENTITY), end));
    if (entity === null && !SENTENCE_END.includes(address[end - 1] as string)) break;
    end -= entity?.[0].length ?? 1;
  }
  return end;
}

function trimmed(address: string): string {
  const open = address.split("(").length;
  let end = sentenceEnd(address);
  // A bracket that was opened in the address belongs to it.
  for (; address[end] === ")" && address.slice(0, end + 1).split(")").length <= open; end++);
  return address.slice(0, end);
}

/** Takes the letters before `://` back from what was written. */
function takeBackScheme(scan: Scan): string {
  const last = scan.out.at(-1) ?? "";
  const scheme = SCHEME.exec(last)?.[0] ?? "";
  scan.out[scan.out.length - 1] = last.slice(0, last.length - scheme.length);
  return scheme;
}

/** Writes an address as code: it can be read and copied, and refers to nothing. */
export function putAsCode(scan: Scan, address: string, length: number): void {
  const apart = scan.out.findLast((part) => part !== "")?.endsWith("`") === true ? " " : "";
  const after = scan.text[scan.at + length] === "`" ? " " : "";
  if (address.includes("$")) scan.learned.dollarInCode = true;
  scan.learned.again = true;
  if (apart !== "") scan.out.push(apart);
  putOpaque(scan, `\`${address}\``, length);
  if (after !== "") scan.out.push(after);
}

/**
 * Remembers a bare URL; GitLab takes all up to the next blank or `<` for it, backslashes and backticks too. One that GitLab
 * would show as a reference to another project becomes code.
 */
export function takeUrl(scan: Scan, start: string): void {
  const known = scan.urls.at(-1);
  const inWord = known !== undefined && known.end > scan.at;
  const nth = inWord ? known.nth + 1 : 1;
  if (nth > MOST_IN_WORD) return put(scan, start.replace(/[:.]$/, "\\$&"), start.length);
  CODE_PART.lastIndex = scan.at;
  const part = trimmed(CODE_PART.exec(scan.text)?.[0] ?? "");
  const hasScheme = start === ":";
  const lead = hasScheme ? (SCHEME.exec(scan.out.at(-1) ?? "")?.[0] ?? "") : "http://";
  if (isForeignAddress(lead + part, scan.place.project)) {
    return putAsCode(scan, (hasScheme ? takeBackScheme(scan) : "") + part, part.length);
  }
  URL_END.lastIndex = scan.at;
  const end = inWord ? known.end : (URL_END.exec(scan.text)?.index ?? scan.text.length);
  scan.urls.push({ out: scan.out.length, end, outEnd: null, nth });
  put(scan, start, start.length);
  const format = formatIn(lead + part, scan.place.project);
  if (format === null) return;
  const text = part.slice(start.length, format.start - lead.length);
  put(scan, text, text.length + format.end - format.start);
}

/** Makes text of the line's URLs that hold a backslash or backtick or end at one, so that these do what they are for. */
export function settleUrls(scan: Scan): void {
  let after: BareUrl | null = null;
  let broken = false;
  for (const url of scan.urls.reverse()) {
    // Of several in one word, what breaks a later one breaks those before it as well.
    const sameWord: boolean = after?.end === url.end;
    const end = sameWord ? after?.out : (url.outEnd ?? scan.out.length);
    broken = (sameWord && broken) || BROKEN.test(scan.out.slice(url.out, end).join(""));
    if (broken) scan.out[url.out] = (scan.out[url.out] ?? "").replace(/[:.]$/, "\\$&");
    after = url;
  }
  scan.urls = [];
}
