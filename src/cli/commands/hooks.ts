import { setTimeout as sleep } from "node:timers/promises";
import { type CommandContext, createLog, projectsOf, readText } from "../../app/context.ts";
import { combineExitCodes, EXIT, type ExitCode } from "../../app/exit-codes.ts";
import { accessOf, openFleet, readService } from "../../app/fleet.ts";
import { jsonText } from "../../app/json-text.ts";
import { usageError } from "../../app/options.ts";
import { environmentProblem } from "../../config/environment/environment-part.ts";
import { parseServiceEnvironment } from "../../config/environment/environment-service.ts";
import { serviceOf } from "../../config/service/configuration-of.ts";
import { readWebhookUrl } from "../../config/service/readers.ts";
import type { ServiceConfiguration } from "../../config/service/types.ts";
import { ConfigError, isConfigError } from "../../domain/errors.ts";
import { printable } from "../../domain/text/printable.ts";
import type { HookGitLab } from "../../gitlab/hooks-port.ts";
import { readSecrets } from "../../http/secrets.ts";
import { type AppliedPlan, applyHooks } from "../../webhooks/apply.ts";
import { type HooksState, observeHooks } from "../../webhooks/observe.ts";
import { planHooks } from "../../webhooks/plan.ts";
import { type Resent, resendMissed } from "../../webhooks/resend.ts";
import { chooseProof } from "../../webhooks/secret.ts";
import type { HookFinding, HookPlan, HookSecrets, WantedHook } from "../../webhooks/types.ts";
import { errorText } from "../output/error-text.ts";
import { type HooksOutcome, hooksDocument, hooksSummary, leftLines, placeLines } from "../output/hooks-text.ts";
import type { HooksOptions } from "./hooks-options.ts";

/** A request each: enough for most, and polite to a GitLab with thousands of projects in a group. */
const MOST_COVERED = 200;

function serviceFor(options: HooksOptions, context: CommandContext): ServiceConfiguration {
  const { service, group, project } = options;
  if (service === null) {
    return serviceOf({ groups: group, projects: group.length > 0 ? project : projectsOf(options, context) });
  }
  if (group.length + project.length === 0) return readService(service);
  const problem = "names groups and projects itself; --group and --project do not go with it";
  throw usageError("--config", service, problem, ["--config alone", "--group and --project without it"]);
}

/** The secrets as `cadence serve` reads them: of several the first one counts. Throws a `ConfigError` for a malformed one. */
function secretsFor({ environment }: CommandContext): HookSecrets {
  const { signingTokens, webhookTokens } = parseServiceEnvironment(environment, readText);
  const [signing, tokens] = [signingTokens, webhookTokens].map((all) => all.map((one) => one.reveal()));
  const given = { signingTokens: signing ?? [], tokens: tokens ?? [] };
  if (given.signingTokens.length + given.tokens.length > 0) readSecrets(given);
  return { signingToken: given.signingTokens[0] ?? null, token: given.tokens[0] ?? null };
}

/** Checks an address of the receiver. Throws a `ConfigError`. */
function readAddress(option: string, text: string | null): string | null {
  if (text === null) return null;
  const read = readWebhookUrl(text);
  if (read.ok) return read.value;
  throw usageError(option, text, read.problem, read.allowed, read.nearest ?? null);
}

function addressFor({ url }: HooksOptions, { webhookUrl }: ServiceConfiguration): string {
  const address = readAddress("--url", url) ?? webhookUrl;
  if (address !== null) return address;
  throw usageError("--url", null, "nobody said where GitLab reaches the receiver", [
    "--url https://cadence.example.com/webhooks/gitlab",
    "webhook_url in the service's cadence.yml",
  ]);
}

function noSecret(finding: HookFinding | null): ConfigError {
  const problem = finding?.reason.text ?? "there is no secret to give the webhooks";
  const allowed = ["the signing token of the service, whsec_...", "CADENCE_WEBHOOK_TOKEN on GitLab before 19.0"];
  const key = finding === null ? "CADENCE_SIGNING_TOKEN" : "CADENCE_WEBHOOK_TOKEN";
  return new ConfigError(`${key}: ${problem}`, [environmentProblem(key, problem, allowed)]);
}

interface HooksWork {
  readonly options: HooksOptions;
  readonly context: CommandContext;
  readonly hooks: HookGitLab;
  readonly wanted: WantedHook;
  readonly secrets: HookSecrets;
}

async function applyAll(plans: readonly HookPlan[], work: HooksWork): Promise<readonly HooksOutcome[]> {
  const { options, hooks, wanted, secrets } = work;
  const applied = await applyHooks(plans, { hooks, wanted, secrets, prune: options.prune });
  const outcomes: HooksOutcome[] = [];
  for (const one of applied) outcomes.push({ plan: one.plan, applied: one, resent: await resendFor(one, work) });
  return outcomes;
}

async function resendFor({ plan, hookId, steps }: AppliedPlan, work: HooksWork): Promise<Resent | Error | null> {
  const { options, context, hooks } = work;
  const isBroken = steps.some(({ outcome }) => outcome === "failed");
  if (!options.resend || hookId === null || plan.hookId === null || isBroken) return null;
  const onWait = (milliseconds: number, left: number): void => {
    const seconds = Math.ceil(milliseconds / 1000);
    if (!options.quiet)
      context.terminal.err(`${printable(plan.path)}: ${left} to send again, GitLab takes more in ${seconds} s`);
  };
  try {
    const wait = async (milliseconds: number): Promise<void> => void (await sleep(milliseconds));
    return await resendMissed(plan.place, hookId, { hooks, now: context.clock, sleep: wait, onWait });
  } catch (error) {
    if (!(error instanceof Error) || isConfigError(error)) throw error;
    return error;
  }
}

function exitCodeOf({
  places,
  problems,
}: {
  places: readonly HooksOutcome[];
  problems: HooksState["problems"];
}): ExitCode {
  const codes = places.map(({ applied, resent }): ExitCode => {
    const failed = applied?.steps.some(({ outcome }) => outcome === "failed") === true;
    const done = applied?.steps.some(({ outcome }) => outcome === "done") === true;
    if (failed) return done ? EXIT.partly : EXIT.failed;
    return resent instanceof Error || (resent !== null && resent.stopped !== null) ? EXIT.partly : EXIT.done;
  });
  return combineExitCodes([...codes, ...problems.map(() => EXIT.failed)]);
}

/** `cadence hooks plan` and `cadence hooks apply`. Secrets are neither printed nor logged. */
export async function hooksCommand(
  action: "plan" | "apply",
  options: HooksOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal, commandName } = context;
  const service = serviceFor(options, context);
  const url = addressFor(options, service);
  const formerUrl = readAddress("--former-url", options.formerUrl);
  const secrets = secretsFor(context);
  const log = await createLog(options, context);
  const gitlab = openFleet(accessOf(service, log, context), log);
  const hooks = gitlab.hooks("urgent");
  const { proof, finding } = chooseProof(secrets, await hooks.getVersion());
  if (action === "apply" && proof === null) throw noSecret(finding);
  const { rotate, test } = options;
  const wanted: WantedHook = { url, formerUrl, proof, rotate, test, commandName };
  const mostCovered = options.thorough ? Number.POSITIVE_INFINITY : MOST_COVERED;
  const state = await observeHooks({ gitlab, hooks, service, wanted, mostCovered });
  const plans = state.places.map((place) => planHooks(place, wanted));
  const places =
    action === "plan"
      ? plans.map((plan): HooksOutcome => ({ plan, applied: null, resent: null }))
      : await applyAll(plans, { options, context, hooks, wanted, secrets });
  const common = finding === null ? [] : [finding];
  if (options.json) {
    terminal.out(jsonText(hooksDocument(wanted, places, state, common), 2));
  } else {
    for (const line of placeLines(places, common, terminal.paint, options.quiet)) terminal.out(line);
    if (!options.quiet) for (const line of leftLines(state.left, terminal.paint)) terminal.out(line);
  }
  for (const { source, error } of state.problems)
    terminal.err(`${terminal.paint.bold(printable(source))}\n${errorText(error, terminal.paint, context.color)}`);
  if (!options.json && !options.quiet) terminal.out(hooksSummary(action, places, wanted, terminal.paint));
  return exitCodeOf({ places, problems: state.problems });
}
