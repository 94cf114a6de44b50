import { plural } from "../../domain/text/plural.ts";
import { makeInlineInert, makeNameInert } from "../../domain/text-safety/index.ts";
import type { ItemRow } from "../commands/item-rows.ts";
import type { SeriesRows } from "./items-text.ts";
import { seriesName } from "./names.ts";

const quiet = { mentions: "quiet" } as const;

const STATES: Readonly<Record<ItemRow["state"], string>> = {
  open: "open",
  done: "done",
  inapplicable: "not applicable",
  removed: "taken off",
};

/** A cell of a pipe table: a `|` in it needs a backslash, also in code (GitLab docs, GitLab Flavored Markdown, Tables). */
function cell(text: string): string {
  return text.replace(/(?<!\\)(\\*)\|/g, (all, slashes: string) => (slashes.length % 2 === 0 ? `${slashes}\\|` : all));
}

function dueCell({ due, unclearDue, overdue }: ItemRow): string {
  if (due === null) return unclearDue === null ? "" : makeInlineInert(`${unclearDue} (unclear)`, quiet);
  return overdue ? `**${due}, overdue**` : due;
}

function rowLine(row: ItemRow, all: boolean): string {
  const own = row.issue === null ? [] : [`issue #${row.issue}`];
  const cells = [
    row.owner === null ? "" : makeInlineInert(`@${row.owner}`, quiet),
    `${row.under === undefined ? "" : `${makeNameInert(row.under)} › `}${makeInlineInert(row.text, quiet)}`,
    dueCell(row),
    row.ageDays === null ? "" : plural(row.ageDays, "day"),
    row.carries === 0 ? "" : plural(row.carries, "time"),
    [...row.iids.map((iid) => `#${iid}`), ...own].join(", "),
    ...(all ? [row.reason === null ? STATES[row.state] : makeInlineInert(row.reason.text, quiet)] : []),
  ];
  return `| ${cells.map(cell).join(" | ")} |`;
}

function table(items: readonly ItemRow[], all: boolean): string {
  const heads = ["Owner", "Action item", "Due", "Age", "Carried", "In", ...(all ? ["State"] : [])];
  const lines = [
    `| ${heads.join(" | ")} |`,
    `|${" --- |".repeat(heads.length)}`,
    ...items.map((row) => rowLine(row, all)),
  ];
  return items.length === 0 ? "No action items." : lines.join("\n");
}

/**
 * The items as tables to paste into an issue, one for each series, under headings where there are several. Text of issues
 * is inert and notifies nobody; the numbers of issues are links.
 */
export function itemsMarkdown(series: readonly SeriesRows[], all: boolean): string {
  const parts = series.map((one) => ({
    heading: `### ${makeInlineInert(seriesName(one.series), quiet)}`,
    body: table(one.items, all),
  }));
  if (parts.length === 1) return parts[0]?.body ?? "";
  return parts.map(({ heading, body }) => `${heading}\n\n${body}`).join("\n\n");
}
