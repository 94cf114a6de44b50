import { HOUR_MS } from "../../domain/time/units.ts";

/** A text after a change, and what the change answers. */
export interface Changed<T> {
  readonly text: string;
  readonly result: T;
}

/** Up to where somebody has read a map. */
export interface Bookmark {
  /** Another one when the map was lost and begun anew. */
  readonly epoch: string;
  readonly number: number;
}

/** What became of a map since somebody read it last. */
export interface MapNews {
  /** By field; null for one that was removed. */
  readonly fields: ReadonlyMap<string, string | null>;
  /** The fields are all there are, and what was read before counts no more. */
  readonly isWhole: boolean;
  /** null for a map that nobody has written. */
  readonly bookmark: Bookmark | null;
}

/** Texts with names. All of it may be lost at any time. Throws QueueUnavailableError when the server is away, within a second. */
export interface TextStore {
  /**
   * Replaces a named text as one step that no other process comes between. `change` gets null where there is none, is
   * pure, and is called again where another process was faster. A text that nobody changes for two hours is forgotten.
   */
  change<T>(name: string, change: (text: string | null) => Changed<T>): Promise<T>;
}

/** A few facts that the processes of one queue share: texts, and maps that are as easily lost. */
export interface SharedStore extends TextStore {
  /** Puts texts in fields of a named map; null removes one. Fields that are not named stay as they are. */
  write(map: string, fields: ReadonlyMap<string, string | null>): Promise<void>;
  /** What was written since the bookmark; all of it without one, and where the map was lost since. */
  readNews(map: string, since: Bookmark | null): Promise<MapNews>;
}

/** How long a text is kept after its last change: GitLab's windows end within an hour. */
export const TEXT_LIFE_MS = 2 * HOUR_MS;

export const NO_MAP: MapNews = { fields: new Map(), isWhole: true, bookmark: null };

/** What is new since the bookmark, of the fields that were written after it. */
export function newsOf(
  bookmark: Bookmark,
  since: Bookmark | null,
  written: readonly (readonly [field: string, text: string | null])[],
): MapNews {
  // Begun anew, or with less in it (a replica that lagged).
  const isWhole = since === null || bookmark.epoch !== since.epoch || bookmark.number < since.number;
  return { fields: new Map(isWhole ? written.filter(([, text]) => text !== null) : written), isWhole, bookmark };
}
