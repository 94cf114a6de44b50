import type { Complaint } from "../problems/complaint.ts";
import {
  DEFAULT_AGENDA_LABEL,
  DEFAULT_FOLLOW_UP_LABEL,
  STATE_LABELS,
  type StateLabelKey,
} from "../schema/handbook-defaults.ts";
import { readLabel } from "../schema/texts.ts";
import type { Path } from "../yaml/places.ts";
import { isMap, type RawMap, textOf } from "./raw.ts";

/** A label and what it is for. Labels of one role never stand on one issue at the same time. */
interface Used {
  readonly key: string;
  readonly role: "kind" | "series" | (typeof STATE_LABELS)[StateLabelKey]["of"];
  readonly name: string;
  /** Where the file names it, null for a default. */
  readonly path: Path | null;
}

/**
 * Labels that cannot do what they are for: two of one name, or two of one scope that may have to stand on one issue. GitLab
 * keeps one label of a scope per issue (GitLab docs, scoped labels), so one would drive off the other.
 */
export function checkLabels(file: RawMap): readonly Complaint[] {
  const ours = ownLabels(file);
  const clashes = ours.flatMap((label, index) => complain(label, ours.slice(0, index)));
  const series = seriesLabels(file).flatMap((label) => complain(label, ours));
  return [...clashes, ...series];
}

function complain(label: Used, others: readonly Used[]): readonly Complaint[] {
  const other = others.find((one) => reasonAgainst(label, one) !== null);
  if (other === undefined) return [];
  // At least one of both is written: the defaults go together.
  const [blamed, against] = label.path === null ? [other, label] : [label, other];
  const problem = reasonAgainst(blamed, against);
  if (blamed.path === null || problem === null) return [];
  const scope = scopeOf(blamed.name);
  const isSame = blamed.name === against.name;
  const allowed = isSame || scope === null ? ["a label of its own"] : [`a label outside ${scope}::`];
  const nearest = isSame || scope === null ? null : blamed.name.replaceAll("::", "-");
  return [{ path: blamed.path, about: "value", problem, allowed, nearest }];
}

function reasonAgainst(label: Used, other: Used): string | null {
  const whose = other.path === null ? `the default of ${other.key}` : other.key;
  if (label.name === other.name) {
    // Agendas have their label anyway: named once more among the labels of a series it does no harm.
    return label.role === "series" && other.key === "agenda_label" ? null : `the same label as ${whose}`;
  }
  const scope = scopeOf(label.name);
  if (scope === null || scope !== scopeOf(other.name) || label.role === other.role) return null;
  return `GitLab keeps one label of a scope: this one and "${other.name}" (${whose}) would drive each other off`;
}

/** What stands before the last `::`, null for a label without scope. */
function scopeOf(name: string): string | null {
  const end = name.lastIndexOf("::");
  return end > 0 ? name.slice(0, end) : null;
}

function ownLabels(file: RawMap): readonly Used[] {
  const states = isMap(file["state_labels"]) ? file["state_labels"] : {};
  const labels = Object.values(STATE_LABELS).map(({ key, of: role, name: fallback }): Used => {
    const path: Path = ["state_labels", key];
    const value = states[key];
    return isMap(value)
      ? used(path, role, value["name"], fallback, [...path, "name"])
      : used(path, role, value, fallback, path);
  });
  return [
    used(["agenda_label"], "kind", file["agenda_label"], DEFAULT_AGENDA_LABEL, ["agenda_label"]),
    used(["follow_up_label"], "kind", file["follow_up_label"], DEFAULT_FOLLOW_UP_LABEL, ["follow_up_label"]),
    ...labels,
  ];
}

function used(key: Path, role: Used["role"], value: unknown, fallback: string, path: Path): Used {
  const name = labelOf(value);
  return { key: key.join("."), role, name: name ?? fallback, path: name === null ? null : path };
}

function seriesLabels(file: RawMap): readonly Used[] {
  const meetings = isMap(file["meetings"]) ? Object.entries(file["meetings"]) : [];
  const places: readonly (readonly [Path, unknown])[] = [
    [["defaults"], file["defaults"]],
    ...meetings.map(([id, meeting]) => [["meetings", id], meeting] as const),
  ];
  return places.flatMap(([path, map]) => {
    const labels = isMap(map) ? map["labels"] : undefined;
    const entries: readonly (readonly [Path, unknown])[] = Array.isArray(labels)
      ? labels.map((label: unknown, index) => [[...path, "labels", index], label])
      : [[[...path, "labels"], labels]];
    return entries.flatMap(([at, value]): readonly Used[] => {
      const name = labelOf(value);
      return name === null ? [] : [{ key: "labels", role: "series", name, path: at }];
    });
  });
}

function labelOf(value: unknown): string | null {
  const label = readLabel((typeof value === "number" ? String(value) : textOf(value)) ?? "");
  return label.ok ? label.value : null;
}
