import { describe, expect, it } from "vitest";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { item, variable } from "../follow-up/follow-ups.ts";

describe("the recap", () => {
  it.each([
    ["prose and lists", "## Recap\n\nWe agreed.\n\n- a\n  - b\n- c\n", "We agreed.\n\n- a\n  - b\n- c"],
    ["wrapped lines as one", "## Recap\n\none\ntwo  \nthree\n", "one two<br>three"],
    ["under other names", "## Summary of the call\n\na\n\n## Zusammenfassung\n\nb\n\n## Résumé\n\nc", "a\n\nb\n\nc"],
    ["not of the title", "# Recap call\n\na\n\n## Recap\n\nb", "b"],
    ["of a heading of level 1 among others", "# Recap\n\na\n\n# Topics\n\nb", "a"],
    ["without tasks and what is in them", "## Recap\n\n- [ ] task\n\n  note\n- text\n  - [x] task\n", "- text"],
    ["without a list that held tasks only", "## Recap\n\n- - [ ] task\n", ""],
    ["without placeholders", "## Recap\n\n*What we agreed, `- [ ] @owner`*\n\n_also this_\n", ""],
    ["below a placeholder without a blank line", "## Recap\n\n*What we agreed*\nWe agreed.", "We agreed."],
    ["without empty words", "## Recap\n\nTBD\n\n- n/a\n- none.\n\n---\n", ""],
    ["without the next call", "## Recap\n\n**Next call:** Tue\n\nNext meeting: Tue", ""],
    [
      "with emphasis that is content",
      "## Recap\n\n*Staging* goes *first*\n\n**All of it**",
      "*Staging* goes *first*\n\n**All of it**",
    ],
    ["with its parts in bold", "## Recap\n\na\n\n### Security\n\nb\n\n### Empty\n", "a\n\n**Security**\n\nb"],
    ["up to another part below it", "## Recap\n\na\n\n### Action items\n\nb\n", "a"],
    [
      "code",
      "## Recap\n\n```sh\n/close\n- [ ] x\n```\n\n    in `it`\n",
      "```sh\n/close\n- [ ] x\n```\n\n```\nin `it`\n```",
    ],
    [
      "a table",
      "## Recap\n\n| a | b |\n|---|---|\n| [x](https://a.example) | c |",
      "| a | b |\n|---|---|\n| x: https://a.example | c |",
    ],
    ["a quote, its boxes as text", "## Recap\n\n> - [ ] quoted", "> - \\[ ] quoted"],
    ["words of HTML", "## Recap\n\n<details><summary>More</summary>\n\ntext\n\n</details>", "More\n\ntext"],
    [
      "hidden comments never",
      "## Recap\n\na <!-- Decision: secret --> b\n\n<!-- c -->\n\n<div><!-- <b>d</b> --></div>\n",
      "a b",
    ],
    ["nobody notified", "## Recap\n\nthanks @bob, @all", "thanks \\@bob, \\@all"],
    ["full addresses", "## Recap\n\nsee [the guide](https://a.example/x).", "see the guide: https://a.example/x."],
    ["numbers of a list", "## Recap\n\n3. a\n4. b\n", "3. a\n4. b"],
    ["code in a list", "## Recap\n\n- ```\n  a\n  ```\n  b\n", "- ```\n  a\n  ```\n\n  b"],
    ["no text from a checklist", "## Recap\n\n<!-- cadence:checklist -->\n\nsecret\n", ""],
    [
      "eight levels of lists",
      `## Recap\n\n${Array.from({ length: 10 }, (_, at) => `${"  ".repeat(at)}- ${at}`).join("\n")}`,
      Array.from({ length: 8 }, (_, at) => `${"  ".repeat(at)}- ${at}`).join("\n"),
    ],
    ["nothing where nothing is", "## Topics\n\ntext", ""],
    [
      "not of earlier calls",
      "## Recap of the last call\n\na\n\n## Recap (previous meeting)\n\nb\n\n## Recap\n\nc",
      "c",
    ],
    ["in other languages", "## Compte rendu\n\na\n\n## Samenvatting\n\nb\n\n## Resumo\n\nc", "a\n\nb\n\nc"],
    ["no hidden comment of a table", "## Recap\n\n| a <!-- secret --> |\n|---|\n| b |", "| a  |\n|---|\n| b |"],
  ])("%s", (_name, description, expected) => {
    expect(variable("recap", description)).toBe(expected);
  });

  it("is cut between blocks, and says where the rest is", () => {
    const blocks = Array.from({ length: 9 }, (_, at) => `${at} ${"x".repeat(990)}`);
    const shown = variable("recap", `## Recap\n\n${blocks.join("\n\n")}`);
    expect(shown).toBe([...blocks.slice(0, 4), "… (more in #12)"].join("\n\n"));
  });

  it("cuts a block that is too long by itself between its lines, and closes it", () => {
    const shown = variable("recap", `## Recap\n\n\`\`\`\n${`${"x".repeat(99)}\n`.repeat(60)}\`\`\`\n`);
    expect(shown).toMatch(/^```\n(?:x{99}\n){39}```\n\n… \(more in #12\)$/);
    expect(variable("recap", `## Recap\n\n\`\`\`\n${"x".repeat(5_000)}\n\`\`\`\n`)).toBe("```\n```\n\n… (more in #12)");
    expect(variable("recap", `## Recap\n\n${"word ".repeat(2_000)}`)).toMatch(/^word .{3900,4000}…$/);
    expect(variable("recap", `## Recap\n\n${`> ${"x".repeat(5_000)}`}`)).toBe("… (more in #12)");
  });
});

describe("decisions", () => {
  it.each([
    ["items under a heading", "## Decisions\n\n- a\n  - because\n- b\n", "- a\n  - because\n- b"],
    ["paragraphs under a heading", "## Decision log\n\na\n\n*None so far*\n\nDecision: b\n", "- a\n- b"],
    ["marked lines anywhere", "Decision: a\n\n## Other\n\n**Decided:** b\n", "- a\n- b"],
    ["capitals", "## Topics\n\n- DECISION use SSO\n- **DECISION** – keep it\n", "- use SSO\n- keep it"],
    ["the whole in bold", "**Decision: use SSO**", "- use SSO"],
    ["bold in it", "Decision: **use** SSO", "- **use** SSO"],
    ["what was said below it", "## Topics\n\n- Decision: a\n  - because\n  - [ ] task\n", "- a\n  - because"],
    ["over wrapped lines", "Decision: use\nSSO.\nWe also talked.\n", "- use SSO."],
    ["up to a break", "Decision: use SSO  \nWe also talked.\n", "- use SSO"],
    ["several in a paragraph", "Decided: a\nDecided: b", "- a\n- b"],
    ["several in an item", "## Topics\n\n- Decision: a.\n  Decision: b.\n", "- a.\n- b."],
    ["a list under a line in bold", "## Recap\n\n**Decisions:**\n\n- a\n- b\n\ntext\n\n- c\n", "- a\n- b"],
    [
      "as they are written",
      "Decision: kubectl stays manual\n\nDecision: gitlab.rb is the source",
      "- kubectl stays manual\n- gitlab.rb is the source",
    ],
    [
      "under other words",
      "Decision/Resolution: a\n\nDecision made: b\n\n**Final decision:** c\n\nAgreed: d",
      "- a\n- b\n- c\n- d",
    ],
    [
      "in German, French, Spanish",
      "Entscheidung: a\n\nBeschlossen: b\n\n**Décision :** c\n\nAcuerdo: d",
      "- a\n- b\n- c\n- d",
    ],
    ["in Portuguese, Dutch, Japanese", "Decisão: a\n\nBesluit: b\n\n決定事項：c", "- a\n- b\n- c"],
    ["a list under a line in other words", "**Entscheidungen:**\n\n- a\n\nDécisions :\n\n- b", "- a\n- b"],
    [
      "under headings of other languages",
      "## Besluiten\n\n- a\n\n## 決定事項\n\n- b\n\n## Acuerdos\n\n- c",
      "- a\n- b\n- c",
    ],
    [
      "none that is still to be made",
      "## Decisions needed\n\n- a\n\n## Pending decisions\n\n- b\n\n## Offene Entscheidungen\n\n- c",
      "",
    ],
    ["none that a line still asks for", "Decision needed: a\n\nDECISION NEEDED: b\n\nDecision pending: c", ""],
    [
      "none of earlier calls",
      "## Decisions of the last call\n\n- a\n\nDecision: b\n\n## Previous decisions\n\n- c",
      "",
    ],
    ["those since the last call", "## Decisions since the last call\n\n- a", "- a"],
    ["none of who decides and how", "## Decision makers\n\n- Ann\n\n## Decision criteria\n\n- price", ""],
    ["no place for one", "## Decisions\n\n- [Decision 1]\n- Decision 2:\n- a", "- a"],
    ["each once", "## Decisions\n\n- Use **SSO**\n- use SSO\n", "- Use **SSO**"],
    ["no tasks, no empty words", "## Decisions\n\n- [ ] task\n- none\n- *what we decided*\n", ""],
    ["no words that only begin alike", "Decisions are hard\n\nDecisive: x\n\nDECISIONS\n", ""],
    ["a box in it is text", "Decision: [ ] a", "- \\[ ] a"],
    [
      "blocks below it",
      "## Decisions\n\n- a\n\n  b\n\n  | c | d |\n  |---|---|\n",
      "- a\n\n  b\n\n  | c | d |\n  |---|---|",
    ],
  ])("%s", (_name, description, expected) => {
    expect(variable("decisions", description)).toBe(expected);
  });

  it("are never read in hidden comments", () => {
    const hidden = "a <!--\nDecision: secret\nQuestion: secret?\n--> b";
    expect(variable("decisions", `## Recap\n\n${hidden}\n\n- ${hidden.replaceAll("\n", "\n  ")}\n`)).toBe("");
    expect(variable("recap", `## Recap\n\n${hidden}`)).toBe("a b");
  });

  it("leave the recap", () => {
    expect(variable("recap", "## Recap\n\na\nDecision: b\n\n- Decision: c\n- d\n")).toBe("a\n\n- d");
  });

  it("are a hundred at most", () => {
    const all = Array.from({ length: 150 }, (_, at) => `- number ${at}`).join("\n");
    expect(variable("decisions", `## Decisions\n\n${all}`)).toMatch(/- number 99$/);
  });
});

describe("questions", () => {
  it.each([
    [
      "items under a heading",
      "## Questions to answer\n\n- How long?\n- What it costs\n",
      "- How long?\n- What it costs",
    ],
    ["paragraphs under a heading", "## Questions\n\nHow long?\n\n*Your questions*\n", "- How long?"],
    ["boxes that are not ticked", "## Questions\n\n- [ ] a? <!--c:12-aaa-->\n- [x] b?\n- [~] c?\n- [ ]\n", "- a?"],
    ["marked lines", "Question: how long\n\n## Recap\n\n- Question: what for\n", "- how long\n- what for"],
    [
      "items of topics and recap that ask",
      "## Topics\n\n- How long?\n  \n## Recap\n\n- **What for?**\n",
      "- How long?\n- **What for?**",
    ],
    ["none that something stands below", "## Topics\n\n- How long?\n  - A week\n", ""],
    ["none elsewhere", "## Other\n\n- How long?\n", ""],
    ["none struck through", "## Questions\n\n- ~~How long?~~\n- <del>What?</del>\n", ""],
    ["a list under a line", "## Topics\n\nQuestions:\n- a\n- b\n", "- a\n- b"],
    ["what is still to be decided", "## Decisions needed\n\n- Approve the window\n", "- Approve the window"],
    ["in other languages", "Frage: a\n\nPergunta: b\n\n質問：c", "- a\n- b\n- c"],
  ])("%s", (_name, description, expected) => {
    // Each with a box: the next agenda takes over what is open.
    expect(variable("questions", description)).toBe(expected.replace(/^- /gm, "- [ ] "));
  });

  it("are not asked twice: what is an action item stands in the tables", () => {
    const items = [item("12-aaa", "How long?")];
    expect(variable("questions", "## Questions\n\n- [ ] How **long**?\n- What for?\n", { items })).toBe(
      "- [ ] What for?",
    );
  });

  it("leave the recap", () => {
    expect(variable("recap", "## Recap\n\n- How long?\n- A week.\n")).toBe("- A week.");
  });
});

const titles = new Map([
  [asIssueIid(45), "Upgrade [of] staging"],
  [asIssueIid(12), "The agenda"],
]);

describe("links", () => {
  it.each([
    ["words", "[the guide](https://a.example/x)", "the guide: https://a.example/x"],
    ["words and a title", 'a [b](<https://a.example/x> "title") c', "b: https://a.example/x"],
    ["words that are an address", "[https://a.example](https://a.example/x)", "https://a.example/x"],
    ["words that end in a colon", "[guide:](https://a.example/)", "guide: https://a.example/"],
    ["a bare address with its line", "Slides: https://a.example/x.", "Slides: https://a.example/x."],
    ["an address alone", "<https://a.example/x>", "<https://a.example/x>"],
    ["a line with both", "[a](https://a.example/) and https://b.example/ twice", "a: https://a.example/"],
    ["a bracket", "(see https://a.example/x_(y))", "(see https://a.example/x_(y))"],
    ["strange characters", "[a](https://a.example/`x`$*_y)", "a: <https://a.example/%60x%60%24*_y>"],
    [
      "an issue of the project",
      "see #45",
      "Upgrade [of] staging: https://gitlab.example/acme/collaboration/-/issues/45",
    ],
    ["a number whose title nobody knows says nothing", "see #46 and c#1, group/x#2, #0", ""],
    [
      "the address of an issue",
      "https://gitlab.example/acme/collaboration/-/issues/45",
      "Upgrade [of] staging: https://gitlab.example/acme/collaboration/-/issues/45",
    ],
    [
      "the address of another",
      "https://gitlab.example/acme/collaboration/-/issues/46",
      "https://gitlab.example/acme/collaboration/-/issues/46",
    ],
    ["not the agenda", "#12 and https://gitlab.example/acme/collaboration/-/issues/12", ""],
    [
      "nothing else",
      "[a](javascript:x) [b](/uploads/c.pdf) http://@all ftp://x.example `https://a.example` ![i](https://b.example/i.png)",
      "",
    ],
  ])("%s", (_name, line, expected) => {
    const shown = variable("links", `## To read\n\n${line}\n`, { issueTitles: titles });
    expect(shown).toBe(expected === "" ? "" : `- ${expected}`);
  });

  it("come from recap, decisions, topics and what is to be read, each once, never from tasks or elsewhere", () => {
    const parts = ["Recap", "Decisions", "Topics", "To read", "Attendees", "Action items", "Other"];
    const description = parts
      .map(
        (part) =>
          `## ${part}\n\n[${part}](https://${part.slice(0, 2).toLowerCase()}.example) [x](https://x.example)\n\n- [ ] [task](https://task.example)`,
      )
      .join("\n\n");
    expect(variable("links", description)).toBe(
      "- Recap: https://re.example\n- x: https://x.example\n- Decisions: https://de.example\n- Topics: https://to.example",
    );
  });

  it("say `#45: title` when the address of the project is not known", () => {
    expect(variable("links", "## Topics\n\n#45", { issueTitles: titles, project: null })).toBe(
      "- Upgrade [of] staging: #45",
    );
  });

  it("are twenty at most", () => {
    const all = Array.from({ length: 30 }, (_, at) => `- [${at}](https://a.example/${at})`).join("\n");
    const line = Array.from({ length: 30 }, (_, at) => `[${at}](https://b.example/${at})`).join(" ");
    expect(variable("links", `## Topics\n\n${all}\n`).split("\n")).toHaveLength(20);
    expect(variable("links", `## Topics\n\n${line}\n`).split("\n")).toHaveLength(20);
  });
});
