import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTableRow } from "../../../src/domain/action-items/read/table-row.ts";
import { findGaps } from "../../../src/domain/follow-up/agenda-gaps.ts";
import { buildFollowUp } from "../../../src/domain/follow-up/build.ts";
import type { FollowUpInput, FollowUpItem } from "../../../src/domain/follow-up/types.ts";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { parseMarkdown } from "../../../src/domain/markdown/parse.ts";
import { parseIssueMarker } from "../../../src/domain/marker/issue-marker.ts";
import { parseItemMarkers } from "../../../src/domain/marker/item-marker.ts";
import { arbitraryMarkdown, hostileDocuments } from "../../support/hostile/hostile-markdown.ts";
import { hostileTexts } from "../../support/hostile/hostile-text.ts";
import { processorTime } from "../../support/processor-time.ts";
import { READING } from "../../support/state/agendas.ts";
import { witness } from "../../support/witness/gitlab-witness.ts";
import { AGENDA, input, item, SHIPPED } from "./follow-ups.ts";

const texts = hostileTexts.map(({ text }) => text).filter((text) => text.length < 500);

function allItems(items: readonly FollowUpItem[]): readonly FollowUpItem[] {
  return items.flatMap((one) => [one, ...allItems(one.children)]);
}

/** Lines of raw HTML that the tables are made of, with nothing of what people wrote in them. */
const OUR_HTML =
  /^(?:<\/?(?:table|tr|td|details)>|<td colspan="3">|<td><em>(?:nobody|no date) yet<\/em><\/td>|<summary>Done or dropped \(\d+\)<\/summary>|<th>[A-Z][a-z ]+<\/th>|<td>(?:[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2}(?: \d{4})?)?<\/td>|<td>[a-z0-9#,() A-Z]+<\/td>|<!--c:[0-9a-z-]+-->|)$/;

function check(followUpInput: FollowUpInput): void {
  const { description, openQuestions } = buildFollowUp(followUpInput);
  const [marker = "", ...rest] = description.split("\n");
  const text = rest.join("\n");
  const items = allItems(followUpInput.items);
  const document = parseMarkdown(description);
  // Every box is one of the items and every item has one box, with its marker at the end of the line; else it is a question.
  const asked = document.items.filter((one) => parseItemMarkers(one.text).length === 0);
  const shown = document.items.filter((one) => !asked.includes(one));
  expect(shown.map((one) => parseItemMarkers(one.text))).toEqual(
    (parseIssueMarker(marker)?.carried ?? []).map((id) => [id]),
  );
  expect(shown).toHaveLength(items.length);
  expect(asked.length).toBeLessThanOrEqual(openQuestions);
  for (const one of asked)
    expect([one.state, one.headings.at(-1)?.text]).toEqual(["open", "Questions still to answer"]);
  for (const one of shown) {
    const known = items.find(({ id }) => one.text.includes(`<!--c:${id}-->`));
    expect(one.state).toBe(known?.state);
    if (one.parent === null)
      expect(readTableRow(document, one, READING)).toMatchObject({ owner: known?.owner, due: known?.due });
  }
  const seen = witness(text);
  expect(seen.commands).toEqual([]);
  expect(seen.mentions).toEqual([]);
  expect(seen.definitions).toEqual([]);
  expect(seen.html.flatMap((html) => html.split("\n")).filter((line) => !OUR_HTML.test(line.trim()))).toEqual([]);
  expect(seen.paragraphs.at(-1)).toBe("Please write further questions and corrections as a comment below.");
}

function owned(id: string, text: string, more: Partial<FollowUpItem> = {}): FollowUpItem {
  return item(id, text, { owner: "bob", due: "2026-12-01", ...more });
}

describe("hostile texts everywhere", () => {
  for (const { name, text } of hostileTexts) {
    it(name, () => {
      const short = text.slice(0, 2_000);
      const items = [
        owned("12-aaa", short, { group: "GitLab" }),
        owned("12-bbb", "second", { children: [item("12-ccc", short), item("12-ddd", short, { state: "done" })] }),
        item("12-fff", `@bob ${short}, due 2026-12-01`, { group: short, state: "inapplicable" }),
      ];
      const places = [
        `## Recap\n\n${short}\n`,
        `## Recap\n\n- ${short.replaceAll("\n", "\n  ")}\n- Decision: ${short}\n\nQuestion: ${short}\n`,
        `## Decisions\n\n- ${short}\n\n## Questions\n\n- ${short}?\n\n## Topics\n\n- [${short}](https://a.example) ${short}\n`,
      ];
      for (const place of places)
        check(input(place, SHIPPED, { items, issueTitles: new Map([[asIssueIid(1), short]]) }));
      const { sides } = input("", "");
      check(input(AGENDA, SHIPPED, { items, csm: short, sides: { ...sides, customer: short, attendees: [short] } }));
    });
  }

  it("a customer closes a table", () => {
    const text = "</td></tr></table>\n\n/close\n\n<table><tr><td>\n\n- [ ] mine <!--c:12-bbb-->";
    check(input(`## Recap\n\n${text}`, SHIPPED, { items: [owned("12-aaa", text), owned("12-bbb", text)] }));
  });
});

describe("any agenda", () => {
  const states = fc.constantFrom("open" as const, "done" as const, "inapplicable" as const);
  const leaf = fc.record({ text: fc.constantFrom(...texts), state: states, group: fc.constantFrom(null, "Acme", "x") });
  const tree = fc.array(fc.tuple(leaf, fc.array(leaf, { maxLength: 3 })), { maxLength: 4 });
  const headings = fc.constantFrom("Recap", "Decisions", "Questions", "Topics", "To read", "Other", "Attendees");
  const sections = fc.array(fc.tuple(headings, arbitraryMarkdown()), { maxLength: 4 });

  it("never throws, and every item stands in it once", () => {
    fc.assert(
      fc.property(sections, tree, (parts, roots) => {
        let next = 0;
        const make = (one: { readonly text: string; readonly state: FollowUpItem["state"] }, more: object) =>
          item(`12-${(next++ + 1296).toString(36)}`, one.text, { state: one.state, ...more });
        const items = roots.map(([root, children]) =>
          make(root, { group: root.group, children: children.map((child) => make(child, {})) }),
        );
        const description = parts.map(([heading, markdown]) => `## ${heading}\n\n${markdown}\n\n`).join("");
        check(input(description, SHIPPED, { items }));
        // An own parser of Markdown is asked about texts that differ in what they leave open.
        expect(findGaps({ agenda: { description }, items })).toBeInstanceOf(Array);
      }),
      { numRuns: 300 },
    );
  });

  it.each(hostileDocuments.map(({ name, source }) => [name, source]))("%s", (_name, source) => {
    for (const heading of ["Recap", "Decisions", "Questions", "Topics"]) {
      const passed = processorTime();
      const { description } = buildFollowUp(input(`## ${heading}\n\n${source}`, SHIPPED));
      expect(description.length).toBeLessThan(30_000);
      expect(passed()).toBeLessThan(8_000);
    }
  });

  it("deeply nested items keep their boxes", () => {
    let deep = item("12-zzz", "last");
    for (let level = 0; level < 300; level += 1)
      deep = item(`12-${(level + 1296).toString(36)}`, "x", { children: [deep] });
    check(input("", SHIPPED, { items: [deep] }));
  });

  it("what has no room stays in the agenda, and is said", () => {
    const many = Array.from({ length: 6_000 }, (_, at) => item(`12-${(at + 1296).toString(36)}`, "x".repeat(200)));
    const followUp = buildFollowUp(input("", SHIPPED, { items: many }));
    expect(followUp.description.length).toBeLessThan(1_048_576);
    const left = many.length - followUp.ids.length;
    expect(left).toBeGreaterThan(0);
    expect(followUp.description).toContain(`… (${left} more in #12)`);
    expect(followUp.warnings).toEqual([expect.stringContaining(`${left} action items of #12`)]);
    expect(followUp.ids).toEqual(parseIssueMarker(followUp.description)?.carried);
  });
});
