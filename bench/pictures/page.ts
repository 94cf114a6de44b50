import { markdownToHTML } from "comrak";
import { comrakOptions } from "../../tests/support/witness/comrak.ts";
import type { Scene } from "./scenes.ts";

/** As GitLab shows an issue: what its styles say of the elements that agendas and follow-ups have. */
const STYLE = `
:root { --text: #28272d; --dim: #626168; --link: #0b5cad; --line: #dcdcde; --code: #ececef; --page: #fff; --open: #108548; --label: #428fdc; }
.dark { --text: #ececef; --dim: #a4a3a8; --link: #63a6e9; --line: #4c4b51; --code: #333238; --page: #1f1e24; --open: #2da160; --label: #2f68b4; }
body { margin: 0; padding: 24px; width: 990px; background: var(--page); color: var(--text); font: 14px/1.5 "GitLab Sans", Inter, "DejaVu Sans", sans-serif; }
a { color: var(--link); text-decoration: none; }
.head { font-size: 28px; font-weight: 600; line-height: 1.25; margin: 0 0 8px; overflow-wrap: anywhere; }
.meta { color: var(--dim); margin-bottom: 16px; }
.badge { color: #fff; background: var(--open); border-radius: 10px; padding: 1px 8px; font-size: 12px; }
.label { background: var(--label); }
.md { overflow-wrap: anywhere; }
.md h1, .md h2, .md h3, .md h4 { line-height: 1.25; margin: 24px 0 16px; font-weight: 600; }
.md h2 { font-size: 21px; padding-bottom: 5px; border-bottom: 1px solid var(--line); }
.md h3 { font-size: 18px; } .md h4 { font-size: 16px; }
.md p { margin: 0 0 16px; } .md ul, .md ol { margin: 0 0 16px; padding-left: 28px; } .md li > ul { margin: 0; }
.md ul.contains-task-list { list-style: none; } .md li.task-list-item > input { margin: 0 6px 0 -20px; }
.md blockquote { margin: 0 0 16px; padding: 2px 0 2px 16px; border-left: 3px solid var(--line); color: var(--dim); } .md blockquote p:last-child { margin: 0; }
.md code { background: var(--code); border-radius: 4px; padding: 2px 4px; font: 12.6px "GitLab Mono", "DejaVu Sans Mono", monospace; }
.md table { border-collapse: collapse; margin: 0 0 16px; } .md th, .md td { border: 1px solid var(--line); padding: 10px 16px; text-align: start; vertical-align: top; }
.md td > :last-child { margin-bottom: 0; } .md sub { font-size: 75%; line-height: 0; position: relative; vertical-align: baseline; bottom: -0.25em; }
.md details { margin: 0 0 16px; } .md details > :not(summary) { margin-left: 16px; } .md summary { cursor: pointer; }
.md del { color: var(--dim); }
`;

function linked(html: string): string {
  return html
    .split(/(<code[^]*?<\/code>|<a [^]*?<\/a>|<[^>]*>)/)
    .map((part, at) =>
      at % 2 === 1 ? part : part.replace(/(?<![\w&/])(#\d+|@[\w.-]*\w)/g, (name) => `<a href="#">${name}</a>`),
    )
    .join("");
}

/** What GitLab makes of a description, with its styles; boxes of what is not applicable are struck through. */
export function pageOf({ title, labels, markdown }: Scene, isDark: boolean, isUnfolded: boolean): string {
  const shown = markdown.replace(/^(\s*- )\[~\] (.*?)( <!--.*)?$/gm, "$1[x] <del>$2</del>$3");
  const html = linked(
    markdownToHTML(shown, { ...comrakOptions, render: { ...comrakOptions.render, unsafe: true, sourcepos: false } }),
  );
  const unfolded = isUnfolded ? html.replaceAll("<details>", "<details open>") : html;
  const badges = labels.map((label) => `<span class="badge label">${label}</span>`).join(" ");
  return `<!doctype html><html class="${isDark ? "dark" : "light"}"><meta charset="utf-8"><style>${STYLE}</style><body>
<h1 class="head">${title.replaceAll("<", "&lt;")}</h1><div class="meta"><span class="badge">Open</span> by cadence-bot ${badges}</div>
<div class="md" dir="auto">${unfolded}</div></body></html>`;
}
