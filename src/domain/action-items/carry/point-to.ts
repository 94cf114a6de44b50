import type { IssueIid } from "../../ids.ts";
import { definedLabels } from "../../markdown/defined-labels.ts";
import { maskHidden } from "../../markdown/mask-hidden.ts";
import type { MarkdownDocument, Splice, TaskItem } from "../../markdown/types.ts";
import type { Texts } from "../../texts/texts.ts";
import { BETWEEN, namesIssue, renderPointer, trailerWords } from "../read/carry-note.ts";

/** Puts ` (issue #45)` at the end of an item's first line, before its hidden marker; null where it says so already. */
export function pointTo(document: MarkdownDocument, item: TaskItem, issue: IssueIid, texts: Texts): Splice | null {
  const { start, end } = item.textRange;
  const text = document.source.slice(start, end);
  const [written = ""] = text.split(/\r\n|\r|\n/);
  if (namesIssue(written, issue)) return null;
  const labels = definedLabels(document);
  const trailer = trailerWords(written, labels);
  const said = texts.agenda.ownIssue({ own: issue });
  if (trailer !== null) return { start: start + trailer.end, end: start + trailer.end, text: `${BETWEEN}${said}` };
  const line = maskHidden(text, labels).slice(0, written.length);
  const origin = /\(from #\d[^()\n]*\)(?=[ \t]*<!--\s*c:)/.exec(line);
  if (origin !== null) {
    const question = origin[0].indexOf("; to decide: ");
    const from = question < 0 ? origin[0].length - 1 : question;
    const at = start + origin.index;
    return { start: at + from, end: at + origin[0].length, text: `, ${said})` };
  }
  const marker = /(?<![ \t])[ \t]*<!--\s*c:/.exec(line);
  const at = start + (marker?.index ?? line.trimEnd().length);
  return { start: at, end: at, text: renderPointer(issue, texts) };
}
