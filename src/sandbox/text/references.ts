import { type MarkdownToken, tokensOf } from "./markdown.ts";

/** What a text refers to, by the names written. */
export interface References {
  /** Names after `@` that notify: not in code, not escaped, not in a quote or link. Lower case, `all` included. */
  readonly mentions: readonly string[];
  readonly issues: readonly IssueReference[];
}

export interface IssueReference {
  /** Project path, or null for the same project. */
  readonly project: string | null;
  readonly iid: number;
}

/** Replaces an escaped character: no reference reaches over it. */
const ESCAPED = "\uFFFC";
const segment = "(?:[A-Za-z0-9_.][A-Za-z0-9_.-]*[A-Za-z0-9_-]|[A-Za-z0-9_])";
/** The longest name at the start of what follows an `@`. */
const fullName = new RegExp(`^(?:${segment}/)*${segment}`);
/** A whole project path, or nothing. */
const projectPath = new RegExp(`^(?:${segment}/)+${segment}$`);
/** Longer runs are no names; the bound keeps the scan linear on texts made of nothing else. */
const MAX_NAME = 255;

/** Reads mentions and issue references from Markdown. */
export function readReferences(text: string): References {
  if (!/[@#&]|\/issues\/|work_items\//.test(text)) return { mentions: [], issues: [] };
  const found = { mentions: new Set<string>(), issues: new Map<string, IssueReference>() };
  let quotes = 0;
  for (const token of tokensOf(text)) {
    if (token.type === "blockquote_open") quotes += 1;
    else if (token.type === "blockquote_close") quotes -= 1;
    else if (token.type === "html_block") scan(htmlText(token.content), quotes > 0, found);
    else if (token.type === "inline") scan(inlineText(token.children ?? []), quotes > 0, found);
  }
  return { mentions: [...found.mentions], issues: [...found.issues.values()] };
}

interface Found {
  readonly mentions: Set<string>;
  readonly issues: Map<string, IssueReference>;
}

function scan(text: string, quoted: boolean, found: Found): void {
  if (!quoted) {
    for (const match of text.matchAll(/(?<![A-Za-z0-9_])@/g)) {
      const name = fullName.exec(text.slice(match.index + 1, match.index + 1 + MAX_NAME))?.[0];
      if (name !== undefined) found.mentions.add(name.toLowerCase());
    }
  }
  for (const match of text.matchAll(/#(\d+)(?![A-Za-z0-9_])/g)) {
    const before = nameBefore(text, match.index);
    if (before === "" || projectPath.test(before)) addIssue(found, before === "" ? null : before, match[1]);
  }
  for (const match of text.matchAll(
    /https?:\/\/[^/\s]{1,255}\/([^\s#?()]{1,255}?)\/-\/(?:issues|work_items)\/(\d+)/g,
  )) {
    addIssue(found, match[1] ?? null, match[2]);
  }
}

/** The run of path characters that ends at an offset; `&` counts, so that the number of an entity is none of an issue. */
function nameBefore(text: string, end: number): string {
  let start = end;
  while (start > 0 && end - start <= MAX_NAME && /[A-Za-z0-9_.&/-]/.test(text[start - 1] ?? " ")) start -= 1;
  return text.slice(start, end);
}

function addIssue(found: Found, project: string | null, iid: string | undefined): void {
  found.issues.set(`${project ?? ""}#${iid}`, { project, iid: Number(iid) });
}

/** The visible text of an inline run: no code, no link text; escapes become a stop character. */
function inlineText(tokens: readonly MarkdownToken[]): string {
  let links = 0;
  let text = "";
  for (const token of tokens) {
    if (token.type === "link_open") {
      links += 1;
      text += ` ${issueAddress(String(token.attrGet("href") ?? ""))} `;
    } else if (token.type === "link_close") links -= 1;
    else if (links > 0) continue;
    else if (token.type === "text") text += token.content;
    else if (token.type === "text_special") text += token.info === "escape" ? ESCAPED : token.content;
    else if (token.type === "softbreak" || token.type === "hardbreak") text += "\n";
    else if (token.type === "code_inline" || token.type === "image") text += " ";
  }
  return text;
}

/** What of an address can refer to an issue; a link's text and the rest of its address refer to nothing. */
function issueAddress(href: string): string {
  return /^https?:\/\/[^\s#?@]+\/-\/(?:issues|work_items)\/\d+/.exec(href)?.[0] ?? "";
}

/** Text nodes of an HTML block, without comments, code, links and quotes. */
function htmlText(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, " ")
    .replace(/<(pre|code|a|blockquote|script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, " ")
    .replace(/<[^<>]*>/g, " ")
    .replace(/&#64;|&#x40;|&commat;/gi, "@");
}
