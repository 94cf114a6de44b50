import type { CommandContext } from "../../app/context.ts";
import type { Received } from "../../app/receive-recorded.ts";
import { printable } from "../../domain/text/printable.ts";
import type { RecordedDelivery } from "../../http/recorded-delivery.ts";
import { shellWord } from "../command-name.ts";

/** A webhook and what became of it. */
export interface Replayed {
  readonly delivery: RecordedDelivery;
  readonly received: Received;
  /** GitLab was asked who the bot is and which labels the project has. */
  readonly isKnown: boolean;
}

/** What became of a recorded webhook, for people. */
export function replayLines(
  { delivery, received, isKnown }: Replayed,
  { file, run }: { readonly file: string; readonly run: boolean },
  { terminal: { paint }, commandName }: Pick<CommandContext, "terminal" | "commandName">,
): readonly string[] {
  const { status, outcome, why, job, ownEdit } = received;
  const word = status < 400 ? paint.green(outcome) : paint.red(outcome);
  const lines = [
    delivery.hasProof ? "proof: that of the file" : "proof: none in the file, it was signed for the replay",
    `answer: ${status} ${word}, ${printable(why)}`,
  ];
  if (ownEdit !== null) lines.push(`repair: the bot's own edit of #${ownEdit.iid}, which the service would compare`);
  if (job === null) return lines;
  lines.push(
    `job: look at project ${job.project}, ${job.priority === "close" ? "first" : "in turn"}, ${waits(job.delayMs)}, since: ${printable(job.reason.event)}`,
  );
  if (!isKnown) lines.push(paint.dim("without GITLAB_TOKEN the bot and the project's labels are not known"));
  if (!run) lines.push(paint.dim(`${commandName} replay ${printable(shellWord(file))} --run does it`));
  return lines;
}

function waits(milliseconds: number): string {
  return milliseconds === 0 ? "at once" : `${milliseconds / 1000} s later`;
}

/** The same for `--json`. */
export function replayDocument(
  { delivery, received, isKnown }: Replayed,
  file: string,
  ran: readonly { readonly document: unknown }[] | null,
): Readonly<Record<string, unknown>> {
  const { status, outcome, why, job, ownEdit } = received;
  return {
    file,
    proof: delivery.hasProof ? "recorded" : "added",
    isKnown,
    status,
    outcome,
    why,
    job: job === null ? null : { ...job, project: String(job.project), reason: { ...job.reason } },
    repair: ownEdit === null ? null : { project: String(ownEdit.project), iid: ownEdit.iid, at: ownEdit.at },
    projects: ran === null ? null : ran.map(({ document }) => document),
  };
}
