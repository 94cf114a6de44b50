import type { Deployment } from "../profile/types.ts";
import type { PlainDate } from "../time/types.ts";

/** How long a topic rests once it was offered; `once`: it does not come again. */
export type TopicInterval = "once" | { readonly months: number } | { readonly calls: number };

/** When a call of a customer's belongs to onboarding, and when not any more (handbook C6). */
export type CallPhase = "onboarding" | "steady";

/** Whom a topic fits; whatever is left out fits all. */
export interface TopicFit {
  readonly deployments?: readonly Deployment[];
  readonly phase?: CallPhase;
  /** Areas of the product, one of which the customer has to care about. */
  readonly areas?: readonly string[];
  /** Regions, one of which has to be the customer's. */
  readonly regions?: readonly string[];
}

/** A topic that can be suggested for a call. */
export interface Topic extends TopicFit {
  /** Stands in marks and in the file: small letters, digits and dashes. */
  readonly id: string;
  /** `suggested`: a question among the topics. `sticky`: an action item that is raised once and then carried as any other. */
  readonly kind: "suggested" | "sticky";
  readonly every: TopicInterval;
  /** A page about it, the whole address (handbook A74). */
  readonly link?: string;
  /** Rows of the handbook that ask for it; none for a topic of the file's own. */
  readonly rows: readonly string[];
  /** The last day on which it is offered. */
  readonly until?: PlainDate;
}

/** A topic of the file's own, with its words as they were written. */
export interface OwnTopic extends Topic {
  readonly text: string;
}

/** `topics` of the file. */
export interface TopicRules {
  /** How many topics an agenda offers at most, those left over from the last call included. */
  readonly max: number;
  readonly own: readonly OwnTopic[];
  /** Ids of the bank that are never offered. */
  readonly dropped: readonly string[];
}
