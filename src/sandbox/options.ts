import { gitlabComLimits, type Limits, noLimits, type SandboxSettings } from "./world/settings.ts";

export interface SandboxOptions {
  /** 0 (default): any free one. */
  readonly port?: number;
  readonly host?: string;
  /** `/gitlab` for an instance that lives below a path. */
  readonly basePath?: string;
  /** ISO 8601: the clock stands still at this instant until it is set or advanced. Default: real time. */
  readonly now?: string;
  /** `off` (default), the documented figures of gitlab.com, or figures of one's own over `off`. */
  readonly limits?: "off" | "gitlab.com" | Partial<Limits>;
  readonly plan?: SandboxSettings["plan"];
  readonly edition?: SandboxSettings["edition"];
  readonly version?: string;
  /** Zone of the server, UTC unless said: GitLab mails what is due tomorrow at 00:50 there. */
  readonly timeZone?: string;
  /** Names of types of work items that people renamed (`{ issue: "Meeting" }`); webhooks tell them. */
  readonly typeNames?: SandboxSettings["typeNames"];
  /** `issue` unless said: what webhooks call an issue that a person edits, `work_item` in the pages of newer versions. */
  readonly pagesSend?: SandboxSettings["pagesSend"];
  /** UUIDs are the same for the same seed. */
  readonly seed?: number;
  /** 10,000 unless said. */
  readonly webhookTimeoutMs?: number;
  /** 25 MB unless said. */
  readonly webhookMaxBytes?: number;
  /** On unless said, as on gitlab.com; off by default on self-managed instances. */
  readonly autoDisableHooks?: boolean;
  /** Pages to look at and to click on besides the API; none unless said. */
  readonly web?: boolean;
  /** The feature flag `webhook_signing_token`, on unless said; it counts from version 19.0 on. */
  readonly webhookSigningToken?: boolean;
}

/** What a GitLab is like that is started with these options. */
export function sandboxSettings(options: SandboxOptions): SandboxSettings {
  const plan = options.plan ?? "premium";
  return {
    plan,
    edition: options.edition ?? "ee",
    version: options.version ?? "19.2.1-ee",
    timeZone: options.timeZone ?? "UTC",
    typeNames: options.typeNames ?? {},
    pagesSend: options.pagesSend ?? "issue",
    limits: readLimits(options.limits ?? "off", plan),
    webhookTimeoutMs: options.webhookTimeoutMs ?? 10_000,
    webhookMaxBytes: options.webhookMaxBytes ?? 25 * 1024 * 1024,
    autoDisableHooks: options.autoDisableHooks ?? true,
    webhookSigningToken: options.webhookSigningToken ?? true,
  };
}

/** Limits by name, or figures of one's own over none. */
export function readLimits(limits: "off" | "gitlab.com" | Partial<Limits>, plan: SandboxSettings["plan"]): Limits {
  if (limits === "off") return noLimits;
  return limits === "gitlab.com" ? gitlabComLimits(plan) : { ...noLimits, ...limits };
}
