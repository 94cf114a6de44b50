import type { MarkdownDocument, Range, Section } from "./types.ts";

/**
 * Names of the directives that stand in a section itself, not in its sub-sections: `cadence:checklist` for a
 * block-level comment `<!-- cadence:checklist -->`.
 */
export function sectionDirectives({ source }: Pick<MarkdownDocument, "source">, section: Section): readonly string[] {
  return section.comments.flatMap(({ start, end }) => {
    const name = /^<!--\s*(cadence:[a-z][a-z0-9-]*)\s*-->$/.exec(source.slice(start, end))?.[1];
    return name === undefined ? [] : [name];
  });
}

/** True when `inner` lies within `outer`, touching ends included. */
export function isInRange(inner: Range, outer: Range): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
