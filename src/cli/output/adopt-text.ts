import type { Paint } from "../../app/terminal.ts";
import type { HistoryRules } from "../../config/resolve/types.ts";
import type { OldItemDecision } from "../../domain/old-items/list.ts";
import { plural } from "../../domain/text/plural.ts";
import { printable } from "../../domain/text/printable.ts";
import type { FoundBy, OldAgenda } from "../../setup/find-old-agendas.ts";
import { historyLines } from "../../setup/history-block.ts";
import type { HistoryProposal } from "../../setup/propose-history.ts";
import type { ProposedItems } from "../../setup/propose-old-items.ts";
import { fit, whole } from "./columns.ts";
import { publishedStep } from "./init-document.ts";

/** What `cadence adopt` found in one project. */
export interface FoundHistory extends ProposedItems {
  readonly project: string;
  readonly customer: string;
  readonly history: HistoryRules;
  readonly agendas: readonly OldAgenda[];
  /** Where the list of items was written, or null. */
  readonly file: string | null;
  /** Where it is read, in the project. */
  readonly path: string;
  /** The merge request of both; null where none was asked for. */
  readonly proposal: HistoryProposal | null;
}

const BY: Readonly<Record<FoundBy, string>> = {
  label: "label",
  list: "list",
  title: "title",
  headings: "headings",
};
const DECIDED: Readonly<Record<OldItemDecision, string>> = { keep: "kept", ask: "to ask about", leave: "left" };

function agendaLine({ issue, date, by }: OldAgenda, paint: Paint): string {
  const state = issue.state === "opened" ? "open" : "closed";
  const line = `${whole(`#${issue.iid}`, 6)} ${date}  ${fit(state, 7)} ${fit(BY[by], 12)}`;
  return `  ${line} ${paint.dim(printable(issue.title))}`;
}

function counted<K extends string>(keys: readonly K[], words: Readonly<Record<K, string>>, lead = ""): string {
  const counts = new Map<K, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].map(([key, count]) => `${count} ${lead}${words[key]}`).join(", ");
}

function itemLines({ items, confidential, file, path }: FoundHistory): readonly string[] {
  const hidden =
    confidential === 0
      ? []
      : [`${plural(confidential, "open item")} of confidential issues: no file names them, carry.horizon decides.`];
  if (items.length === 0) return ["No open item is left in them.", ...hidden];
  const decisions = counted(
    items.map(({ decision }) => decision),
    DECIDED,
  );
  const next =
    file === null
      ? `Without a list carry.horizon decides. Write one with --items FILE, change it, and commit it as ${path}.`
      : `The list is in ${printable(file)}: change it, and commit it as ${path}.`;
  return [`${plural(items.length, "open item")} in them: ${decisions}.`, ...hidden, next];
}

/** What was found, for people: what was taken for what, what to write into the configuration, what becomes of the items. */
export function adoptLines(found: FoundHistory, paint: Paint, quiet: boolean): readonly string[] {
  const { project, customer, agendas, history } = found;
  const head = `${paint.bold(printable(customer))}  ${printable(project)}  ${paint.dim(`agendas before ${history.before}`)}`;
  if (agendas.length === 0)
    return [head, "", "No agenda from before the bot was found: --titles and --issues name some."];
  const by = counted(
    agendas.map((one) => one.by),
    BY,
    "by ",
  );
  return [
    head,
    "",
    ...(quiet ? [] : [...agendas.map((one) => agendaLine(one, paint)), ""]),
    `${plural(agendas.length, "agenda")} from before the bot: ${by}.`,
    "",
    paint.bold("For .gitlab/cadence.yml"),
    ...historyLines(history).map(printable),
    "",
    ...itemLines(found),
    ...(found.proposal === null ? [] : ["", ...proposalLines(found.proposal, paint)]),
  ];
}

function proposalLines({ mergeRequest, obstacles }: HistoryProposal, paint: Paint): readonly string[] {
  if (obstacles.length > 0) {
    return obstacles.flatMap(({ text, remedy }) => [
      `${paint.red("problem")}  ${printable(text)}`,
      `         ${paint.dim("remedy:")} ${printable(remedy)}`,
    ]);
  }
  if (mergeRequest === null) return ["Nothing to propose: the project says it already."];
  const url = paint.bold(printable(mergeRequest.url ?? `!${mergeRequest.iid}`));
  if (mergeRequest.decision === "there") return [`!${mergeRequest.iid} waits for somebody to merge it: ${url}`];
  return [`Read and merge ${url}`];
}

/** The same for `--json`. */
export function adoptDocument(found: FoundHistory) {
  const { project, customer, history, agendas, items, confidential, file, proposal } = found;
  const { mergeRequest = null, obstacles = [] } = proposal ?? {};
  return {
    project,
    customer,
    history,
    agendas: agendas.map(({ issue: { iid, title, state }, date, by }) => ({ iid, title, state, date, by })),
    items: items.map(({ iid, text, date, decision }) => ({ iid, text, date, decision })),
    confidential,
    file,
    mergeRequest: mergeRequest === null ? null : publishedStep(mergeRequest),
    obstacles,
  };
}
