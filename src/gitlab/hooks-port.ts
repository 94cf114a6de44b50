/**
 * What the product needs of GitLab's webhooks: those of a project, or those of a group, which count for all projects in
 * it. Implemented by `createHookGitLab`. GitLab docs: Project webhooks API, Group webhooks API.
 */
export interface HookGitLab {
  /** All webhooks of a place, by ascending id; null where GitLab refuses: too low a role, no Premium, no such place. */
  listHooks(place: HookPlace): Promise<readonly Hook[] | null>;
  /** Sent once; `UnknownOutcomeError` where nobody knows whether it is there now. */
  createHook(place: HookPlace, settings: HookSettings): Promise<Hook>;
  /** What is not named stays. A change of the address makes GitLab forget the secret token and custom headers. */
  updateHook(place: HookPlace, id: number, settings: HookSettings): Promise<Hook>;
  /** One that is gone already counts as deleted. */
  deleteHook(place: HookPlace, id: number): Promise<void>;
  /**
   * Makes GitLab send a sample of an event now, even where the webhook is disabled; an answer of 2xx enables it again.
   * Returns null where that is what came, else what GitLab says instead. Five per minute and place.
   */
  testHook(place: HookPlace, id: number, trigger: HookTrigger): Promise<string | null>;
  /** Deliveries of the past seven days, the latest first; null where GitLab does not list them (before 17.3). */
  listDeliveries(place: HookPlace, id: number, filter: DeliveryFilter): Promise<DeliveryList | null>;
  /** Sends one delivery again, with its key. Returns the status that came, null where none came. Five per minute and place. */
  resendDelivery(place: HookPlace, id: number, deliveryId: number): Promise<number | null>;
  /** The instance's version, `19.2.1-ee`. */
  getVersion(): Promise<string>;
}

export interface HookPlace {
  readonly kind: "project" | "group";
  /** Id or full path. */
  readonly ref: string;
}

/** The kinds of events that the service needs, as GitLab's API names them. */
export const NEEDED_EVENTS = [
  "issues_events",
  "confidential_issues_events",
  "note_events",
  "confidential_note_events",
] as const;

/** What it is good to have: a thumbs-up on a draft is seen at once. GitLab knows them since 16.2. */
export const OPTIONAL_EVENTS = ["emoji_events"] as const;

/** What can be tested: events of issues, or for a project without any those of its repository. */
export type HookTrigger = "issues_events" | "push_events";

export interface Hook {
  readonly id: number;
  readonly url: string;
  /** The kinds of events it sends, by GitLab's names. */
  readonly events: readonly string[];
  /** Of the optional ones, those that GitLab knows and it does not send. */
  readonly unsent?: readonly string[];
  readonly sslVerification: boolean;
  /** Whether it has a secret token; null where GitLab does not tell (before 19.0). */
  readonly hasToken: boolean | null;
  /** Whether it signs; null where GitLab does not tell: it cannot sign then. */
  readonly hasSigningToken: boolean | null;
  readonly alert: "executable" | "temporarily_disabled" | "disabled";
  /** Until when it rests, ISO 8601 in UTC; null where it does not, or for good. */
  readonly disabledUntil: string | null;
  /** Whether what it sends was given another form. */
  readonly hasTemplate: boolean;
}

/** What to set; what is missing stays as it is. */
export interface HookSettings {
  readonly url: string;
  /** Kinds of events to send, and not to send, by GitLab's names. */
  readonly on?: readonly string[];
  readonly off?: readonly string[];
  readonly sslVerification?: boolean;
  readonly token?: string;
  readonly signingToken?: string;
}

/** GitLab refuses longer pages of deliveries (`lib/api/hooks/events.rb`): each row holds a whole event. */
export const DELIVERIES_PER_PAGE = 20;

export interface DeliveryFilter {
  /** Null for all; `server_failure` holds those without an answer as well. */
  readonly status: "successful" | "client_failure" | "server_failure" | null;
  /** Pages of `DELIVERIES_PER_PAGE` to read at most. */
  readonly maxPages: number;
}

export interface DeliveryList {
  readonly deliveries: readonly HookDelivery[];
  /** False where there are more than were asked for. */
  readonly complete: boolean;
}

export interface HookDelivery {
  readonly id: number;
  /** The same for all attempts at one event; null from GitLab before 17.4. */
  readonly key: string | null;
  /** ISO 8601 in UTC; null where GitLab does not tell. */
  readonly at: string | null;
  /** HTTP status of the answer; null where none came. */
  readonly status: number | null;
  /** The beginning of the answer. */
  readonly answer: string;
}
