import type { Reason } from "../domain/reason.ts";
import type { Hook, HookDelivery, HookGitLab, HookPlace, HookTrigger } from "../gitlab/hooks-port.ts";

/** What the webhooks of the service should be like. */
export interface WantedHook {
  /** Where they send to; null where nobody said: those count whose path ends with that of the receiver. */
  readonly url: string | null;
  /** An address the service had before: webhooks that send there move to `url`. */
  readonly formerUrl: string | null;
  /** How they prove where they come from; null where that is not looked at. */
  readonly proof: Proof | null;
  /** Set the secret anew, whatever is known of it. */
  readonly rotate: boolean;
  /** Send a sample with each. */
  readonly test: boolean;
  /** What people type to call the command, for remedies. */
  readonly commandName: string;
}

/** `signature`: a signing token (GitLab 19.0 and newer); `token`: a secret that travels with each delivery. */
export type Proof = "signature" | "token";

/** A webhook, and what became of its latest deliveries, the latest first; null where GitLab does not list them. */
export interface ObservedHook extends Hook {
  readonly deliveries: readonly HookDelivery[] | null;
}

/** A project or group as far as webhooks go. */
export interface PlaceState {
  readonly place: HookPlace;
  /** Full path, for people. */
  readonly path: string;
  /** All webhooks, those of others too; those of ours with their deliveries. */
  readonly hooks: readonly ObservedHook[];
  /** Path of a group above whose webhook of ours sends what this place would send; else null. */
  readonly coveredBy: string | null;
  /** Whether GitLab hides webhooks of groups above, so that one of ours may be among them. */
  readonly isAboveHidden: boolean;
}

/** What of a webhook is to be set; all else stays as people left it. */
export interface HookChange {
  readonly url: string;
  readonly on: readonly string[];
  readonly off: readonly string[];
  readonly sslVerification: boolean;
  readonly proof: Proof | null;
}

interface StepBase {
  /** At least one. */
  readonly reasons: readonly Reason[];
}

export type HookStep =
  | (StepBase & { readonly kind: "create-hook"; readonly change: HookChange })
  | (StepBase & { readonly kind: "repair-hook"; readonly hookId: number; readonly change: HookChange })
  /** Sends a sample, which enables a disabled webhook again; null stands for the one that the plan creates. */
  | (StepBase & { readonly kind: "test-hook"; readonly hookId: number | null; readonly trigger: HookTrigger })
  /** A second webhook of ours; removed only where people asked for it. */
  | (StepBase & { readonly kind: "remove-hook"; readonly hookId: number });

/** Something to know about a place or a webhook, and what a person can do about it. */
export interface HookFinding {
  readonly level: "fine" | "note" | "warning";
  readonly hookId: number | null;
  readonly reason: Reason;
  /** Empty where there is nothing to do. */
  readonly remedy: string;
}

/** What to do in one place, and why. */
export interface HookPlan {
  readonly place: HookPlace;
  readonly path: string;
  /** The webhook that stays, where there is one. */
  readonly hookId: number | null;
  readonly steps: readonly HookStep[];
  readonly findings: readonly HookFinding[];
}

/** What the writes of webhooks depend on. */
export interface WriteHooksDependencies {
  readonly hooks: HookGitLab;
  readonly wanted: WantedHook;
  readonly secrets: HookSecrets;
}

/** What the webhooks prove themselves with, as the service knows it; the first where it knows several. */
export interface HookSecrets {
  readonly signingToken: string | null;
  readonly token: string | null;
}

/** What a step came to. */
export interface Written {
  readonly hookId: number;
  readonly findings: readonly HookFinding[];
}
