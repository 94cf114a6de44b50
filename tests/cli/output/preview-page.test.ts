import { readdirSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderIssueHtml } from "../../../src/cli/output/markdown-html.ts";
import { renderPreviewPage } from "../../../src/cli/output/preview-page.ts";
import { buildAgenda } from "../../../src/domain/agenda/build.ts";
import { agendaInput } from "../../support/state/agenda-input.ts";

const ISSUES = "https://gitlab.example/acme/-/issues";
const html = (text: string): string => renderIssueHtml(text, ISSUES);

/** Tags that a page may have, as they may stand there. */
const OURS =
  /^<\/?(?:a|b|blockquote|br|code|dd|del|details|div|dl|dt|em|h[1-6]|hr|i|input|ins|kbd|li|ol|p|pre|s|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|u|ul)(?: (?:href|title|class|start|type|aria-label|colspan|rowspan|style|dir)="[^"<>]*"| disabled| checked)*>$/;

describe("an issue as HTML", () => {
  it.each([
    ["- [ ] @bob Book a room", '<li class="task">\n?<input type="checkbox" disabled aria-label="open"> <span'],
    ["- [x] Done", '<input type="checkbox" disabled checked aria-label="done"> Done'],
    ["- [~] Dropped", '<li class="task dropped">'],
    ["1. [ ] One", '<li class="task"><input'],
    ["@jane and \\@sam", '<span class="person">@jane</span> and @sam'],
    ["see #12 (#13)", `<a href="${ISSUES}/12">#12</a> \\(<a href="${ISSUES}/13">#13</a>\\)`],
    ["<sub>#8</sub> <!--c:8-dhj-->", `<sub><a href="${ISSUES}/8">#8</a></sub> `],
    ["<details>\n<summary>More</summary>\n\n- a\n\n</details>", '<details>\n<summary>More</summary>\n<ul dir="auto">'],
    ['<table>\n<tr>\n<td colspan="3">\n\n**Acme**\n\n</td>', '<td colspan="3">\n<p dir="auto"><strong>Acme'],
    ["| a | b |\n| --- | --- |\n| c | d |", "<table>\n<thead>"],
    ["a\\\nb", "a<br>\nb"],
  ])("%j", (markdown, expected) => expect(html(markdown)).toMatch(new RegExp(expected)));

  it.each([
    "<script>alert(1)</script>",
    "<ScRiPt src=//x.example/y></sCrIpT>",
    '<td onclick="alert(1)" colspan="2" style="x">',
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "![x](https://x.example/y.png)",
    "<img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>1</script>'></iframe>",
    "<details ontoggle=alert(1) open>",
    "<!-- a --!> <img src=x onerror=alert(1)> -->",
    "<style>body{display:none}</style>",
    '<td colspan="2" "><script>">',
    "<b <script>alert(1)//",
    '[a]("onmouseover="x)',
    "<svg/onload=alert(1)>",
    "<table background=https://x.example/y>",
    "</article></main><form action=https://x.example>",
  ])("nothing of %j can run or load", (markdown) => {
    for (const text of [markdown, `a ${markdown}`, `- [ ] ${markdown}`]) {
      const made = html(text);
      for (const [tag] of made.matchAll(/<[^>]*>?/g)) expect(tag).toMatch(OURS);
      expect(made).not.toMatch(/<[^>]*(?:javascript:|\son\w+=)/i);
    }
  });

  it("whatever people write, no tag stands there but those", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "<",
        ">",
        '"',
        "'",
        "&",
        "<!--",
        "-->",
        "<td ",
        "colspan=",
        "\n",
        "\n\n",
        "- [ ] ",
        "`",
        "[",
        "](",
        ")",
        "<b",
        "/",
      ),
      fc.string({ maxLength: 6 }),
    );
    const text = fc.array(piece, { maxLength: 25 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (markdown) => [...html(markdown).matchAll(/<[^>]*>?/g)].every(([tag]) => OURS.test(tag))),
      { numRuns: 3000 },
    );
  });

  const examples = new URL("../../../docs/examples/", import.meta.url);
  it.each(readdirSync(examples).filter((name) => name.endsWith(".md")))("%s shows no marks of Markdown", (name) => {
    const text = readFileSync(new URL(name, examples), "utf8");
    const made = html(text);
    // What it says to type stands as code.
    expect(made.replaceAll(/<code>.*?<\/code>/g, "")).not.toMatch(/\[[ x~]\] |\*\*|<!--|cadence:v1/);
    const boxes = text.match(/^ *[-*] \[[ x~]\]/gm) ?? [];
    expect(made.match(/type="checkbox"/g) ?? []).toHaveLength(boxes.length);
  });
});

it("the page says title, day and labels, all of it as text, and may load nothing", () => {
  const agenda = { ...buildAgenda(agendaInput("Hello")), title: 'A <b> & "c"', labels: ["<i>"], assignees: ["jane"] };
  const page = renderPreviewPage(agenda, { language: "de", project: "a/b", issues: ISSUES, due: "Tue 1 Dec 2026" });
  expect(page).toMatch(
    /^<!doctype html>\n<html lang="de">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-/,
  );
  expect(page).toContain("default-src 'none'");
  expect(page).toContain("<title>A &#60;b&#62; &#38; &#34;c&#34;</title>");
  expect(page).toContain('<span class="label">&#60;i&#62;</span>');
  expect(page).toContain("due Tue 1 Dec 2026 · for @jane");
  expect(page).toContain("prefers-color-scheme: dark");
  expect(page).not.toMatch(/<script|url\(|src=/);
});
