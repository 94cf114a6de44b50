import type { IssueType } from "./model.ts";

/** Numbers of both limiters; null switches one off. Windows are one minute unless said. */
export interface Limits {
  /** Rack::Attack per user: headers on every answer, plain-text 429. */
  readonly requests: { readonly limit: number; readonly periodSeconds: number } | null;
  /** Application limiter per project and user: no headers, JSON 429. */
  readonly issuesPerMinute: number | null;
  /** Application limiter per user. */
  readonly notesPerMinute: number | null;
  readonly searchesPerMinute: number | null;
  readonly rawPerMinute: number | null;
  readonly hookTestsPerMinute: number | null;
  /** Webhook calls per top-level namespace; what is over is dropped. */
  readonly webhooksPerMinute: number | null;
}

export interface SandboxSettings {
  readonly plan: "free" | "premium";
  /** "ce" refuses `blocks` links as an unknown value, "ee" without a licence forbids them. */
  readonly edition: "ce" | "ee";
  readonly version: string;
  /** Zone of the server, by which GitLab's own work at night goes. */
  readonly timeZone: string;
  /** What people called the types of work items, for those that they renamed. */
  readonly typeNames: Readonly<Partial<Record<IssueType, string>>>;
  /** What webhooks call an issue that somebody edited in a page; `work_item` where the page is the one for work items. */
  readonly pagesSend: "issue" | "work_item";
  /** Mutable so that a running sandbox can switch its limits. */
  limits: Limits;
  readonly webhookTimeoutMs: number;
  /** A larger body is logged as an error and not sent. */
  readonly webhookMaxBytes: number;
  readonly autoDisableHooks: boolean;
  /** The feature flag `webhook_signing_token`; without it the parameter is ignored. */
  readonly webhookSigningToken: boolean;
}

/** Whether the instance is of this version or a later one. */
export function isFrom(major: number, minor: number, { version }: Pick<SandboxSettings, "version">): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

/** Answers tell of tokens since GitLab 19.0. */
export function tellsOfTokens(settings: Pick<SandboxSettings, "version">): boolean {
  return isFrom(19, 0, settings);
}

/** Whether hooks take a signing token. */
export function signsWebhooks(settings: Pick<SandboxSettings, "version" | "webhookSigningToken">): boolean {
  return tellsOfTokens(settings) && settings.webhookSigningToken;
}

export const noLimits: Limits = {
  requests: null,
  issuesPerMinute: null,
  notesPerMinute: null,
  searchesPerMinute: null,
  rawPerMinute: null,
  hookTestsPerMinute: null,
  webhooksPerMinute: null,
};

/** Figures of gitlab.com's documentation page "GitLab.com settings". */
export function gitlabComLimits(plan: SandboxSettings["plan"]): Limits {
  return {
    requests: { limit: 2000, periodSeconds: 60 },
    issuesPerMinute: 200,
    notesPerMinute: 60,
    searchesPerMinute: 10,
    rawPerMinute: 300,
    hookTestsPerMinute: 5,
    webhooksPerMinute: plan === "free" ? 500 : 1600,
  };
}
