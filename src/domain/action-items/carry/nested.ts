import type { IssueIid } from "../../ids.ts";
import type { CarriedItem } from "../read/types.ts";

/** The item's id and those nested in it. */
export function allIds(item: CarriedItem): readonly string[] {
  return [item.id, ...item.children.flatMap(allIds)];
}

/** The issues that items come from, each once, ascending. */
export function sourcesOf(items: readonly CarriedItem[]): readonly IssueIid[] {
  const all = (list: readonly CarriedItem[]): readonly IssueIid[] =>
    list.flatMap((item) => [item.from, ...all(item.children)]);
  return [...new Set(all(items))].sort((a, b) => a - b);
}
