import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { appendLateItems, editItems, type WantedEdit } from "../../../src/domain/action-items/carry/edit.ts";
import { readPromotionOffer } from "../../../src/domain/action-items/read/promotion-offer.ts";
import { readTimelines } from "../../../src/domain/action-items/timeline/timelines.ts";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";
import { parseIssueMarker } from "../../../src/domain/marker/issue-marker.ts";
import { textsIn } from "../../../src/domain/texts/texts.ts";
import { assertOften } from "../../support/assert-often.ts";
import { byBot, byHand, carry, RULES } from "../../support/state/agendas.ts";
import { EN } from "../../support/texts.ts";

/** The box that version 0.1 put below an item. */
function renderPromotionOffer(id: string): string {
  return `- [ ] Tick to make it an issue of its own <!--c:issue-${id}-->`;
}

function edit(more: Partial<WantedEdit>): WantedEdit {
  return { id: "12-k3f", text: "upload", index: 0, marked: true, from: "open", to: "done", point: null, ...more };
}

describe("changing items in a description", () => {
  it.each<[string, string, Partial<WantedEdit>, string]>([
    ["ticks", "- [ ] upload <!--c:12-k3f-->", {}, "- [x] upload <!--c:12-k3f-->"],
    ["marks not applicable", "* [ ] upload <!--c:12-k3f-->", { to: "inapplicable" }, "* [~] upload <!--c:12-k3f-->"],
    ["unticks", "- [X] upload <!--c:12-k3f-->", { from: "done", to: "open" }, "- [ ] upload <!--c:12-k3f-->"],
    [
      "finds an item by its text",
      "- [ ] other\n- [ ] upload",
      { marked: false, index: 7 },
      "- [ ] other\n- [x] upload",
    ],
    [
      "the one of two that was meant",
      "- [ ] upload\n- [ ] upload",
      { marked: false, index: 1 },
      "- [ ] upload\n- [x] upload",
    ],
    [
      "the one whose owner stands in another cell",
      "- [ ] other\n- [ ] upload",
      { marked: false, index: 1, text: "@bob upload, due 2026-12-01" },
      "- [ ] other\n- [x] upload",
    ],
    ["ticks in a quote", "> - [ ] upload <!--c:12-k3f-->", {}, "> - [x] upload <!--c:12-k3f-->"],
    [
      "ticks in a quote of a quote, over lines",
      "> x\n> > 1. [ ] up\n> > load\n> > - [ ] b",
      { marked: false, text: "up load" },
      "> x\n> > 1. [x] up\n> > load\n> > - [ ] b",
    ],
    ["ticks in a fenced quote", ">>>\n- [ ] upload\n>>>", { marked: false }, ">>>\n- [x] upload\n>>>"],
    ["ticks in an alert", "> [!note]\n> - [ ] upload", { marked: false }, "> [!note]\n> - [x] upload"],
    [
      "points in a quote",
      "> - [ ] upload\n>   more",
      { marked: false, text: "upload more", to: null, point: asIssueIid(45) },
      "> - [ ] upload (issue #45)\n>   more",
    ],
    [
      "keeps CRLF, tabs and emoji",
      "a 🙂\r\n-\t[ ] upload <!--c:12-k3f-->\r\n\tnote\r\n",
      {},
      "a 🙂\r\n-\t[x] upload <!--c:12-k3f-->\r\n\tnote\r\n",
    ],
    [
      "points in the origin",
      "- [ ] a (from #12) <!--c:12-k3f-->",
      { to: null, point: asIssueIid(45) },
      "- [ ] a (from #12, issue #45) <!--c:12-k3f-->",
    ],
    [
      "points before the marker",
      "- [ ] a <!--c:12-k3f-->",
      { to: null, point: asIssueIid(45) },
      "- [ ] a (issue #45) <!--c:12-k3f-->",
    ],
    [
      "points at the end of the first line",
      "- [ ] upload  \n  more",
      { marked: false, text: "upload<br>more", to: null, point: asIssueIid(45) },
      "- [ ] upload (issue #45)  \n  more",
    ],
    [
      "points once",
      "- [ ] a (issue #45) <!--c:12-k3f-->",
      { to: null, point: asIssueIid(45) },
      "- [ ] a (issue #45) <!--c:12-k3f-->",
    ],
  ])("%s", (_name, before, more, after) => {
    expect(editItems(before, [edit(more)], textsIn("en"))).toEqual({ text: after, missed: [] });
  });

  it.each<[string, string, Partial<WantedEdit>]>([
    ["the item is gone", "- [ ] other", {}],
    ["a person ticked it meanwhile", "- [x] upload <!--c:12-k3f-->", {}],
    ["two could be meant", "- [ ] upload\n- [ ] upload", { marked: false, index: 7 }],
    ["it was reworded", "- [ ] download the slides", { marked: false }],
  ])("leaves the text alone when %s", (_name, before, more) => {
    const wanted = edit(more);
    expect(editItems(before, [wanted], textsIn("en"))).toEqual({ text: before, missed: [wanted] });
  });

  it("changes nothing but the three characters of a box, in whatever text", () => {
    const piece = fc.constantFrom(
      "- [ ] a",
      "- [x] b",
      "  - [ ] c",
      "> q",
      "```",
      "text",
      "",
      "\t- [~] d",
      "## H",
      "<!-- x",
      "🙂",
    );
    const newline = fc.constantFrom("\n", "\r\n");
    assertOften({ "a box is ticked": 0.3 }, (asserted) =>
      fc.property(fc.array(piece, { maxLength: 12 }), newline, (pieces, end) => {
        const before = [...pieces, "", "# End", "", "- [ ] upload <!--c:12-k3f-->", "tail"].join(end);
        const { text, missed } = editItems(before, [edit({})], textsIn("en"));
        if (missed.length > 0) return void expect(text).toBe(before);
        asserted("a box is ticked");
        const at = before.lastIndexOf("[ ] upload");
        return void expect(text).toBe(`${before.slice(0, at)}[x]${before.slice(at + 3)}`);
      }),
    );
  });
});

describe("late items", () => {
  const late = carry([byHand(12, "2026-11-03", "- [ ] @bob late\n\n  with a note\n  - [ ] child\n- [ ] alone")]).items;

  function append(body: string): string | null {
    return appendLateItems(byBot(13, "2026-12-01", ["12-k3f"], body).description, late, { customer: "Acme" }, EN);
  }

  it("go behind the carried items of their group, and into the ledger", () => {
    const body =
      "## Action items\n\n### Acme\n\n- [ ] first <!--c:12-k3f-->\n\n### GitLab\n\n- [ ] x <!--c:12-k3g-->\n\n## Recap\n\nbye\n";
    const text = append(body) ?? "";
    expect(parseIssueMarker(text)?.carried).toEqual([
      "12-k3f",
      ...late.flatMap((one) => [one.id, ...one.children.map((child) => child.id)]),
    ]);
    expect(text).toMatch(/first <!--c:12-k3f-->\n- \[ \] \\@bob late.*\n\n {2}with a note\n\n {2}- \[ \] child/);
    expect(text).toMatch(/x <!--c:12-k3g-->\n- \[ \] alone/);
    expect(text.endsWith("## Recap\n\nbye\n")).toBe(true);
  });

  it.each([
    [
      "under the heading for them",
      "## Action items\n\nNone yet.\n\n## Recap\n",
      /None yet\.\n\n- \[ \] [^]*alone[^]*## Recap/,
    ],
    [
      "before the recap where there is no heading",
      "## Topics\n\n1. a\n\n## Recap and next steps\n\nbye\n",
      /1\. a\n\n## Action items\n\n- \[ \][^]*## Recap and next steps\n\nbye\n$/,
    ],
    ["at the end of a text without headings", "Hello\n", /Hello\n\n## Action items\n\n- \[ \]/],
  ])("go %s", (_name, body, expected) => {
    expect(append(body)).toMatch(expected);
  });

  it("begin a group of their own where the others have headings", () => {
    const body = "## Action items\n\n### West\n\n- [ ] x <!--c:12-k3f-->\n\nmore\n\n## Recap\n";
    const east = carry([byHand(12, "2026-11-03", "### East\n- [ ] late\n### West\n- [x] x")]).items;
    const { description } = byBot(13, "2026-12-01", ["12-k3f"], body);
    expect(appendLateItems(description, east, { customer: "Acme" }, EN)).toMatch(
      /more\n\n### East\n\n- \[ \] late .*\n\n## Recap/,
    );
  });

  it("go behind those below the same line in bold, or begin such a line", () => {
    const items = carry([byHand(12, "2026-11-03", "**East**\n\n- [ ] late\n\n**West**\n\n- [ ] x2")]).items;
    const west = "**Action items**\n\n**West**\n\n- [ ] x <!--c:12-k3f-->\n\n**Recap**\n\nbye\n";
    const { description } = byBot(13, "2026-12-01", ["12-k3f"], west);
    const text = appendLateItems(description, items, { customer: "Acme" }, EN) ?? "";
    expect(text).toMatch(/x <!--c:12-k3f-->\n- \[ \] x2 [^\n]*\n\n\*\*Recap\*\*/);
    expect(text).toMatch(/\*\*Action items\*\*\n\n\*\*East\*\*\n\n- \[ \] late [^\n]*\n\n\*\*West\*\*/);
  });

  it("come under headings of their own, each once, however many groups there are", () => {
    const many = Array.from({ length: 30 }, (_, at) => `### Group ${at}\n\n- [ ] one of ${at}\n- [ ] other of ${at}\n`);
    const items = carry([byHand(12, "2026-11-03", many.join("\n"))]).items;
    const body = "## Action items\n\n### Group 3\n\n- [ ] x <!--c:12-k3f-->\n\n## Recap\n";
    const text =
      appendLateItems(byBot(13, "2026-12-01", ["12-k3f"], body).description, items, { customer: "Acme" }, EN) ?? "";
    for (let at = 0; at < 30; at += 1) {
      const block = `### Group ${at}\\n\\n${at === 3 ? "- \\[ \\] x [^\\n]*\\n" : ""}`;
      expect(text).toMatch(new RegExp(`${block}- \\[ \\] one of ${at} [^\\n]*\\n- \\[ \\] other of ${at} `));
      expect(text.split(`### Group ${at}\n`)).toHaveLength(2);
    }
    expect(text).toMatch(/\n## Recap\n$/);
  });

  it("stay out of a text that would swallow them", () => {
    expect(append("## Action items\n\n```\nopen fence")).toBeNull();
    expect(append("Hello\n\n<!-- never closed")).toBeNull();
  });

  it("are known as copies afterwards", () => {
    const origin = byHand(12, "2026-11-03", "- [ ] @bob late\n- [ ] alone");
    const items = carry([origin]).items;
    const next = byBot(13, "2026-12-01", [], "## Recap\n");
    const text = appendLateItems(next.description, items, { customer: "Acme" }, EN) ?? "";
    const { timelines } = readTimelines([origin, { ...next, description: text }], RULES);
    expect(timelines.map((timeline) => timeline.appearances.length)).toEqual([2, 2]);
    expect(carry([origin, { ...next, description: text.replace(/^- \[ \] alone.*\n/m, "") }]).leftBehind).toMatchObject(
      [{ reason: { rule: "removed" } }],
    );
  });
});

describe("the offer of an issue", () => {
  it("is read back, and is no action item", () => {
    const line = renderPromotionOffer("12-k3f");
    expect(readPromotionOffer(line)).toBe("12-k3f");
    expect(readPromotionOffer("- [ ] upload <!--c:12-k3f-->")).toBeNull();
    const agenda = byBot(13, "2026-12-01", ["12-k3f"], `- [ ] a (from #12) <!--c:12-k3f-->\n  ${line}\n`);
    const { timelines } = readTimelines([agenda], RULES);
    expect(timelines).toHaveLength(1);
    expect(timelines[0]?.appearances[0]?.promote).toBe(false);
  });

  it("is accepted by its tick, or asked for by a line below the item", () => {
    const ticked = `- [ ] a <!--c:12-k3f-->\n  ${renderPromotionOffer("12-k3f").replace("[ ]", "[x]")}\n`;
    const asked = "- [ ] a <!--c:12-k3f-->\n  /cadence issue\n";
    for (const body of [ticked, asked]) {
      const [timeline] = readTimelines([byBot(13, "2026-12-01", ["12-k3f"], body)], RULES).timelines;
      expect(timeline?.appearances[0]).toMatchObject({ promote: true, text: "a", state: "open" });
    }
  });

  it("is not carried", () => {
    const line = `- [ ] a <!--c:12-k3f-->\n  ${renderPromotionOffer("12-k3f")}\n`;
    const plan = carry([byBot(12, "2026-11-03", [], line)]);
    expect(plan.items).toMatchObject([{ text: "a", notes: "", children: [] }]);
    expect(parseMarkdown(line).items).toHaveLength(2);
  });
});

it("makes no tick that GitLab would not show", () => {
  const linked = "- [ ] upload <!--c:12-k3f-->\n- [ ] send <!--c:12-abc-->\n\n[x]: /u\n";
  const ticks = [edit({}), edit({ id: "12-abc", text: "send", index: 1, to: "inapplicable" })];
  expect(editItems(linked, ticks, textsIn("en"))).toEqual({
    text: linked.replace("[ ] send", "[~] send"),
    missed: [ticks[0]],
  });
});
