import MarkdownIt, { type Token } from "markdown-it";

/** What GitLab shows of HTML in Markdown and the product or people write: of attributes only how far a cell reaches. */
const TAGS: ReadonlySet<string> = new Set(
  "b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i ins kbd li ol p pre s strong sub summary sup table tbody td tfoot th thead tr u ul".split(
    " ",
  ),
);
const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9]{0,20})(?![a-zA-Z0-9])([^<>]*)>/g;
const SPAN = /\s(colspan|rowspan)="?(\d{1,3})"?(?![\w"])/gi;
const BOX = /^\[([ xX~])\]\s/;

/** Text as it may stand in HTML, in attributes as well. */
export function htmlText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Returns HTML that people wrote with what cannot do any harm of it; the rest is shown as text, comments are left out. */
function harmless(html: string): string {
  const [first = "", ...others] = html.split("<!--");
  const bare = first + others.map((part) => (part.includes("-->") ? part.slice(part.indexOf("-->") + 3) : "")).join("");
  let safe = "";
  let end = 0;
  for (const tag of bare.matchAll(TAG)) {
    const [whole, slash = "", name = "", attributes = ""] = tag;
    safe += asText(bare.slice(end, tag.index));
    end = tag.index + whole.length;
    const spans = [...attributes.matchAll(SPAN)].map(([, key = "", count = ""]) => ` ${key.toLowerCase()}="${count}"`);
    safe += TAGS.has(name.toLowerCase())
      ? `<${slash}${name.toLowerCase()}${slash === "" ? spans.join("") : ""}>`
      : htmlText(whole);
  }
  return safe + asText(bare.slice(end));
}

/** Entities are text already. */
function asText(html: string): string {
  return html.replace(/&(?!#?\w{1,30};)|[<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** People and issues of the project as GitLab marks them; what is escaped stays bare, as it notifies nobody. */
function withReferences(html: string, issues: string | null): string {
  const people = html.replaceAll(/(^|[\s(])@([A-Za-z0-9_][\w.-]*)/g, '$1<span class="person">@$2</span>');
  if (issues === null) return people;
  return people.replaceAll(/(^|[\s(>])#(\d{1,15})\b/g, `$1<a href="${htmlText(issues)}/$2">#$2</a>`);
}

/** Blocks that begin where their own words do, as in GitLab. */
const BLOCKS: ReadonlySet<string> = new Set([
  "paragraph_open",
  "heading_open",
  "bullet_list_open",
  "ordered_list_open",
]);

/** The box that an item begins with, as one that can only be looked at. */
function takeBox(tokens: readonly Token[]): void {
  let item: Token | null = null;
  for (const token of tokens) {
    if (token.type === "list_item_open") item = token;
    const [first] = token.children ?? [];
    if (token.type !== "inline") continue;
    const box = first?.type === "text" ? BOX.exec(first.content)?.[1] : undefined;
    if (item !== null && first !== undefined && box !== undefined) {
      item.attrJoin("class", box === "~" ? "task dropped" : "task");
      first.meta = { box };
      first.content = first.content.slice(4);
    }
    item = null;
  }
}

/**
 * Returns Markdown of an issue as HTML that runs and loads nothing, whatever it holds.
 *
 * @param issues address of the project's issues, for `#12`; null where it is not known
 */
export function renderIssueHtml(markdown: string, issues: string | null): string {
  const md = new MarkdownIt({ html: true, linkify: true });
  // An escaped character stays a token of its own, so that `\@jane` is no mention.
  md.core.ruler.disable("text_join");
  const { rules } = md.renderer;
  rules.text = (tokens, index) => {
    const { content = "", meta } = tokens[index] ?? {};
    const text = withReferences(htmlText(content), issues);
    if (meta?.box === undefined) return text;
    const checked = meta.box === " " ? "" : " checked";
    return `<input type="checkbox" disabled${checked} aria-label="${checked === "" ? "open" : "done"}"> ${text}`;
  };
  rules.text_special = (tokens, index) => htmlText(tokens[index]?.content ?? "");
  rules.html_block = (tokens, index) => harmless(tokens[index]?.content ?? "");
  rules.html_inline = (tokens, index) => harmless(tokens[index]?.content ?? "");
  // Nothing is loaded: a picture is what it is called.
  rules.image = (tokens, index) => `<em>[${htmlText(tokens[index]?.content ?? "")}]</em>`;
  const tokens = md.parse(markdown, {});
  for (const token of tokens) if (BLOCKS.has(token.type)) token.attrSet("dir", "auto");
  takeBox(tokens);
  return md.renderer.render(tokens, md.options, {});
}
