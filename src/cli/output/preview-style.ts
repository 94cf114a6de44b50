/** Looks much as GitLab does, in the light and in the dark. */
export const PREVIEW_STYLE = `
:root { color-scheme: light dark; --text: #28272d; --soft: #626168; --page: #fff; --line: #dcdcde; --shade: #f4f4f7; --link: #1068bf; --label: #e9ebf0; --person: #e9f3fc; --open: #108548; }
@media (prefers-color-scheme: dark) { :root { --text: #ececef; --soft: #a4a3a8; --page: #18171d; --line: #3a383f; --shade: #28272d; --link: #63a6e9; --label: #3a383f; --person: #1b3049; } }
* { box-sizing: border-box; }
body { margin: 0; color: var(--text); background: var(--page); font: 15px/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; overflow-wrap: break-word; }
header { display: flex; flex-wrap: wrap; gap: 4px 16px; justify-content: space-between; padding: 10px 24px; color: var(--soft); border-bottom: 1px solid var(--line); font-size: 13px; }
main { max-width: 62rem; margin: 20px auto 48px; padding: 0 24px; }
h1, h2, h3, h4, h5, h6 { line-height: 1.3; margin: 24px 0 12px; font-weight: 600; }
h1 { font-size: 24px; } h1.title { margin: 0 0 8px; } h2 { font-size: 20px; padding-bottom: 4px; border-bottom: 1px solid var(--line); } h3 { font-size: 17px; } h4, h5, h6 { font-size: 15px; }
p, ul, ol, blockquote, pre, table, details { margin: 0 0 14px; }
article > :last-child { margin-bottom: 0; }
a { color: var(--link); text-decoration: none; } a:hover { text-decoration: underline; }
.facts { color: var(--soft); padding-bottom: 14px; border-bottom: 1px solid var(--line); font-size: 13px; line-height: 1.9; }
.state { padding: 1px 9px; border-radius: 10px; color: #fff; background: var(--open); }
.label { padding: 1px 9px; border-radius: 10px; color: var(--text); background: var(--label); white-space: nowrap; }
.person { padding: 0 2px; border-radius: 3px; color: var(--link); background: var(--person); }
ul, ol { padding-inline-start: 26px; } li { margin: 3px 0; } li > ul, li > ol { margin: 0; }
li.task { list-style: none; } li.task > p { margin: 0; }
li.task.dropped { text-decoration: line-through; color: var(--soft); }
input[type="checkbox"] { width: 13px; height: 13px; margin: 0; margin-inline: -22px 5px; vertical-align: -1px; }
blockquote { margin-inline: 0; padding: 2px 14px; color: var(--soft); border-inline-start: 3px solid var(--line); } blockquote > :last-child { margin-bottom: 0; }
sub { vertical-align: baseline; font-size: 12px; color: var(--soft); }
table { border-collapse: collapse; max-width: 100%; display: block; overflow-x: auto; }
th, td { border: 1px solid var(--line); padding: 7px 11px; text-align: start; vertical-align: top; }
th { background: var(--shade); } td > :last-child, td p:last-child, td ul:last-child { margin-bottom: 0; } td li { margin: 0; } td > ul { padding-inline-start: 22px; }
td[colspan] { background: var(--shade); }
code, pre { font: 13px/1.5 ui-monospace, "JetBrains Mono", Menlo, monospace; background: var(--shade); border-radius: 4px; }
code { padding: 1px 4px; } pre { padding: 11px; overflow-x: auto; } pre code { padding: 0; }
summary { cursor: pointer; } details[open] > summary { margin-bottom: 8px; }
hr { border: 0; border-top: 1px solid var(--line); margin: 20px 0; }
@media print { header { display: none; } main { margin: 0; padding: 0; } }
`;
