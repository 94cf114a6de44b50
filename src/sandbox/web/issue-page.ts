import type { StoredIssue, StoredNote } from "../world/model.ts";
import { escapeHtml } from "./layout.ts";
import { renderMarkdown } from "./render-markdown.ts";

/** Where an issue is, on these pages. */
export function issuePath(project: string, iid: number | string): string {
  return `/${project}/-/issues/${iid}`;
}

/** What there is of a project's issues, open ones first. */
export function renderIssueList(path: string, issues: readonly StoredIssue[], as: string): string {
  const row = ({ iid, title, labels, dueDate }: StoredIssue): string =>
    `<li><a href="${escapeHtml(issuePath(path, iid))}?as=${encodeURIComponent(as)}">#${iid} ${escapeHtml(title)}</a>${dueDate === null ? "" : ` <span class="meta">due ${dueDate}</span>`} ${labelsOf(labels)}</li>`;
  const part = (title: string, state: StoredIssue["state"]): string => {
    const rows = issues.filter((issue) => issue.state === state).toReversed();
    return `<h2>${title}</h2><ul class="issues">${rows.map(row).join("") || "<li>none</li>"}</ul>`;
  };
  return `<h1>${escapeHtml(path)}</h1>${part("Open", "opened")}${part("Closed", "closed")}`;
}

/** An issue with what its reader may do. */
export function renderIssue(issue: StoredIssue, notes: readonly StoredNote[], as: string, mayUpdate: boolean): string {
  const { project, iid, title, state, author, dueDate, labels, assignees, confidential } = issue;
  const query = `?as=${encodeURIComponent(as)}`;
  const href = (other: string): string => `${issuePath(project.path, other)}${query}`;
  const facts = [
    `by @${author.username}`,
    ...(assignees.length === 0 ? [] : [`for ${assignees.map(({ username }) => `@${username}`).join(", ")}`]),
    ...(dueDate === null ? [] : [`due ${dueDate}`]),
    ...(confidential ? ["confidential"] : []),
  ];
  const action = escapeHtml(href(String(iid)));
  const act = state === "opened" ? ["close", "Close issue"] : ["reopen", "Reopen issue"];
  const button = mayUpdate ? `<button class="act" name="act" value="${act[0]}">${act[1]}</button> ` : "";
  return `<p><a href="/${escapeHtml(project.path)}${query}">${escapeHtml(project.path)}</a></p>
<h1>${escapeHtml(title)} <small>#${iid}</small></h1>
<p class="meta"><span class="state ${state}">${state === "opened" ? "Open" : "Closed"}</span>${escapeHtml(facts.join(" · "))} ${labelsOf(labels)}</p>
<form id="boxes" method="post" action="${action}"></form>
${renderMarkdown(issue.description ?? "", href, mayUpdate)}
<h2>Activity</h2>${notes.map((note) => renderNote(note, href)).join("")}
<form class="acts" method="post" action="${action}"><textarea name="body" aria-label="Comment" placeholder="Write a comment"></textarea><br>
<button class="act" name="act" value="comment">Comment</button> ${button}</form>`;
}

function renderNote({ body, author, system, createdAt }: StoredNote, href: (iid: string) => string): string {
  const head = `<b>@${escapeHtml(author.username)}</b>`;
  const at = createdAt.toISOString().slice(0, 16).replace("T", " ");
  if (system) return `<div class="system">${head} ${escapeHtml(body)} · ${at}</div>`;
  return `<div class="note"><p class="meta">${head} · ${at}</p>${renderMarkdown(body, href, false)}</div>`;
}

function labelsOf(labels: StoredIssue["labels"]): string {
  return labels.map(({ name }) => `<span class="label">${escapeHtml(name)}</span>`).join("");
}
