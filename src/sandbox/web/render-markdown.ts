import MarkdownIt from "markdown-it";
import { escapeHtml } from "./layout.ts";

const BOX = /^\[([ xX~])\](?=\s)/;

/**
 * A description or comment as HTML: HTML in it is passed on, since follow-ups have tables; the page's headers keep scripts
 * from running. A box is a button that names its line; `#12` leads to that issue by `issueHref`.
 */
export function renderMarkdown(text: string, issueHref: (iid: string) => string, clickable: boolean): string {
  const md = new MarkdownIt({ html: true, linkify: true });
  const plain = md.renderer.rules.text;
  md.renderer.rules.text = (tokens, index, options, env, self) => {
    const html = plain?.(tokens, index, options, env, self) ?? escapeHtml(tokens[index]?.content ?? "");
    return html.replace(
      /(^|[\s(])#(\d+)\b/g,
      (_, before: string, iid: string) => `${before}<a href="${escapeHtml(issueHref(iid))}">#${iid}</a>`,
    );
  };
  const tokens = md.parse(text, {});
  let line: number | null = null;
  for (const token of tokens) {
    if (token.type === "list_item_open") line = token.map?.[0] ?? null;
    const [first] = token.children ?? [];
    if (token.type !== "inline" || line === null || first === undefined) continue;
    const box = BOX.exec(first.content)?.[1];
    if (box !== undefined && first.type === "text") {
      const button = new md.core.State("", md, {}).Token;
      const html = new button("html_inline", "", 0);
      html.content = renderBox(box, line, clickable);
      first.content = first.content.slice(3).trimStart();
      token.children?.unshift(html);
    }
    line = null;
  }
  return md.renderer.render(tokens, md.options, {});
}

function renderBox(box: string, line: number, clickable: boolean): string {
  const done = box.toLowerCase() === "x";
  const disabled = clickable && box !== "~" ? "" : " disabled";
  const words = done ? "done" : box === "~" ? "does not apply" : "open";
  return `<button class="box${done ? " done" : ""}" form="boxes" name="line" value="${line}" title="${words}"${disabled}>${done ? "&#10003;" : box === "~" ? "~" : ""}</button>`;
}
