import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildGuardedFollowUp } from "../../../src/domain/follow-up/build-guarded.ts";
import { leftOutWords } from "../../../src/domain/follow-up/left-out.ts";
import { withoutMarkedPassages } from "../../../src/domain/follow-up/marked-passages.ts";
import { createGuard } from "../../../src/domain/guard/guard.ts";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { arbitraryMarkdown } from "../../support/hostile/hostile-markdown.ts";
import { EN } from "../../support/texts.ts";
import { AGENDA, input, item, SHIPPED } from "./follow-ups.ts";

const guard = createGuard({ words: ["quixotix*"], addresses: ["crm.example.com"] });

function leave(description: string) {
  const { kept, ...counts } = withoutMarkedPassages(description, [], guard);
  return { ...counts, kept: kept.replace(/\n{2,}/g, "\n").trim() };
}

describe("passages that a customer should not read", () => {
  it.each<[string, string, string, number, number?]>([
    ["a paragraph", "## Recap\n\na quixotix\nmore\n\nb", "## Recap\nb", 1],
    ["an item with what stands below it", "## Recap\n\n- a\n- quixotix\n  - b\n- c", "## Recap\n- a\n- c", 1],
    ["an item in an item", "## Recap\n\n- a\n  - quixotix\n  - b", "## Recap\n- a\n  \n  - b", 1],
    ["a row", "## Recap\n\n|a|b|\n|-|-|\n|1|quixotix|\n|2|3|", "## Recap\n|a|b|\n|-|-|\n|2|3|", 1],
    ["a table by its head", "## Recap\n\n|a|quixotix|\n|-|-|\n|1|2|\n\nb", "## Recap\nb", 1],
    ["a quote as a whole", "## Recap\n\n> a\n>\n> quixotix\n\nb", "## Recap\nb", 1],
    ["code as a whole", "## Recap\n\n```\na\n<!-- quixotix -->\n```\n\nb", "## Recap\nb", 1],
    ["an address behind words", "## Recap\n\n[a](https://crm.example.com/1)\n\nb", "## Recap\nb", 1],
    [
      "what stands below a heading",
      "## Recap\n\na\n\n### Quixotix\n\nb\n\n#### c\n\nd\n\n### e\n\nf",
      "## Recap\na\n### e\nf",
      1,
    ],
    ["decisions wherever they stand", "## Topics\n\n- quixotix\n- Decision: quixotix\n", "## Topics", 1],
    [
      "a list that a line introduces",
      "## Notes\n\n**Decisions:**\n\n- quixotix\n- b",
      "## Notes\n**Decisions:**\n- b",
      1,
    ],
    [
      "what a line in bold stands over",
      "## Recap\n\na\n\n**Quixotix**\n\n- b\n\nc\n\n**d**\n\ne",
      "## Recap\na\n**d**\ne",
      1,
    ],
    ["what a line in bold decides", "## Notes\n\n**Quixotix:**\n\n- Decision: b", "## Notes", 1],
    ["a list that a marked line introduces", "## Recap\n\nOn quixotix:\n\n- b\n- c\n\nd", "## Recap\nd", 1],
    ["a table below a short line", "## Recap\n\nquixotix\n\n|a|b|\n|-|-|\n|1|2|\n\nc", "## Recap\nc", 1],
    ["a list behind a sentence stays", "## Recap\n\nWe spoke of quixotix.\n\n- b", "## Recap\n- b", 1],
    [
      "what a summary hides",
      "## Recap\n\n<details><summary>Quixotix</summary>\n\na\n\n</details>\n\nb",
      "## Recap\nb",
      1,
    ],
    ["a question with its answer", "## Questions\n\n- a?\n  - Yes, quixotix.\n- b?", "## Questions\n- b?", 1],
    ["one with a box", "## Questions\n\n- [ ] a?\n  - Answer: quixotix\n- b?", "## Questions\n- b?", 1],
    ["one in paragraphs", "## Questions\n\na?\n\nAnswer: quixotix\n\nb?", "## Questions\nb?", 1],
    ["one among topics", "## Topics\n\n- a?\n  - Answer: quixotix\n- b", "## Topics\n- b", 1],
    ["questions", "## Questions\n\n- quixotix?\n- [ ] quixotix too?\n- b?", "## Questions\n- b?", 2],
    ["action items without a box", "## Action items\n\n- @bob quixotix\n- @bob b", "## Action items\n- @bob b", 0, 1],
    ["boxes stay: they are in the tables", "## Action items\n\n- [ ] quixotix", "## Action items\n\n- [ ] quixotix", 0],
    ["topics tell nothing", "## Topics\n\n- quixotix\n", "## Topics", 0],
    ["hidden comments are nobody's to read", "## Recap\n\na <!-- quixotix -->", "## Recap\n\na <!-- quixotix -->", 0],
    ["the title of the issue is not told", "# Quixotix\n\n## Recap\n\na", "# Quixotix\n\n## Recap\n\na", 0],
  ])("%s", (_name, description, kept, passages, looseActions = 0) => {
    const found = leave(description);
    expect(found).toMatchObject({ passages, looseActions, kept: kept.replace(/\n{2,}/g, "\n") });
    expect(found.words.length > 0).toBe(passages + looseActions > 0);
  });

  it("are said in neutral words", () => {
    expect(leftOutWords({ passages: 1, items: 0 }, "bot", EN)).toBe(
      "1 passage of the recap was left out; `@bot include` adds it.",
    );
    expect(leftOutWords({ passages: 0, items: 1 }, null, EN)).toBe("1 action item was left out.");
    expect(leftOutWords({ passages: 2, items: 3 }, "bot", EN)).toBe(
      "2 passages of the recap and 3 action items were left out; `@bot include` adds them.",
    );
    expect(leftOutWords({ passages: 0, items: 0 }, "bot", EN)).toBe("");
  });
});

describe("a guarded follow-up", () => {
  const items = [
    item("12-aaa", "Send it", { children: [item("12-bbb", "ask quixotix"), item("12-ccc", "ask Ann")] }),
    item("12-ddd", "**Quixo**tix", { children: [item("12-eee", "later")] }),
    item("12-fff", "Book", { group: "Quixotix plan" }),
  ];

  it("shows neither marked items nor what stands below them, nor marked headings", () => {
    const { followUp, marked, ids, words } = buildGuardedFollowUp(input(AGENDA, SHIPPED, { items }), guard, false);
    expect(followUp.ids).toEqual(["12-aaa", "12-ccc", "12-fff"]);
    expect(ids).toEqual(["12-bbb", "12-ddd", "12-eee"]);
    expect(marked).toEqual({ passages: 0, items: 3 });
    expect(followUp.leftOut).toEqual(marked);
    expect(words).toEqual(["quixotix*"]);
    expect(JSON.stringify(followUp)).not.toMatch(/quixo/i);
  });

  it("shows all of it once somebody asked, and quotes none of it in what it lacks", () => {
    const { followUp, marked } = buildGuardedFollowUp(input(AGENDA, SHIPPED, { items }), guard, true);
    expect(followUp.ids).toHaveLength(6);
    expect(followUp.leftOut).toEqual({ passages: 0, items: 0 });
    expect(marked.items).toBe(3);
    expect(JSON.stringify(followUp.gaps)).not.toMatch(/quixo/i);
  });

  it("has no title of an issue that its customer should not read", () => {
    const issueTitles = new Map([[asIssueIid(4), "Quixotix board"]]);
    const { followUp } = buildGuardedFollowUp(input("## Recap\n\nSee #4", SHIPPED, { issueTitles }), guard, false);
    expect(followUp.description).not.toMatch(/quixo/i);
  });

  it("holds a marked word nowhere, wherever it is planted", () => {
    const part = fc.constantFrom("Recap", "Decisions", "Questions", "Topics", "Action items", "Notes", "Links");
    const documents = fc.array(fc.tuple(part, arbitraryMarkdown()), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        documents,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
        (parts, places) => {
          const whole = parts.map(([heading, text]) => `## ${heading}\n\n${text}\n`).join("\n");
          const description = places
            .map((place) => Math.floor(place * whole.length))
            .sort((a, b) => b - a)
            .reduce((text, at) => `${text.slice(0, at)} quixotix ${text.slice(at)}`, whole);
          const { followUp } = buildGuardedFollowUp(input(description, SHIPPED), guard, false);
          expect(`${followUp.title}${followUp.description}${JSON.stringify(followUp.gaps)}`).not.toContain("quixotix");
        },
      ),
      { numRuns: 300 },
    );
  });
});
