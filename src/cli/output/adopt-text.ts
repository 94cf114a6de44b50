import type { Paint } from "../../app/terminal.ts";
import type { HistoryRules } from "../../config/resolve/types.ts";
import type { OldItemDecision } from "../../domain/old-items/list.ts";
import { plural } from "../../domain/text/plural.ts";
import { printable } from "../../domain/text/printable.ts";
import type { FoundBy, OldAgenda } from "../../setup/find-old-agendas.ts";
import type { ProposedItems } from "../../setup/propose-old-items.ts";
import { fit, whole } from "./columns.ts";

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

/** The block for `.gitlab/cadence.yml`. Texts are written as JSON, which is YAML. */
function historyLines({ before, titles, issues, series }: HistoryRules): readonly string[] {
  const list = (some: readonly unknown[]): string => `[${some.map((one) => JSON.stringify(one)).join(", ")}]`;
  return [
    "history:",
    `  before: ${before}`,
    ...(titles.length === 0 ? [] : ["  titles:", ...titles.map((title) => `    - ${JSON.stringify(title)}`)]),
    ...(issues.length === 0 ? [] : [`  issues: ${list(issues)}`]),
    ...(series === null ? [] : [`  series: ${series}`]),
  ];
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
  ];
}

/** The same for `--json`. */
export function adoptDocument({ project, customer, history, agendas, items, confidential, file }: FoundHistory) {
  return {
    project,
    customer,
    history,
    agendas: agendas.map(({ issue: { iid, title, state }, date, by }) => ({ iid, title, state, date, by })),
    items: items.map(({ iid, text, date, decision }) => ({ iid, text, date, decision })),
    confidential,
    file,
  };
}
