import * as z from "zod/mini";
import { isNamed, PermanentError, UnknownOutcomeError } from "../../domain/errors.ts";
import type { ProjectId } from "../../domain/ids.ts";
import type { Log } from "../../domain/log.ts";
import { MINUTE_MS } from "../../domain/time/units.ts";
import { type ErrorText, parseErrorText } from "../errors/error-text.ts";
import { explainFailure } from "../errors/explain.ts";
import type { Operation } from "../errors/operation.ts";
import type { Address } from "../http/address.ts";
import { endpointUrl } from "../http/address.ts";
import type { CallFailure } from "../http/call-failure.ts";
import { exchange } from "../http/exchange.ts";
import { isWrite } from "../http/outcome.ts";
import type { SendContext } from "../http/send.ts";
import type { Secret } from "../http/token.ts";
import type { Transport } from "../http/transport.ts";
import type { Project } from "../port.ts";
import type { createResources, Resources } from "./resources.ts";
import { ApiProject } from "./schema.ts";

export interface CallSettings {
  readonly address: Address;
  readonly secret: Secret;
  readonly project: string;
  readonly userAgent: string;
  readonly timeoutMs: number;
  readonly transport: Transport;
  readonly sleep: (ms: number) => Promise<void>;
  readonly random: () => number;
  readonly now: () => number;
  readonly maxWaitMs: number;
  readonly leaveAfterMs: SendContext["leaveAfterMs"];
  readonly log: Log;
  readonly turns: SendContext["turns"];
  readonly onAnswer: SendContext["onAnswer"];
}

/** What the calls of one client share. */
export interface CallContext extends SendContext {
  readonly maxWaitMs: number;
  /** How the project is addressed: as given, by id once GitLab told it, since ids outlive renaming. */
  project: { readonly ref: string | ProjectId; readonly name: string };
  readonly counts: { reads: number; writes: number };
  readonly resources: () => Promise<Resources>;
}

/** Loads gitbeaker. */
export type LoadResources = () => Promise<{ readonly createResources: typeof createResources }>;

/** Builds what the calls share; gitbeaker is loaded with the first call, since its import costs as much as many reads. */
export function createCallContext(
  settings: CallSettings,
  load: LoadResources = () => import("./resources.ts"),
): CallContext {
  const counts = { reads: 0, writes: 0 };
  let resources: Promise<Resources> | null = null;
  const context: CallContext = {
    ...settings,
    project: { ref: settings.project, name: settings.project },
    counts,
    pause: { until: 0 },
    onSend: (request) => {
      if (isWrite(request)) counts.writes++;
      else counts.reads++;
    },
    onMoved: (location) => {
      const to = settings.secret.redact(location.href);
      settings.log.warn(
        { project: settings.project, to },
        "GitLab sends the project's requests on: it was renamed or moved",
      );
    },
    resources: () => {
      resources ??= load().then((module) => module.createResources(context, settings.maxWaitMs));
      return resources;
    },
  };
  return context;
}

/**
 * Makes one call and parses its answer.
 * @throws ConfigError, PermanentError, TransientError; UnknownOutcomeError for a write that may have been applied.
 */
export async function call<T extends z.core.$ZodType>(
  context: CallContext,
  operation: Operation,
  schema: T,
  run: (resources: Resources) => Promise<unknown>,
): Promise<z.output<T>> {
  return callOr(context, operation, schema, () => null, run);
}

/** The same where some failures are answers too: what `instead` makes of one, or null for an error as any other. */
export async function callOr<T extends z.core.$ZodType, R>(
  context: CallContext,
  operation: Operation,
  schema: T,
  instead: (failure: CallFailure) => { readonly answer: R } | null,
  run: (resources: Resources) => Promise<unknown>,
): Promise<z.output<T> | R> {
  try {
    return parse(schema, await run(await context.resources()), operation);
  } catch (error) {
    const other = isNamed<CallFailure>(error, "CallFailure") ? instead(error) : null;
    if (other !== null) return other.answer;
    throw await explain(error, operation, context);
  }
}

/** The same for what may be missing: null for failures that `isMissing` recognises. */
export async function callOrNull<T extends z.core.$ZodType>(
  context: CallContext,
  operation: Operation,
  schema: T,
  isMissing: (failure: CallFailure) => boolean,
  run: (resources: Resources) => Promise<unknown>,
): Promise<z.output<T> | null> {
  return callOr(context, operation, schema, (failure) => (isMissing(failure) ? { answer: null } : null), run);
}

/**
 * Recognises a 404 about one of the things named (`File`, `Commit`), so that a missing project, a missing route and a
 * page of something in between are never taken for a missing file. The empty name stands for a bare `404 Not found`.
 */
export function missing(things: readonly string[]): (failure: CallFailure) => boolean {
  return (failure) => missingThing(failure, "api").some((thing) => things.includes(thing));
}

/** Recognises the 404 of an address that none of GitLab's routes takes, since a name in it is none GitLab can have. */
export function isWithoutRoute(failure: CallFailure): boolean {
  return missingThing(failure, "router").includes("");
}

/** What a 404 says is not there; nothing where it says nothing, or somebody else says it. */
function missingThing({ outcome }: CallFailure, speaker: ErrorText["speaker"]): readonly string[] {
  if (outcome.kind !== "answer" || outcome.status !== 404) return [];
  const said = parseErrorText(outcome.body);
  const match = said.speaker === speaker ? /^404(?: (.+))? Not Found$/i.exec(said.text ?? "") : null;
  return match === null ? [] : [match[1] ?? ""];
}

function parse<T extends z.core.$ZodType>(schema: T, body: unknown, operation: Operation): z.output<T> {
  const parsed = z.safeParse(schema, body);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join(".") || "answer"}: ${issue.message}`);
  const message = `GitLab answered something unexpected when asked to ${operation.action} (${places.join("; ")})`;
  // The write happened, but which issue it made is not known: that must be observed.
  if (operation.write !== null) {
    throw new UnknownOutcomeError(message, { code: "GITLAB_OUTCOME_UNKNOWN", status: null, retryAfterMs: MINUTE_MS });
  }
  const remedy = "Check that GITLAB_URL is a GitLab of a version that is still maintained, then report this as a bug.";
  throw new PermanentError(message, { code: "GITLAB_UNEXPECTED_ANSWER", status: 200, remedy });
}

async function explain(error: unknown, operation: Operation, context: CallContext): Promise<unknown> {
  if (isNamed<CallFailure>(error, "CallFailure")) {
    const { address, secret, timeoutMs } = context;
    return explainFailure(error, operation, { address, secret, timeoutMs, diagnose: () => diagnose(context) });
  }
  if (error instanceof RangeError) {
    const remedy = "Change the name in the configuration.";
    return new PermanentError(error.message, { code: "GITLAB_INVALID", status: null, remedy }, { cause: error });
  }
  return error;
}

/** Asks once, without another try: this only makes a message better. */
async function diagnose(context: CallContext): Promise<Project | null> {
  const url = endpointUrl(context.address, `projects/${encodeURIComponent(String(context.project.ref))}`, "");
  const outcome = await exchange({ method: "GET", url, body: null, expects: "json", maxBytes: null }, 1, context);
  if (outcome.kind !== "answer" || outcome.status !== 200) return null;
  const parsed = z.safeParse(ApiProject, outcome.body);
  return parsed.success ? parsed.data : null;
}
