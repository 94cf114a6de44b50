import { asIssueIid, type IssueIid } from "../ids.ts";
import { makeInlineInert, type OwnProject } from "../text-safety/index.ts";

/** What is known of the issues of the project. */
export interface LinkFacts {
  /** iid of the agenda: a link to it says nothing new. */
  readonly agenda: IssueIid;
  readonly project: OwnProject | null;
  readonly issueTitles: ReadonlyMap<IssueIid, string>;
}

/** Address of the project's issues, without a trailing slash. */
export function issuesUrl({ url }: OwnProject): string {
  return `${url}/-/issues`;
}

/** A follow-up is succinct (handbook A72). */
const MOST_LINKS = 20;

const CODE = String.raw`(?<![\x60\\])(\x60+)[^\x60]+\1(?!\x60)`;
const ADDRESS = String.raw`https?:\/\/[^\s<>()]{1,2000}(?:\([^\s<>()]{0,200}\)[^\s<>()]{0,2000}){0,3}`;
const LINK = String.raw`(?<!!)\[(?<text>[^[\]]{1,300})\]\([ \t]*<?(?<target>${ADDRESS})>?(?:[ \t]+"[^"]{0,200}")?[ \t]*\)`;
const BARE = String.raw`(?<![\p{L}\p{N}])<?(?<bare>https?:\/\/[^\s<>]{1,2000})>?`;
const IMAGE = String.raw`!\[[^[\]]{0,300}\]\([^()\s]{0,2000}(?:[ \t][^()]{0,200})?\)`;
const REFERENCE = String.raw`(?<![\p{L}\p{N}_&/#\\.-])#(?<iid>[1-9]\d{0,8})(?![\p{L}\p{N}_-])`;
const TOKEN = new RegExp([CODE, IMAGE, LINK, BARE, REFERENCE].join("|"), "giu");

/** A host that is one: what only looks like an address (`http://@all`) stays as it is. */
const WEB_ADDRESS = /^https?:\/\/[\p{L}\p{N}_-]{1,63}(?:\.[\p{L}\p{N}_-]{1,63}){0,10}(?::\d{1,5})?(?:[/?#]|$)/iu;
/** An address that every reader takes for one without angle brackets, and what may follow it. */
const PLAIN_URL = /^[A-Za-z0-9:/.%?#=&+-]*[A-Za-z0-9/#=]$/;
const PLAIN_AFTER = /^[.,;:!?)]{0,3}(?:\s|$)/;

type LinkToken =
  | { readonly kind: "link"; readonly start: number; readonly end: number; readonly text: string; readonly url: string }
  | { readonly kind: "bare"; readonly start: number; readonly end: number; readonly url: string }
  | { readonly kind: "reference"; readonly start: number; readonly end: number; readonly iid: IssueIid };

/** Takes off what ends the sentence around a bare address, and a bracket that was opened before it. */
function trimUrl(url: string): string {
  let trimmed = url.replace(/[?!.,:;*_~'"\]]{1,10}$/, "");
  const opened = trimmed.split("(").length;
  while (trimmed.endsWith(")") && trimmed.split(")").length > opened) trimmed = trimmed.slice(0, -1);
  return trimmed;
}

function readTokens(line: string): readonly LinkToken[] {
  return [...line.matchAll(TOKEN)].flatMap((match): readonly LinkToken[] => {
    const { text, target, bare, iid } = match.groups ?? {};
    const start = match.index;
    const end = start + match[0].length;
    if (iid !== undefined) return [{ kind: "reference", start, end, iid: asIssueIid(Number(iid)) }];
    if (text !== undefined && target !== undefined) {
      return WEB_ADDRESS.test(target) ? [{ kind: "link", start, end, text: text.trim(), url: target }] : [];
    }
    if (bare === undefined) return [];
    const isAngled = match[0].startsWith("<") && match[0].endsWith(">");
    const url = isAngled ? bare : trimUrl(bare);
    if (!WEB_ADDRESS.test(url)) return [];
    const from = isAngled ? start : match[0].indexOf(url) + start;
    return [{ kind: "bare", start: from, end: isAngled ? end : from + url.length, url }];
  });
}

/** An address as everybody sees it whole: bare, in angle brackets where its end or its characters could be misread. */
function showUrl(url: string, after: string): string {
  const safe = url.replace(/[`$\\"]/g, encodeURIComponent);
  return PLAIN_URL.test(safe) && PLAIN_AFTER.test(after) ? safe : `<${safe}>`;
}

function writeLink({ text, url }: { readonly text: string; readonly url: string }, after: string): string {
  const shown = showUrl(url, after);
  if (text === "" || /^https?:\/\//i.test(text)) return shown;
  // In the middle of a sentence a colon would break it in two.
  if (/^\s+[^\s([{|]/.test(after)) return `${text} (${showUrl(url, ")")})`;
  return `${text.replace(/(?<![ \t])[ \t]*:$/, "")}: ${shown}`;
}

/**
 * Writes the hyperlinked words of a line out as words and full address (handbook A74): `[the guide](https://a.example)`
 * becomes `the guide: https://a.example`, and `the guide (https://a.example)` where the sentence goes on. Code, images and links to places within GitLab stay.
 */
export function writeOutLinks(line: string): string {
  let out = "";
  let from = 0;
  for (const token of readTokens(line)) {
    if (token.kind !== "link") continue;
    out += line.slice(from, token.start) + writeLink(token, line.slice(token.end, token.end + 8));
    from = token.end;
  }
  return out + line.slice(from);
}

/** What is to be shown of the addresses found so far, in order; null for one that another's line shows. */
type Found = Map<string, string | null>;

function readReference(iid: IssueIid, facts: LinkFacts, found: Found): void {
  const title = facts.issueTitles.get(iid);
  // A bare number tells nothing of what the link holds (handbook A75).
  if (title === undefined) return;
  const url = facts.project === null ? `#${iid}` : `${issuesUrl(facts.project)}/${iid}`;
  if (iid === facts.agenda || found.has(url)) return;
  found.set(url, `${title}: ${facts.project === null ? url : showUrl(url, "")}`);
}

/** The issue of this project that a reference or a bare address stands for, or null. */
function issueOf(token: LinkToken, facts: LinkFacts): IssueIid | null {
  if (token.kind === "reference") return token.iid;
  const issues = facts.project === null ? null : `${issuesUrl(facts.project)}/`;
  if (token.kind === "link" || issues === null || !token.url.startsWith(issues)) return null;
  const text = token.url.slice(issues.length);
  const iid = asIssueIid(/^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0);
  return iid > 0 && (iid === facts.agenda || facts.issueTitles.has(iid)) ? iid : null;
}

type LineAddress = Exclude<LinkToken, { readonly kind: "reference" }>;

function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’_.-]*/gu)?.length ?? 0;
}

/** So many words name a thing; with a colon or dash, that many more. */
const MOST_WORDS = 4;
const MOST_WORDS_IN_LABEL = 12;
const BEGINS_A_SENTENCE =
  /^[\s([*_]{0,4}(?:we|i|you|they|he|she|it|this|that|there|please|wir|ich|sie|es|bitte|nous|je|vous|on|il|elle|nosotros|hay|nós|por favor|wij|we|ik|er)(?!\p{L})/iu;
/** Says that there is an address, and nothing of what it holds. */
const SAYS_NOTHING =
  /^(?:links?|urls?|address|here|see|see also|at|this|docs?|documents?|page|siehe(?: auch)?|hier|seite|voir(?: aussi)?|ici|lien|ver|véase|aquí|enlace|aqui|zie|click here|more|more info|info|ref|reference|source)$/iu;

/** What a line says beside its addresses: before the first of them, and behind that. */
function around(line: string, addresses: readonly LineAddress[]): readonly [string, string] {
  let behind = "";
  addresses.forEach(({ end }, at) => {
    behind += ` ${line.slice(end, addresses[at + 1]?.start ?? line.length)}`;
  });
  return [line.slice(0, addresses[0]?.start ?? 0), behind];
}

/** Whether a line names what its addresses hold, or only holds them, and is no sentence in which one stands. */
function isEntry(line: string, addresses: readonly LineAddress[]): boolean {
  const [before, behind] = around(line, addresses);
  const tail = behind.replace(/(?<!\p{L})(?:and|or|und|oder|et|ou|y|e|en)(?!\p{L})/giu, "");
  const count = wordsIn(before);
  if (wordsIn(tail) > 0) {
    return count === 0 && /^[\s>)\]]*[–—:(|-]/u.test(behind) && wordsIn(tail) <= MOST_WORDS_IN_LABEL;
  }
  if (/[:：–—]|\s-\s/u.test(before)) return count <= MOST_WORDS_IN_LABEL;
  return count <= MOST_WORDS && !before.includes(",") && !BEGINS_A_SENTENCE.test(before);
}

function isAddress(token: LinkToken, facts: LinkFacts): token is LineAddress {
  return token.kind !== "reference" && issueOf(token, facts) === null;
}

function readLine(line: string, facts: LinkFacts, found: Found): void {
  const tokens = readTokens(line);
  const addresses = tokens.filter((token) => isAddress(token, facts));
  const isWhole = addresses.some(({ kind }) => kind === "bare") && isEntry(line, addresses);
  for (const token of tokens) {
    if (found.size >= MOST_LINKS) return;
    const iid = issueOf(token, facts);
    if (iid !== null) readReference(iid, facts, found);
    else if (token.kind === "reference" || found.has(token.url)) continue;
    else if (isWhole) {
      found.set(token.url, writeOutLinks(line));
      for (const other of addresses) if (!found.has(other.url)) found.set(other.url, null);
    } else if (token.kind === "link") found.set(token.url, writeLink(token, ""));
  }
}

/** The addresses of which no word says what they hold (handbook A75), each once. */
export function addressesWithoutWords(lines: readonly string[], facts: LinkFacts): readonly string[] {
  const bare = lines.flatMap((line) => {
    const addresses = readTokens(line).filter((token) => isAddress(token, facts));
    const [first] = addresses;
    if (first === undefined) return [];
    const [before, behind] = around(line, addresses);
    const said = `${before} ${first.kind === "link" && !/^https?:/i.test(first.text) ? first.text : ""} ${behind}`;
    const words = said.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
    return words === "" || SAYS_NOTHING.test(words) ? addresses.map(({ url }) => url) : [];
  });
  return [...new Set(bare)].slice(0, MOST_LINKS);
}

/**
 * The links in lines of Markdown, one inert line each, every address whole and with what it holds (handbook A73 to A75):
 * `words: https://...` for hyperlinked words, the line itself where it names what an address holds and is no sentence, title
 * and address for an issue of the project. Each address once, at most 20.
 */
export function readLinks(lines: readonly string[], facts: LinkFacts): readonly string[] {
  const found: Found = new Map();
  for (const line of lines) {
    if (found.size >= MOST_LINKS) break;
    readLine(line, facts, found);
  }
  return [...found.values()].flatMap((entry) =>
    entry === null ? [] : [makeInlineInert(entry, { mentions: "quiet", project: facts.project })],
  );
}
