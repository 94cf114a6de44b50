/** Text as it may stand in HTML, in attributes as well. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
body { margin: 0; color: #28272d; background: #fff; font: 15px/1.5 system-ui, sans-serif; }
header { padding: 10px 24px; color: #fff; background: #28272d; display: flex; gap: 16px; flex-wrap: wrap; }
header a { color: #fff; } header nav { margin-left: auto; } header nav a { margin-left: 8px; }
header nav a[aria-current] { font-weight: 600; text-decoration: none; }
main { max-width: 60rem; margin: 24px auto; padding: 0 24px; }
h1 { font-size: 1.5rem; margin: 0 0 8px; } h2 { font-size: 1.2rem; } h3 { font-size: 1.05rem; }
a { color: #1068bf; } code, pre { font: 13px/1.5 ui-monospace, monospace; background: #f4f4f7; border-radius: 4px; }
code { padding: 1px 4px; } pre { padding: 12px; overflow: auto; }
table { border-collapse: collapse; margin: 8px 0; } th, td { border: 1px solid #dcdcde; padding: 6px 10px; text-align: left; vertical-align: top; }
td > :first-child { margin-top: 0; } td > :last-child { margin-bottom: 0; }
.meta { color: #626168; margin: 0 0 16px; } .label { background: #e9ebf0; border-radius: 10px; padding: 1px 8px; margin-right: 4px; font-size: 13px; }
.state { border-radius: 10px; padding: 1px 10px; margin-right: 8px; color: #fff; background: #108548; } .state.closed { background: #1068bf; }
.issues { list-style: none; padding: 0; } .issues li { border-top: 1px solid #ececef; padding: 8px 0; }
.note { border: 1px solid #dcdcde; border-radius: 4px; margin: 12px 0; padding: 0 14px; } .system { color: #626168; font-size: 14px; margin: 6px 0; }
.box { width: 17px; height: 17px; padding: 0; margin-right: 6px; vertical-align: middle; font-size: 12px; line-height: 1; border: 1px solid #737278; border-radius: 3px; background: #fff; cursor: pointer; }
.box.done { color: #fff; background: #1068bf; border-color: #1068bf; } li:has(> .box), li:has(> p > .box) { list-style: none; margin-left: -22px; }
button.act { padding: 6px 12px; border: 1px solid #bfbfc3; border-radius: 4px; background: #fff; cursor: pointer; font: inherit; } textarea { width: 100%; height: 70px; font: inherit; box-sizing: border-box; }
form.acts { margin: 16px 0; }
`;

/** Who looks at a page, and on whose behalf its buttons act. */
export interface Viewer {
  readonly username: string;
  readonly others: readonly string[];
}

/** A whole page. `body` is HTML. */
export function renderPage(title: string, viewer: Viewer, path: string, body: string): string {
  const people = viewer.others
    .map((name) => {
      const current = name === viewer.username ? ' aria-current="true"' : "";
      return `<a href="${escapeHtml(path)}?as=${encodeURIComponent(name)}"${current}>${escapeHtml(name)}</a>`;
    })
    .join("");
  const frontPage = `/?as=${encodeURIComponent(viewer.username)}`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><header><a href="${frontPage}">A GitLab to play with</a><nav>You are: ${people}</nav></header><main>${body}</main></body></html>`;
}
