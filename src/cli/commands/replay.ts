import { auditFileOf, openAuditTrail } from "../../app/audit-trail.ts";
import {
  type CommandContext,
  dependencies,
  instantNow,
  openGitLab,
  readLocalFile,
  readText,
} from "../../app/context.ts";
import { combineExitCodes, EXIT, type ExitCode } from "../../app/exit-codes.ts";
import { jsonText } from "../../app/json-text.ts";
import { usageError } from "../../app/options.ts";
import type { Received } from "../../app/receive-recorded.ts";
import { webhookKeys } from "../../app/webhook-keys.ts";
import { parseEnvironment } from "../../config/environment/environment.ts";
import { parseServiceEnvironment } from "../../config/environment/environment-service.ts";
import type { Instant } from "../../domain/time/types.ts";
import { parseRecordedDelivery, type RecordedDelivery } from "../../http/recorded-delivery.ts";
import type { RelevanceRules } from "../../http/relevance.ts";
import { errorDocument } from "../output/error-document.ts";
import { errorText } from "../output/error-text.ts";
import { replayDocument, replayLines } from "../output/replay-text.ts";
import { type CommandOutcome, exitCodeOf, resultsOf } from "./each-project.ts";
import type { ReplayOptions } from "./replay-options.ts";
import { runProject } from "./run.ts";

/** Whatever may be of the bot's counts as a reason to look, as in a service that has just started. */
const NOTHING_KNOWN: RelevanceRules = { isServed: () => true, isBot: () => false, labelsOf: () => null };

/**
 * `cadence replay FILE`: a recorded webhook through the receiver of the service. With a token GitLab is asked who the bot is
 * and which labels the project has, since these decide; nothing is written without `--run`. What keeps it from telling is
 * a document for `--json` as well.
 */
export async function replayCommand(file: string, options: ReplayOptions, context: CommandContext): Promise<ExitCode> {
  if (options.project.length > 1)
    throw usageError("--project", options.project.join(", "), "a webhook is about one project", ["one project"]);
  try {
    return await replay(file, options, context);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    context.terminal.err(errorText(error, context.terminal.paint, context.color));
    if (options.json) context.terminal.out(jsonText({ file, error: errorDocument(error) }, 2));
    return exitCodeOf(error);
  }
}

async function replay(file: string, options: ReplayOptions, context: CommandContext): Promise<ExitCode> {
  const delivery = parseRecordedDelivery(readLocalFile(file), file);
  const keys = delivery.hasProof ? webhookKeys(parseServiceEnvironment(context.environment, readText)) : null;
  const { receiveRecorded } = await import("../../app/receive-recorded.ts");
  const receive = (rules: RelevanceRules): Promise<Received> =>
    receiveRecorded(delivery, { keys, rules, now: whenRecorded(delivery) ?? instantNow(context) });
  const blind = await receive(NOTHING_KNOWN);
  const known = blind.job === null ? null : await whatIsKnown(String(blind.job.project), options, context);
  const received = known === null ? blind : await receive(known);
  if (!options.json && !(options.quiet && received.job === null && received.status < 400))
    context.terminal.out(
      replayLines({ delivery, received, isKnown: known !== null }, { file, run: options.run }, context).join("\n"),
    );
  const ran =
    received.job === null || !options.run ? null : await runJob(String(received.job.project), options, context);
  if (options.json)
    context.terminal.out(jsonText(replayDocument({ delivery, received, isKnown: known !== null }, file, ran), 2));
  const taken = received.status < 400 ? EXIT.done : EXIT.failed;
  return ran === null ? taken : combineExitCodes(ran.map(({ exitCode }) => exitCode));
}

/** A signature counts for some minutes: it is judged at the time that was signed. */
function whenRecorded({ headers }: RecordedDelivery): Instant | null {
  const seconds = Number(headers["webhook-timestamp"] ?? Number.NaN);
  return seconds > 0 && seconds < 1e11 ? new Date(seconds * 1000).toISOString() : null;
}

/** Null without a token. */
async function whatIsKnown(
  project: string,
  options: ReplayOptions,
  context: CommandContext,
): Promise<RelevanceRules | null> {
  if (parseEnvironment(context.environment, readText).token === null) return null;
  const [wanted = project] = options.project;
  const gitlab = await openGitLab(wanted, options, context);
  const [bot, { agendaLabel, followUpLabel }] = await Promise.all([
    gitlab.getCurrentUser(),
    dependencies(gitlab, options, context).readConfiguration(gitlab),
  ]);
  return {
    ...NOTHING_KNOWN,
    isBot: (userId) => userId === bot.id,
    labelsOf: () => ({ agenda: agendaLabel, others: [followUpLabel] }),
  };
}

async function runJob(
  project: string,
  options: ReplayOptions,
  context: CommandContext,
): Promise<readonly CommandOutcome[]> {
  const file = auditFileOf(options.audit, context);
  const trail = file === null ? null : openAuditTrail(file, context);
  const [wanted = project] = options.project;
  const run = { ...options, only: null, now: false, catchUp: 0, group: [], service: null };
  try {
    return await resultsOf([wanted], options, context, (gitlab) => runProject(gitlab, trail, run, context));
  } finally {
    trail?.close();
  }
}
