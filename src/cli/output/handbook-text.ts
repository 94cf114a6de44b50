import type { Paint } from "../../app/terminal.ts";
import type { CoveredPoint } from "../../check/coverage.ts";
import type { HandbookProposal } from "../../domain/profile/proposals.ts";
import { formatDay, formatInstant } from "../../domain/schedule/format.ts";
import { printable } from "../../domain/text/printable.ts";
import { fit } from "./columns.ts";

/** What the handbook asks of a customer, and where it stands; what `--json` prints. */
export interface HandbookDocument {
  readonly project: string;
  readonly customer: string;
  readonly at: string;
  readonly timeZone: string;
  /** Without a profile nobody knows what is asked. */
  readonly hasProfile: boolean;
  /** How often such a customer has calls once onboarding is over, with the row. */
  readonly cadence: { readonly every: string; readonly of: string; readonly row: string } | null;
  readonly firstCall: readonly CoveredPoint[];
  /** What is asked for and the file does not say. */
  readonly proposals: readonly HandbookProposal[];
  readonly notChecked: readonly string[];
}

const NO_PROFILE =
  "The file has no profile, so nobody knows what the handbook asks of this customer (docs/configuration.md).";

function pointLine({ rows, subject, state, iid, date }: CoveredPoint, paint: Paint): string {
  const sign = state === "covered" ? "=" : state === "open" || state === "not asked" ? "!" : "-";
  const where = iid === null || date === null ? "" : `  #${iid}, the call of ${formatDay(date)}`;
  return `  ${sign} ${fit(rows.join(", "), 8)} ${fit(subject, 44)} ${fit(state, 10)}${paint.dim(where)}`.trimEnd();
}

/** What `cadence handbook` prints of a project. */
export function handbookLines(one: HandbookDocument, paint: Paint): readonly string[] {
  const head = `${paint.bold(printable(one.customer))}  ${printable(one.project)}`;
  const lines = [`${head}  ${paint.dim(`${formatInstant(one.at, one.timeZone)} ${one.timeZone}`)}`, ""];
  if (one.cadence === null) lines.push(NO_PROFILE);
  else lines.push(paint.bold("Calls"), `  ${one.cadence.every}, for ${one.cadence.of} (${one.cadence.row})`);
  if (one.firstCall.length > 0) lines.push("", paint.bold("What the first call is to cover"));
  for (const point of one.firstCall) lines.push(pointLine(point, paint));
  if (one.proposals.length > 0) lines.push("", paint.bold("Asked for, and not in the file"));
  for (const { row, text, remedy } of one.proposals) {
    lines.push(`  ! ${fit(row, 8)} ${printable(text)}`);
    if (remedy !== "") lines.push(`    ${paint.dim(printable(remedy))}`);
  }
  lines.push("", paint.bold("Not checked"));
  for (const what of one.notChecked) lines.push(`  ${what}`);
  return lines;
}
