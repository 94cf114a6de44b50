import type { FollowUpItem } from "../../src/domain/follow-up/types.ts";
import { makeInlineInert, makeItemInert } from "../../src/domain/text-safety/index.ts";

const BOXES = { open: "[ ]", done: "[x]", inapplicable: "[~]" } as const;
const quiet = { mentions: "quiet" } as const;
const MARKER = "<!-- cadence:v1";

/** The carried items of an agenda as versions up to this one wrote them: `(from #12, carried 2 times) <!--c:12-k3f-->`. */
export function oldAgenda(items: readonly FollowUpItem[]): string {
  const ids: string[] = [];
  const lineOf = (item: FollowUpItem, depth: number): readonly string[] => {
    const below = item.children.flatMap((child) => lineOf(child, item.state === "open" ? depth + 1 : depth));
    if (item.state !== "open") return below;
    ids.push(item.id);
    const said =
      ids.length % 3 === 0 ? `, carried ${ids.length} times; to decide: still needed, own issue, or drop?` : "";
    const issueSaid = item.issue === null ? "" : `, issue #${item.issue}`;
    const line = `- [ ] ${makeItemInert(item.text, quiet).trim()} (from #${item.origin}${said.replace(/(?=;)|$/, issueSaid)}) <!--c:${item.id}-->`;
    return [`${"  ".repeat(depth)}${line}`, ...below];
  };
  const groups = new Map<string, FollowUpItem[]>();
  for (const item of items)
    groups.set(item.group ?? "No owner yet", [...(groups.get(item.group ?? "No owner yet") ?? []), item]);
  const blocks = [...groups].map(
    ([group, members]) => `### ${group}\n\n${members.flatMap((item) => lineOf(item, 0)).join("\n")}`,
  );
  const marker = `${MARKER} agenda series=cadence-call occurrence=2026-12-01 date=2026-12-01 carried=${ids.join(",")} -->`;
  return `${marker}\n\n## Action items\n\n${blocks.join("\n\n")}\n`;
}

/** The tables of a follow-up as they were: one for each side, with empty cells. */
export function oldFollowUp(items: readonly FollowUpItem[]): string {
  const lineOf = (item: FollowUpItem, text: string): string =>
    `- ${BOXES[item.state]} ${makeItemInert(text, quiet).trim()}${item.issue === null ? "" : ` (issue #${item.issue})`} <!--c:${item.id}-->`;
  const below = (item: FollowUpItem, depth: number): readonly string[] =>
    item.children.flatMap((child) => [`${"  ".repeat(depth)}${lineOf(child, child.text)}`, ...below(child, depth + 1)]);
  const rowOf = (item: FollowUpItem): string => {
    const owner = item.owner === null ? "<td></td>" : `<td>\n\n${makeInlineInert(`@${item.owner}`, quiet)}\n\n</td>`;
    const lines = [lineOf(item, item.bare), ...below(item, 1)].join("\n");
    return `<tr>\n<td>\n\n${lines}\n\n</td>\n${owner}\n<td>${item.due ?? ""}</td>\n</tr>`;
  };
  const groups = new Map<string, FollowUpItem[]>();
  for (const item of items) {
    const group = item.group ?? (item.owner === null ? "No owner yet" : "Others");
    groups.set(group, [...(groups.get(group) ?? []), item]);
  }
  const head = "<table>\n<tr>\n<th>Action item</th>\n<th>Owner</th>\n<th>Due</th>\n</tr>";
  const tables = [...groups].map(
    ([group, members]) => `### ${group}\n\n${head}\n${members.map(rowOf).join("\n")}\n</table>`,
  );
  const marker = `${MARKER} follow-up series=cadence-call occurrence=2026-11-17 agenda=12 -->`;
  return `${marker}\n\n## Action items\n\n${tables.join("\n\n")}\n`;
}
