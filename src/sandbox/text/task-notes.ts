import { isFrom, type SandboxSettings } from "../world/settings.ts";
import { type MarkdownToken, tokensOf } from "./markdown.ts";
import { changedTasks, type TaskLine } from "./tasks.ts";

/** Bodies of the system notes that an edit leaves: one for each box at its place, or that the description was changed. */
export function descriptionNotes(
  before: string,
  after: string,
  settings: Pick<SandboxSettings, "version">,
): readonly string[] {
  const changed = changedTasks(before, after);
  if (changed.length === 0) return ["changed the description"];
  const quote = quotesRendered(settings) ? renderedQuotes(after) : (task: TaskLine) => task.text;
  return changed.map((task) => {
    return `marked the checklist item **${quote(task)}** as ${task.complete ? "completed" : "incomplete"}`;
  });
}

/** GitLab quotes the text as it is rendered since it escapes with comrak's `escape_commonmark_inline` (0.42, autumn 2025). */
function quotesRendered(settings: Pick<SandboxSettings, "version">): boolean {
  return isFrom(18, 6, settings);
}

/** What is written with a backslash: all punctuation of ASCII but what never means anything within a line. */
const ESCAPED = /[\\`*_{}[\]()#+\-.!=|~<>"$^&@]/g;

/** Quotes an item as its paragraph is shown, hidden comments with what is in them, tags and addresses without. */
function renderedQuotes(text: string): (task: TaskLine) => string {
  const starts = new Map<number, MarkdownToken>();
  for (const token of tokensOf(text)) {
    if (token.type === "inline" && token.map !== null && !starts.has(token.map[0])) starts.set(token.map[0], token);
  }
  return ({ line, text: source }) => {
    const shown = starts.get(line);
    const words = shown === undefined ? source : textOf(shown.children ?? []).replace(/^\s*\[[^\]]*\]/, "");
    return words
      .trim()
      .replace(ESCAPED, (character) => `\\${character}`)
      .replaceAll("\n", "&#10;");
  };
}

function textOf(tokens: readonly MarkdownToken[]): string {
  return tokens
    .map((token) => {
      if (token.type === "softbreak" || token.type === "hardbreak") return "\n";
      if (token.type === "html_inline") return /^<!--([^]*)-->$/.exec(token.content)?.[1] ?? "";
      return token.type === "image" ? "" : token.content;
    })
    .join("");
}
