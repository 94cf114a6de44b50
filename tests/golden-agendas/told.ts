import { PROJECT, type Stage } from "../support/stage.ts";

type Issue = ReturnType<Stage["sandbox"]["issues"]>[number];

/** Returns every issue of a project as text: what the bot made of it, how it stands, and its comments. */
export function told({ sandbox }: Stage): string {
  return sandbox.issues(PROJECT).map(issueText).join("\n");
}

function issueText(issue: Issue): string {
  const { iid, title, author, state, labels, dueDate, confidential, assignees, links, history, description } = issue;
  const first = history[0] ?? "";
  const comments = issue.notes.filter(({ system }) => !system);
  const facts = {
    made: issue.createdAt,
    author,
    state,
    closed: issue.closedAt,
    due: dueDate,
    confidential,
    labels: labels.join(", "),
    assignees: assignees.join(", "),
    links: links.map((link) => `${link.type} #${link.iid}`).join(", "),
    edits: history.length - 1,
  };
  return [
    `═══ #${iid} ${title}`,
    ...Object.entries(facts).map(([key, value]) => `${key}: ${value}`),
    "─── as made",
    first,
    ...(description === first ? [] : ["─── as it stands", description]),
    ...comments.flatMap(({ author: by, createdAt, body }) => [`─── comment of ${by}, ${createdAt}`, body]),
    "",
  ].join("\n");
}
