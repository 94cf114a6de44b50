import { describe, expect, it } from "vitest";
import { variable } from "../follow-up/follow-ups.ts";

const ASKED = "Does Geo support LDAP?";

function answers(text: string, heading: string): string {
  return variable("answers", `## ${heading}\n\n${text}\n`);
}

function open(text: string, heading: string): string {
  return variable("questions", `## ${heading}\n\n${text}\n`);
}

describe.each(["Questions", "Topics"])("a question under %s", (heading) => {
  it.each([
    ["a bullet below it", `- ${ASKED}\n  - Yes.`],
    ["a line below it", `- ${ASKED}\n  Yes.`],
    ["a line behind it", `${ASKED}\nYes.`],
    ["A:", `Q: ${ASKED}\nA: Yes.`],
    ["Answer:, in a paragraph of its own", `Question: ${ASKED}\n\nAnswer: Yes.`],
    ["A:, in an item of its own", `- Q: ${ASKED}\n- A: Yes.`],
    ["an arrow", `- ${ASKED} → Yes.`],
    ["an arrow on the next line", `${ASKED}\n→ Yes.`],
    ["a column", `| Question | Answer |\n|---|---|\n| ${ASKED} | Yes. |`],
    ["German", `Frage: ${ASKED}\nAntwort: Yes.`],
    ["French", `Question : ${ASKED}\nRéponse : Yes.`],
    ["Spanish", `Pregunta: ${ASKED}\n\nRespuesta: Yes.`],
    ["Japanese", `質問：${ASKED}\n回答：Yes.`],
    ["notes of a ticked box", `- [x] ${ASKED}\n  - Yes.`],
  ])("is told with its answer: %s", (_name, text) => {
    expect(answers(text, heading)).toBe(`- ${ASKED}\n  - Yes.`);
    expect(open(text, heading)).toBe("");
  });

  it.each([
    ["a paragraph behind it", `${ASKED}\n\nYes.`],
    ["its own heading", `### ${ASKED}\n\nYes.`],
    ["a marked heading", `### Question: ${ASKED}\n\nYes.`],
  ])("is told with its answer: %s", (_name, text) => {
    expect(answers(text, heading)).toBe(`- ${ASKED}\n\n  Yes.`);
  });

  it.each([
    ["nothing below it", `- ${ASKED}`, ""],
    ["who answers, behind it", `- ${ASKED} (@jane, due 2026-12-04)`, " (\\@jane, due 2026-12-04)"],
    ["who answers, below it", `- ${ASKED}\n  - @jane, due 2026-12-04`, " (\\@jane, due 2026-12-04)"],
    [
      "who answers, in columns",
      `| Question | Owner | Due | Answer |\n|---|---|---|---|\n| ${ASKED} | @jane | 2026-12-04 | |`,
      " (\\@jane, due 2026-12-04)",
    ],
    ["somebody will ask", `- ${ASKED}\n  - Sam will check`, "\n  - Sam will check"],
    ["TBD", `- ${ASKED}\n  - TBD`, ""],
    ["another question", `- ${ASKED}\n  - Which version?`, "\n  - Which version?"],
    ["a task", `- ${ASKED}\n  - [ ] @jane ask`, ""],
    ["a placeholder", `${ASKED}\n\n*Your answer*`, ""],
  ])("is open: %s", (_name, text, more) => {
    expect(open(text, heading)).toBe(`- [ ] ${ASKED}${more}`);
    expect(answers(text, heading)).toBe("");
  });
});

describe("answers", () => {
  it("are no links: they stand with their question", () => {
    const text = `- ${ASKED}\n  - Yes, see https://a.example/x\n`;
    expect(answers(text, "Topics")).toBe(`- ${ASKED}\n  - Yes, see https://a.example/x`);
    expect(variable("links", `## Topics\n\n${text}`)).toBe("");
  });

  it("of several questions stay apart", () => {
    const text = "**One?**\n\nYes.\n\n**Two?**\n\nNo.";
    expect(answers(text, "Questions")).toBe("- **One?**\n\n  Yes.\n- **Two?**\n\n  No.");
    expect(open("1. One?\n   - Yes\n2. Two?\n", "Questions")).toBe("- [ ] Two?");
  });

  it("are none where nothing was asked", () => {
    expect(variable("recap", "## Recap\n\nA: the first way\nB: the second")).toBe("A: the first way B: the second");
  });

  it("notify nobody and run nothing", () => {
    expect(answers(`- ${ASKED}\n  - @all\n\n    /close yes`, "Topics")).toContain("\\@all");
  });
});

describe("open questions in a template without a place for them", () => {
  it("stand with the action items", () => {
    expect(variable("action_items", `Question: ${ASKED}`, { items: [] })).toBe(`**Open questions**\n\n- [ ] ${ASKED}`);
  });
});
