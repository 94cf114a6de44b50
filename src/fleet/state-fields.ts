import * as z from "zod/mini";
import { asProjectId, type ProjectId } from "../domain/ids.ts";
import { type FleetNews, InstantText, Seen, StoredLastReconcile } from "./state.ts";

type StateField = readonly [name: string, text: string | null];

/**
 * What changed in the memory of a fleet, as fields of a map that processes share: one for what a sweep saw of a project and
 * one for what a look did, so that neither overwrites the other. null is a field to remove.
 */
export function renderFleetFields({
  seen = [],
  reconciled = [],
  listedAt,
  gone = [],
}: FleetNews): readonly StateField[] {
  return [
    ...seen.map((one): StateField => [`seen ${one.id}`, JSON.stringify(one)]),
    ...reconciled.map((one): StateField => [`looked ${one.id}`, JSON.stringify(one)]),
    ...[...(listedAt ?? [])].map(([name, at]): StateField => [`listed ${name}`, JSON.stringify(at)]),
    ...gone.flatMap((id): readonly StateField[] => [
      [`seen ${id}`, null],
      [`looked ${id}`, null],
    ]),
  ];
}

/** Reads such fields; those of another version, or of something else, are passed over. A project that is gone lacks `seen`. */
export function parseFleetFields(fields: Iterable<StateField>): Required<FleetNews> {
  const news = {
    seen: [] as z.output<typeof Seen>[],
    reconciled: [] as z.output<typeof StoredLastReconcile>[],
    listedAt: new Map<string, string>(),
    gone: [] as ProjectId[],
  };
  for (const [field, text] of fields) {
    const [, kind, name = ""] = /^(seen|looked|listed) (.+)$/s.exec(field) ?? [];
    if (kind === "seen" && text === null) news.gone.push(asProjectId(Number(name)));
    else if (kind === "seen") for (const one of parse(Seen, text)) news.seen.push(one);
    else if (kind === "looked") for (const one of parse(StoredLastReconcile, text)) news.reconciled.push(one);
    else if (kind === "listed") for (const at of parse(InstantText, text)) news.listedAt.set(name, at);
  }
  return news;
}

function parse<T extends z.core.$ZodType>(schema: T, text: string | null): readonly z.output<T>[] {
  if (text === null) return [];
  try {
    const read = z.safeParse(schema, JSON.parse(text));
    return read.success ? [read.data] : [];
  } catch {
    return [];
  }
}
