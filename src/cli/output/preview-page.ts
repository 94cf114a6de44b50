import type { Agenda } from "../../domain/agenda/types.ts";
import { htmlText, renderIssueHtml } from "./markdown-html.ts";
import { PREVIEW_STYLE } from "./preview-style.ts";

/** By this a page is known as one that may be written over. */
export const PREVIEW_GENERATOR = '<meta name="generator" content="collab-cadence">';
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** What the page says besides the issue itself. */
export interface PreviewFacts {
  readonly language: string;
  /** Path of the project. */
  readonly project: string;
  /** Address of its issues. */
  readonly issues: string;
  /** The day that its issue is due, for people. */
  readonly due: string;
}

/** Returns a page of its own with an agenda as the customer will see it. It runs no script and loads nothing. */
export function renderPreviewPage(agenda: Agenda, { language, project, issues, due }: PreviewFacts): string {
  const facts = [
    ...(agenda.confidential ? ["Confidential"] : []),
    `due ${due}`,
    ...(agenda.assignees.length === 0 ? [] : [`for ${agenda.assignees.map((name) => `@${name}`).join(", ")}`]),
    ...(agenda.milestone === null ? [] : [agenda.milestone]),
  ];
  const labels = agenda.labels.map((name) => `<span class="label">${htmlText(name)}</span>`).join(" ");
  return `<!doctype html>
<html lang="${htmlText(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
${PREVIEW_GENERATOR}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${htmlText(agenda.title)}</title>
<style>${PREVIEW_STYLE}</style>
</head>
<body>
<header>${htmlText(project)} <span>preview: nothing of this is written yet</span></header>
<main>
<h1 class="title" dir="auto">${htmlText(agenda.title)}</h1>
<p class="facts"><span class="state">Open</span> ${htmlText(facts.join(" · "))} ${labels}</p>
<article>
${renderIssueHtml(agenda.description, issues)}</article>
</main>
</body>
</html>
`;
}
