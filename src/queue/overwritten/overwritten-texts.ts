import { createHash } from "node:crypto";
import { asProjectId, type ProjectId } from "../../domain/ids.ts";
import { DAY_MS } from "../../domain/time/units.ts";
import { parseJson } from "../parse-json.ts";
import { type Head, type OverwrittenStore, OverwrittenText } from "./types.ts";

const MIB = 1024 * 1024;

/** What is kept at most. */
export interface OverwrittenLimits {
  /** All texts together. */
  readonly bytes: number;
  readonly texts: number;
  /** One text. */
  readonly textBytes: number;
  readonly ageMs: number;
}

const LIMITS: OverwrittenLimits = {
  bytes: 64 * MIB,
  texts: 2_000,
  // GitLab's descriptions hold a million characters, and a webhook says two of them.
  textBytes: 16 * MIB,
  ageMs: 7 * DAY_MS,
};

/** How much of a project is read at a time: nothing else happens in the process while a text is parsed. */
const AT_ONCE = { texts: 20, bytes: 8 * MIB };

/** Why a text is not kept any longer, or not at all. */
export type DropReason = "too-large" | "no-room" | "too-old" | "unreadable";

/** A text that is kept, with its id and when the receiver was told of it. */
type KeptOverwritten = OverwrittenText & Pick<Head, "id" | "heardAt">;

/**
 * The texts that stood where the bot wrote, until it is known whether it overwrote something: GitLab tells them once, in a
 * webhook. Every function throws QueueUnavailableError where they cannot be kept or read.
 */
export interface OverwrittenTexts {
  /** Resolves once the text survives the death of the process, or is left for good because it is larger than any of GitLab's. */
  keep(project: ProjectId, text: OverwrittenText): Promise<void>;
  /** The oldest texts of a project, oldest first, and whether there are more. */
  of(project: ProjectId): Promise<{ readonly texts: readonly KeptOverwritten[]; readonly more: boolean }>;
  /** They are done with. */
  remove(ids: readonly string[]): Promise<void>;
  /** The projects with texts to be looked at. What is too old goes. */
  projects(): Promise<readonly ProjectId[]>;
  /** How many texts wait, and since when the oldest one does; null for none. */
  figures(): Promise<{ readonly count: number; readonly oldestMs: number | null }>;
}

export interface OverwrittenTextsOptions {
  readonly store: OverwrittenStore;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Hears of each text that is not put back because it is not kept. */
  readonly onDropped: (head: Head, why: DropReason) => void;
  readonly limits?: Partial<OverwrittenLimits>;
}

/** Keeps overwritten texts within their limits. When they are full the oldest text of the project with the most goes. */
export function createOverwrittenTexts({
  store,
  clock,
  onDropped,
  limits: asked = {},
}: OverwrittenTextsOptions): OverwrittenTexts {
  const limits = { ...LIMITS, ...asked };
  const drop = async (heads: readonly Head[], why: DropReason): Promise<void> => {
    await store.remove(heads.map(({ id }) => id));
    for (const head of heads) onDropped(head, why);
  };
  const keepNow = async (project: string, text: OverwrittenText): Promise<void> => {
    const body = JSON.stringify(text);
    const id = idOf(project, body);
    const heardAt = new Date(clock()).toISOString();
    const head = { id, project, iid: text.iid, heardAt, bytes: Buffer.byteLength(body) };
    if (head.bytes > limits.textBytes) {
      onDropped(head, "too-large");
      return;
    }
    const heads = await store.heads();
    // The same delivery again: since when it waits stays.
    if (heads.some((one) => one.id === id)) return;
    await drop(tooMany(heads, head, limits), "no-room");
    await store.put(head, body);
  };
  /** One after the other: each counts what the one before has put there. */
  let turn: Promise<unknown> = Promise.resolve();
  return {
    keep(project, text) {
      const mine = turn.then(() => keepNow(String(project), text));
      turn = mine.catch(() => undefined);
      return mine;
    },
    async of(project) {
      const own = (await store.heads()).filter((head) => head.project === String(project)).sort(byAge);
      const first = firstOf(own);
      const texts = await Promise.all(first.map(async (head) => readText(head, await store.read(head.id))));
      await drop(
        first.filter((_, index) => texts[index] === null),
        "unreadable",
      );
      return { texts: texts.flatMap((text) => text ?? []), more: own.length > first.length };
    },
    remove: (ids) => store.remove(ids),
    async projects() {
      const heads = await store.heads();
      const old = heads.filter(({ heardAt }) => clock() - Date.parse(heardAt) > limits.ageMs);
      await drop(old, "too-old");
      const kept = heads.filter((head) => !old.includes(head));
      return [...new Set(kept.map(({ project }) => asProjectId(Number(project))))];
    },
    async figures() {
      const heads = await store.heads();
      const [oldest] = [...heads].sort(byAge);
      return { count: heads.length, oldestMs: oldest === undefined ? null : clock() - Date.parse(oldest.heardAt) };
    },
  };
}

/** The same webhook has the same id, however often it comes. */
function idOf(project: string, body: string): string {
  return createHash("sha256").update(`${project}\n`).update(body).digest("hex").slice(0, 32);
}

function firstOf(heads: readonly Head[]): readonly Head[] {
  let bytes = 0;
  const over = heads.findIndex((head, index) => {
    bytes += head.bytes;
    return index > 0 && (index >= AT_ONCE.texts || bytes > AT_ONCE.bytes);
  });
  return over < 0 ? heads : heads.slice(0, over);
}

function byAge(one: Head, other: Head): number {
  return Date.parse(one.heardAt) - Date.parse(other.heardAt);
}

function readText({ id, heardAt }: Head, body: string | null): KeptOverwritten | null {
  const { data } = OverwrittenText.safeParse(body === null ? null : parseJson(body));
  return data === undefined ? null : { ...data, id, heardAt };
}

/**
 * Which have to go so that one more has room. Whoever can have GitLab sign bodies could fill the store: the project that
 * holds the most pays first, its oldest text before others, so that the texts of others stay.
 */
function tooMany(heads: readonly Head[], newest: Head, limits: OverwrittenLimits): readonly Head[] {
  const kept = heads.toSorted(byAge);
  const isOver = (): boolean =>
    kept.length + 1 > limits.texts || kept.reduce((sum, { bytes }) => sum + bytes, newest.bytes) > limits.bytes;
  while (kept.length > 0 && isOver()) {
    const sizes = new Map<string, number>();
    for (const { project, bytes } of [...kept, newest]) sizes.set(project, (sizes.get(project) ?? 0) + bytes);
    const sizeOf = ({ project }: Head): number => sizes.get(project) ?? 0;
    const victim = kept.reduce((most, head) => (sizeOf(head) > sizeOf(most) ? head : most));
    kept.splice(kept.indexOf(victim), 1);
  }
  return heads.filter((head) => !kept.includes(head));
}
