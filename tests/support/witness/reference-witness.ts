import { type AST, parseMarkdown } from "comrak";
import { comrakOptions } from "./comrak.ts";

/** What GitLab's reference filters would find in a document of the project `acme/collab` on gitlab.example.com. */
export interface References {
  /** As written, of the project itself. */
  readonly own: readonly string[];
  /** As written: other projects, groups, and what shows a title. */
  readonly foreign: readonly string[];
  /** Names after `@`. */
  readonly mentions: readonly string[];
}

const OWN = "acme/collab";
const HOST = "https://gitlab.example.com";

// Ported from app/models (reference_pattern, link_reference_pattern) and lib/gitlab/path_regex.rb.
const SEGMENT = String.raw`[a-zA-Z0-9_.][a-zA-Z0-9_\-.]{0,254}`;
const GROUP_SEGMENT = String.raw`(?:${SEGMENT}[a-zA-Z0-9_\-]|[a-zA-Z0-9_])`;
const GROUP_PATH = String.raw`${GROUP_SEGMENT}(?:\/${GROUP_SEGMENT})*`;
const PROJECT = String.raw`(?<![a-zA-Z0-9_.])\/?(?:(?<namespace>${GROUP_PATH})\/)?(?<project>${SEGMENT})`;
const GROUP = String.raw`(?<![a-zA-Z0-9_.])(?<group>${GROUP_PATH})`;
const PATTERNS = [
  String.raw`(?:(?:${PROJECT})?[#!]|GL-)\d+(?<format>\+s?)?`,
  String.raw`(?:${PROJECT})?\$\d+`,
  String.raw`(?:${GROUP})?(?<shared>&)\d+`,
  String.raw`(?:${PROJECT})?~(?:\d+|[A-Za-z0-9_\-?.&]+|".+?")`,
  String.raw`(?:${PROJECT})?%(?:\d+|[^"\s<]+\b|"[^"]+")`,
  String.raw`(?:${PROJECT})?\^alert#\d+`,
  String.raw`(?:${PROJECT}@)?\b[0-9a-f]{7,40}\b`,
  String.raw`(?<![a-zA-Z0-9_.])\/?(?<namespace>${GROUP_PATH})\/(?<project>${SEGMENT})>`,
  String.raw`\[(?:vulnerability|feature_flag|issue|work_item):(?:${PROJECT}\/)?\d+\]`,
  String.raw`(?<shared>\[(?:epic|cadence):[^\]\s]+\]|\["?contact:[^\]\s]+\]|\*iteration:(?:\d+|"[^"]+"))`,
  String.raw`\[wiki_page:(?:${PROJECT}:)?[^\]:]+\]`,
].map((pattern) => new RegExp(pattern, "g"));
const ROUTE =
  /^(?:\/(?!-)[^/?#]+)*(?:\/-)?\/(?:issues(?:\/incident)?|work_items|merge_requests|epics|milestones|snippets|commit|compare|alert_management|security\/vulnerabilities|feature_flags|wikis)\/\w/;

function isForeign(groups: Readonly<Record<string, string | undefined>>): boolean {
  const { namespace, project, group, shared, format } = groups;
  if (shared !== undefined || group !== undefined || format !== undefined) return true;
  return project !== undefined && `${namespace ?? "acme"}/${project}`.toLowerCase() !== OWN;
}

interface Found {
  readonly own: string[];
  readonly foreign: string[];
  readonly mentions: string[];
}

function scanText(text: string, found: Found): void {
  found.mentions.push(...(text.match(/(?<![a-zA-Z0-9_])@[a-zA-Z0-9_][\w.-]*/g) ?? []));
  for (const pattern of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      // An alert of the project; as an issue it would be one of a project that is named so.
      if (match[0].startsWith("alert#") && text[match.index - 1] === "^") continue;
      (isForeign(match.groups ?? {}) ? found.foreign : found.own).push(match[0]);
    }
  }
}

function scanLink(href: string, found: Found): void {
  let address = href;
  try {
    address = decodeURIComponent(href);
  } catch {
    // GitLab leaves alone what is no UTF-8.
  }
  for (const pattern of PATTERNS) {
    const whole = new RegExp(`^(?:${pattern.source})$`).exec(address);
    if (whole !== null) (isForeign(whole.groups ?? {}) ? found.foreign : found.own).push(address);
  }
  if (/^@[a-zA-Z0-9_]/.test(address)) found.mentions.push(address);
  if (!address.toLowerCase().startsWith(HOST)) return;
  const path = address.slice(HOST.length);
  if (!ROUTE.test(path)) return;
  const isOwn = path.toLowerCase().startsWith(`/${OWN}/`) && !/^\/acme\/collab(?:\/-)?\/\w+\/\d+\+/i.test(path);
  (isOwn ? found.own : found.foreign).push(address);
}

/** Escaped signs keep their node; GitLab joins the others with the text around them, and what stands in dropped tags. */
const KEPT = new Set("$%#&@!~^");

/** GitLab's parser shows the title of an alert as text, without what it is escaped with. */
function titleOf(alert: unknown): string {
  return String((alert as { readonly title?: string }).title ?? "");
}

/** Reads a document with GitLab's own parser, and its text nodes and links with the patterns of its models. */
export function findAllReferences(markdown: string): References {
  const { nodes } = parseMarkdown(markdown.replaceAll("\r", ""), comrakOptions) as AST;
  const found: Found = { own: [], foreign: [], mentions: [] };
  let text = "";
  const flush = (): void => {
    scanText(text, found);
    text = "";
  };
  const enter = (at: number): void => {
    const node = nodes[at];
    if (node === undefined) return;
    const { value } = node.data;
    const first = node.first_child;
    if (typeof value === "object" && "Text" in value) text += value.Text;
    else if ((value as unknown) === "Escaped" && first !== undefined) {
      const child = nodes[first]?.data.value;
      const character = typeof child === "object" && "Text" in child ? String(child.Text) : "";
      if (KEPT.has(character)) flush();
      else text += character;
    } else if (typeof value === "object" && "HtmlInline" in value && /^<\/?u>$/i.test(String(value.HtmlInline))) {
      // Dropped.
    } else {
      flush();
      if (typeof value === "object" && "WikiLink" in value)
        scanLink(String((value.WikiLink as { url: string }).url), found);
      if (typeof value === "object" && "Link" in value) scanLink(value.Link.url, found);
      // What describes an image is no text of its own.
      else if (first !== undefined && !(typeof value === "object" && "Image" in value)) enter(first);
      if (typeof value === "object" && "Alert" in value) scanText(titleOf(value.Alert), found);
      flush();
    }
    if (node.next_sibling !== undefined) enter(node.next_sibling);
  };
  enter(0);
  flush();
  return found;
}
