import type { WorldClock } from "./clock.ts";
import type { Delivery, Group, IssueLink, Notification, Project, Todo, Token, User } from "./model.ts";
import type { Settings } from "./settings.ts";

/** The state of the pretended GitLab. Mutable on purpose: only `acts/` and `world/` change it. */
export interface World {
  readonly clock: WorldClock;
  readonly settings: Settings;
  /** Base URL without a trailing slash; known once the server listens. */
  url: string;
  readonly users: User[];
  readonly groups: Group[];
  readonly projects: Project[];
  readonly tokens: Token[];
  readonly links: IssueLink[];
  readonly notifications: Notification[];
  readonly todos: Todo[];
  readonly deliveries: Delivery[];
  /** Per project: the end of its delivery chain, so that deliveries keep their order. */
  readonly deliveryChains: Map<number, Promise<void>>;
  /** Hook ids seen per event UUID, for recursion detection. */
  readonly seenHooks: Map<string, { readonly at: number; readonly hooks: Set<number> }>;
  /** Rate-limit windows by key. */
  readonly windows: Map<string, { readonly start: number; readonly observed: number }>;
  nextId(kind: string): number;
  uuid(): string;
}
