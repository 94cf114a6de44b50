import type { WorldClock } from "./clock.ts";
import type { Delivery, Group, IssueLink, Mail, StoredProject, StoredToken, StoredUser, Todo } from "./model.ts";
import type { SandboxSettings } from "./settings.ts";

/** What a GitLab holds: data only, so that it can be copied whole. */
export interface WorldContent {
  readonly users: StoredUser[];
  readonly groups: Group[];
  readonly projects: StoredProject[];
  readonly tokens: StoredToken[];
  readonly links: IssueLink[];
  /** All mails, oldest first. */
  readonly mails: Mail[];
  /** When the work of the next night is due, in milliseconds since 1970. */
  readonly nightly: { next: number };
  readonly todos: Todo[];
  readonly deliveries: Delivery[];
  /** Hook ids seen per event UUID, for recursion detection. */
  readonly seenHooks: Map<string, { readonly at: number; readonly hooks: Set<number> }>;
  /** Rate-limit windows by key. */
  readonly windows: Map<string, { readonly start: number; readonly observed: number }>;
  /** The id given last, by kind. */
  readonly lastIds: Map<string, number>;
  /** Where the numbers that UUIDs are made of have come to. */
  readonly chance: { state: number };
}

/** The state of the pretended GitLab. Mutable on purpose: only `acts/` and `world/` change it. */
export interface World extends WorldContent {
  readonly clock: WorldClock;
  readonly settings: SandboxSettings;
  /** Base URL without a trailing slash; known once the server listens. */
  url: string;
  /** Per project: the end of its delivery chain, so that deliveries keep their order. */
  readonly deliveryChains: Map<number, Promise<void>>;
  nextId(kind: string): number;
  uuid(): string;
}
