import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";

interface Verdict {
  readonly text: string;
  readonly tasks: readonly { readonly line: number; readonly state: string; readonly table?: boolean }[];
}

const fixture = new URL("../../fixtures/gitlab-verdicts/markdown-tasks.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(fixture, "utf8")) as { readonly cases: readonly Verdict[] };

function ours(text: string): Verdict["tasks"] {
  return parseMarkdown(text).items.map(({ range, state, cell }) => {
    const line = text.slice(0, range.start).split("\n").length - 1;
    return cell ? { line, state, table: true } : { line, state };
  });
}

it("sees the boxes that GitLab shows in every document it was asked about", () => {
  expect(cases).toHaveLength(1_563);
  const wrong = cases.filter(({ text, tasks }) => JSON.stringify(ours(text)) !== JSON.stringify(tasks));
  expect(wrong.map(({ text, tasks }) => ({ text, gitlab: tasks, ours: ours(text) }))).toEqual([]);
});
