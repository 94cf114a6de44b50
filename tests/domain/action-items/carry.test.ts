import { describe, expect, it } from "vitest";
import { byBot, byHand, carriedMarkdown, carry, nextAgenda, RULES, texts } from "../../support/state/agendas.ts";

describe("what is carried", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ["open items, not done and not applicable ones", "- [ ] a\n- [x] b\n- [X] c\n- [~] d\n- [ ] e", ["a", "e"]],
    ["any list marker", "* [ ] a\n+ [ ] b\n\n1. [ ] c\n2) [ ] d", ["a", "b", "c", "d"]],
    ["no empty boxes", "- [ ] \n- [ ]\n- [ ] a", ["a"]],
    ["open children with their parent", "- [ ] a\n  - [ ] b\n  - [x] c\n    - [ ] d", ["a", "> b", "> c › d"]],
    ["an open child of a done parent, with its text", "- [x] Upgrade\n  - [ ] ask Support", ["Upgrade › ask Support"]],
    ["quoted boxes as well", "> - [ ] quoted\n\n- [ ] a", ["quoted", "a"]],
    ["all of a quote fence that is never closed", "- [ ] a\n\n>>>\n- [ ] b", ["a", "b"]],
    ["what is quoted in an item once: in its notes", "- [ ] a\n\n  > - [ ] quoted\n\n- [ ] b", ["a", "b"]],
    ["no boxes in code", "```\n- [ ] code\n```\n\n- [ ] a\n\n      - [ ] no", ["a"]],
    ["no attendees", "## Attendees\n- [ ] @bob\n\n## Topics\n- [ ] a", ["a"]],
    [
      "no checklist",
      "## Setup\n<!-- cadence:checklist -->\n- [ ] mute\n### More\n- [ ] video\n\n## Topics\n- [ ] a",
      ["a"],
    ],
    ["a paragraph over several lines on one", "- [ ] a\n  b  \n  c", ["a b<br>c"]],
  ];
  it.each(cases)("%s", (_name, body, expected) => {
    expect(texts(carry([byHand(12, "2026-11-17", body)]).items)).toEqual(expected);
  });

  it("looks only under the headings that carry.sections names, sub-headings included", () => {
    const body = "## Topics\n- [ ] a\n## **Action Items**\n- [ ] b\n### Acme\n- [ ] c\n## Recap\n- [ ] d";
    const plan = carry([byHand(12, "2026-11-17", body)], { rules: { ...RULES, sections: ["action items"] } });
    expect(texts(plan.items)).toEqual(["b", "c"]);
  });

  it("carries nothing when carrying is switched off", () => {
    expect(carry([byHand(12, "2026-11-17", "- [ ] a")], { rules: { ...RULES, enabled: false } }).items).toEqual([]);
  });

  it("keeps the notes of an item and leaves out its children", () => {
    const body =
      "- [ ] Upload the diagram\n\n  See the wiki.\n\n  ```sh\n  ls\n  ```\n  - plain\n  - [ ] child\n- [ ] b";
    const [first] = carry([byHand(12, "2026-11-17", body)]).items;
    expect(first?.notes).toContain("See the wiki.\n\n```sh\nls\n```");
    expect(first?.notes).toContain("- plain");
    expect(first?.notes).not.toContain("child");
  });

  it("does not double what the template brings", () => {
    const plan = carry([byHand(12, "2026-11-17", "- [ ] Confirm the next call\n- [ ] a")], {
      templateItems: ["confirm the **next** call"],
    });
    expect(texts(plan.items)).toEqual(["a"]);
    expect(plan.leftBehind.map((one) => one.reason.rule)).toEqual(["template-brings-it"]);
    expect(plan.ids).toHaveLength(2);
  });

  it("carries nothing confidential into an agenda that is not, and says so", () => {
    const secret = { ...byHand(12, "2026-11-17", "- [ ] a"), confidential: true };
    const plan = carry([secret]);
    expect(plan.items).toEqual([]);
    expect(plan.leftBehind).toMatchObject([{ iid: 12, reason: { rule: "confidential-source" } }]);
    expect(texts(carry([secret], { confidential: true }).items)).toEqual(["a"]);
  });

  it("carries the same text of two agendas once, and both lines of one agenda", () => {
    const plan = carry([
      byHand(12, "2026-11-03", "- [ ] a\n- [ ] a"),
      byHand(13, "2026-11-17", "- [ ] **a**\n- [ ] b"),
    ]);
    expect(texts(plan.items)).toEqual(["a", "a", "b"]);
    expect(plan.leftBehind).toMatchObject([{ iid: 13, reason: { rule: "same-item", data: { with: 12 } } }]);
  });
});

describe("from where", () => {
  it("takes what is open from every earlier agenda", () => {
    const agendas = [
      byHand(3, "2026-09-01", "- [ ] old"),
      byHand(7, "2026-10-01", "nothing"),
      byHand(12, "2026-11-17", "- [ ] new"),
    ];
    expect(texts(carry(agendas).items)).toEqual(["old", "new"]);
  });

  it("takes an item from its newest copy, with what people changed there", () => {
    const origin = byHand(12, "2026-11-03", "- [ ] Upload the diagram");
    const copy = nextAgenda(13, "2026-11-17", carry([origin]));
    const edited = {
      ...copy,
      description: copy.description.replace("Upload the diagram", "Upload the new diagram, due 2026-12-01"),
    };
    const [item] = carry([origin, edited]).items;
    expect(item).toMatchObject({
      text: "Upload the new diagram, due 2026-12-01",
      origin: 12,
      from: 13,
      carries: 2,
      due: "2026-12-01",
    });
  });

  it.each([
    ["the copy", 1],
    ["the origin", 0],
  ])("carries an item no more once %s is ticked", (_name, which) => {
    const origin = byHand(12, "2026-11-03", "- [ ] Upload the diagram\n- [ ] other");
    const copy = nextAgenda(13, "2026-11-17", carry([origin]));
    const agendas = [origin, copy].map((agenda, index) =>
      index === which ? { ...agenda, description: agenda.description.replace("[ ] Upload", "[x] Upload") } : agenda,
    );
    const plan = carry(agendas);
    expect(texts(plan.items)).toEqual(["other"]);
    expect(plan.leftBehind).toMatchObject([{ reason: { rule: "ticked" } }]);
  });

  it("the second of two equal lines stays open when the first was done before it was carried", () => {
    const origin = byHand(12, "2026-11-03", "### A\n- [x] check\n### B\n- [ ] check");
    const copy = nextAgenda(13, "2026-11-17", carry([origin]));
    expect(texts(carry([origin, copy]).items)).toEqual(["check"]);
  });

  it("recognises an item that was reworded where it was raised", () => {
    const origin = byHand(12, "2026-11-03", "- [ ] Upload the architecture diagram");
    const copy = nextAgenda(13, "2026-11-17", carry([origin]));
    const reworded = { ...origin, description: "- [ ] Upload the architecture diagram (draft)" };
    expect(texts(carry([reworded, copy]).items)).toEqual(["Upload the architecture diagram"]);
  });

  it.each([
    [
      "a line was typed right below it",
      "- [ ] Upload the architecture drawing\nQuestion: what about the colours of the arrows?",
    ],
    [
      "the list was glued to a line of the template",
      "- [ ] Send the architecture diagram\n**Next call:** Thu 15 Oct 2026, 10:00 Europe/Berlin",
    ],
    [
      "it was made longer and changed",
      "- [ ] @bob Upload the architecture sketch, and tell Ann and Carol about it by Friday",
    ],
    ["it was made shorter and changed", "- [ ] Upload the architecture"],
  ])("recognises an item that was reworded where it was raised, and %s", (_, description) => {
    const origin = byHand(12, "2026-11-03", "- [ ] Upload the architecture diagram");
    const copy = nextAgenda(13, "2026-11-17", carry([origin]));
    expect(carry([{ ...origin, description }, copy]).items).toHaveLength(1);
  });

  it("recognises an item that was reworded where it was raised, and other lines stand right below than when it was carried", () => {
    const origin = byHand(
      12,
      "2026-11-03",
      "- [ ] Upload the architecture diagram\n**Next call:** Thu 15 Oct, 10:00 Europe/Berlin",
    );
    const copy = nextAgenda(13, "2026-11-17", carry([origin]));
    const description =
      "- [ ] @bob Upload the architecture drawing\n  by post\nQuestion: what about the colours of the arrows?";
    expect(carry([{ ...origin, description }, copy]).items).toHaveLength(1);
  });

  it("takes no parent for its child that goes with the parent's words before its own", () => {
    const write = (parent: string, child: string): string => `- [${parent}] Move the old pipelines\n  - [ ] ${child}`;
    const origin = byHand(12, "2026-11-03", write("x", "list those of the platform team"));
    const copy = nextAgenda(13, "2026-11-17", carry([origin]));
    const later = { ...origin, description: write(" ", "list all those of the platform team") };
    const { items } = carry([later, copy]);
    const child = "Move the old pipelines › list those of the platform team";
    expect(items.map(({ text, id }) => [text, carry([origin]).ids.includes(id)])).toEqual([
      ["Move the old pipelines", false],
      [child, true],
    ]);
  });

  it("takes a few words that another item has as well for another one", () => {
    const origin = byHand(12, "2026-11-03", "- [ ] Send the report");
    const copy = nextAgenda(13, "2026-11-17", carry([origin]));
    const other = { ...origin, description: "- [ ] Ask Carol whom we send the report to once she is back" };
    expect(carry([other, copy]).items).toHaveLength(2);
  });

  it("takes an item that can't be recognised for a new one: rather twice than lost", () => {
    const origin = byHand(12, "2026-11-03", "- [ ] Upload the architecture diagram");
    const copy = nextAgenda(13, "2026-11-17", carry([origin]));
    const other = { ...origin, description: "- [ ] Book a room" };
    const { items } = carry([other, copy]);
    expect(texts(items)).toEqual(["Book a room", "Upload the architecture diagram"]);
    expect(items.map((item) => item.reason.rule)).toEqual(["doubtful", "open"]);
  });

  it("takes a line that is like a marked one beside it for another item", () => {
    const agenda = byBot(13, "2026-11-17", ["13-abc"], "- [ ] visible two\n- [ ] visible three <!--c:13-abc-->");
    expect(texts(carry([agenda]).items)).toEqual(["visible two", "visible three"]);
  });

  it("takes two items with a common beginning for two", () => {
    const origin = byHand(12, "2026-11-03", "- [ ] Upload the architecture diagram");
    const copy = nextAgenda(13, "2026-11-17", carry([origin]));
    const other = { ...origin, description: "- [ ] Upload the signed contract" };
    expect(texts(carry([other, copy]).items)).toHaveLength(2);
  });

  it("does not believe a ledger in what people wrote by hand", () => {
    const origin = byHand(12, "2026-11-03", "- [ ] a");
    const [id] = carry([origin]).ids;
    const imitated = { ...byBot(13, "2026-11-17", [id ?? ""], "nothing"), byBot: false };
    expect(texts(carry([origin, imitated]).items)).toEqual(["a"]);
  });

  it("lets people take an item off the newest agenda, and says so", () => {
    const origin = byHand(12, "2026-11-03", "- [ ] a\n- [ ] b");
    const copy = nextAgenda(13, "2026-11-17", carry([origin]));
    const removed = { ...copy, description: copy.description.replace(/- \[ \] a.*\n/, "") };
    const plan = carry([origin, removed]);
    expect(texts(plan.items)).toEqual(["b"]);
    expect(plan.leftBehind).toMatchObject([{ iid: 12, text: "a", reason: { rule: "removed", data: { from: 13 } } }]);
  });

  it("carries everything again when an agenda was emptied with its marker", () => {
    const origin = byHand(12, "2026-11-03", "- [ ] a");
    const copy = nextAgenda(13, "2026-11-17", carry([origin]));
    expect(texts(carry([origin, { ...copy, description: "" }]).items)).toEqual(["a"]);
  });

  it("does not believe markers in what people wrote by hand", () => {
    const copied = nextAgenda(13, "2026-11-17", carry([byHand(12, "2026-11-03", "- [ ] a")]));
    const plan = carry([{ ...copied, byBot: false }]);
    expect(plan.items).toMatchObject([{ text: "a", origin: 13, carries: 1 }]);
  });

  it("recognises a carried item whose hidden marker a person deleted", () => {
    const origin = byHand(12, "2026-11-03", "- [ ] Upload the diagram\n- [ ] Book a room");
    const copy = nextAgenda(13, "2026-11-17", carry([origin]));
    const unmarked = { ...copy, description: copy.description.replace(/(Book a room.*) <!--c:.*-->/, "$1") };
    const plan = carry([origin, unmarked]);
    expect(plan.items).toMatchObject([
      { text: "Upload the diagram", origin: 12, carries: 2 },
      { text: "Book a room", origin: 12, carries: 2 },
    ]);
    expect(plan.leftBehind).toEqual([]);
    const ticked = { ...origin, description: origin.description.replace("[ ] Book", "[x] Book") };
    expect(texts(carry([ticked, unmarked]).items)).toEqual(["Upload the diagram"]);
  });

  it("takes a copied marked line for a new item", () => {
    const copy = byBot(
      13,
      "2026-11-17",
      ["12-k3f"],
      "- [ ] a (from #12) <!--c:12-k3f-->\n- [ ] a and more (from #12) <!--c:12-k3f-->\n",
    );
    expect(carry([copy]).items).toMatchObject([
      { text: "a", origin: 12, id: "12-k3f" },
      { text: "a and more", origin: 13 },
    ]);
  });
});

describe("how it looks", () => {
  it("says where an item comes from and how often it was carried", () => {
    let agendas = [byHand(12, "2026-10-06", "- [ ] a")];
    const lines: string[] = [];
    for (const [iid, date] of [
      [13, "2026-10-20"],
      [14, "2026-11-03"],
      [15, "2026-11-17"],
      [16, "2026-12-01"],
    ] as const) {
      const plan = carry(agendas, { today: date });
      lines.push(carriedMarkdown(plan));
      agendas = [...agendas, nextAgenda(iid, date, plan)];
    }
    const marker = /<!--c:12-[0-9b-z]{3}-->/.exec(lines[0] ?? "")?.[0] ?? "";
    expect(lines).toEqual([
      `- [ ] a <sub>#12</sub> ${marker}`,
      `- [ ] a <sub>#12 · 2nd time</sub> ${marker}`,
      `- [ ] a <sub>#12 · 3rd time</sub> ${marker}`,
      `- [ ] a <sub>#12 · 4th time</sub> ${marker}`,
    ]);
  });

  it("says since when an item is overdue, with the year where that was another one, and never for how long", () => {
    const agenda = byHand(
      12,
      "2026-12-01",
      "- [ ] a, due 2026-12-03\n  - [ ] b\n  - [ ] c, due 2027-01-04\n- [ ] d, due 2027-01-06",
    );
    const shown = carriedMarkdown(carry([agenda], { today: "2027-01-05" })).replace(/ <!--.*?-->/g, "");
    expect(shown.split("\n")).toEqual([
      "- [ ] a, due 2026-12-03 <sub>#12 · overdue since Thu 3 Dec 2026</sub>",
      "  - [ ] c, due 2027-01-04 <sub>#12 · overdue since Mon 4 Jan</sub>",
      "  - [ ] b",
      "- [ ] d, due 2027-01-06 <sub>#12</sub>",
    ]);
  });

  it("keeps children and notes under their item, also when carried again", () => {
    const origin = byHand(12, "2026-11-03", "- [ ] a\n\n  note\n  - [ ] b\n    - [ ] c\n- [ ] d");
    const first = carry([origin]);
    const shown = carriedMarkdown(first).replace(/ <!--.*?-->/g, "");
    expect(shown).toBe("- [ ] a <sub>#12</sub>\n\n  note\n\n  - [ ] b\n    - [ ] c\n- [ ] d <sub>#12</sub>");
    const again = carry([origin, nextAgenda(13, "2026-11-17", first)]);
    expect(texts(again.items)).toEqual(["a", "> b", "> > c", "d"]);
    expect(again.items[0]?.notes).toBe("note");
  });

  it("puts overdue first, then due, then the oldest", () => {
    const older = byHand(3, "2026-11-03", "- [ ] old\n- [ ] late due 2026-11-20\n- [ ] later due 2026-11-10");
    const newer = byHand(12, "2026-11-17", "- [ ] new\n- [ ] soon due 2026-12-02\n- [ ] sooner, due: 2026-12-01");
    expect(texts(carry([older, newer]).items)).toEqual([
      "later due 2026-11-10",
      "late due 2026-11-20",
      "sooner, due: 2026-12-01",
      "soon due 2026-12-02",
      "old",
      "new",
    ]);
  });

  it("takes what is due today for due, not overdue", () => {
    const [item] = carry([byHand(12, "2026-11-17", "- [ ] a due 2026-11-24")]).items;
    expect(item).toMatchObject({ due: "2026-11-24", overdue: false });
  });

  it("takes no pointer that a person typed for the bot's, in the copy neither", () => {
    const origin = byHand(12, "2026-11-03", "- [ ] ask about it (issue #2)");
    const plan = carry([origin]);
    expect(plan.items[0]).toMatchObject({ text: "ask about it \\(issue #2)", issue: null });
    expect(carry([origin, nextAgenda(13, "2026-11-17", plan)]).items[0]).toMatchObject({
      text: "ask about it \\(issue #2)",
      issue: null,
    });
  });

  it("makes text and notes inert", () => {
    const [item] = carry([byHand(12, "2026-11-17", "- [ ] tell @all\n\n  and @bob\n\n  /close")]).items;
    expect(item).toMatchObject({ text: "tell \\@all", notes: "and \\@bob\n\n\\/close" });
  });

  it("groups by the headings people wrote, else by side", () => {
    const body =
      "## Topics\n### Security\n- [ ] @bob SSO\n## Action items\n- [ ] @jane guide\n- [ ] @bob diagram\n- [ ] someone";
    expect(carriedMarkdown(carry([byHand(12, "2026-11-17", body)])).replace(/ <sub>.*$/gm, "")).toBe(
      "### Security\n\n- [ ] \\@bob SSO\n\n### GitLab\n\n- [ ] \\@jane guide\n\n### Acme\n\n- [ ] \\@bob diagram\n\n### No owner yet\n\n- [ ] someone",
    );
  });

  it.each<[string, string, readonly (string | null)[]]>([
    ["of level 3", "### Customer\n- [ ] logs\n### GitLab\n- [ ] logs", ["Customer", "GitLab"]],
    ["below a title", "# Call\n## Customer\n- [ ] logs\n## Partner\n- [ ] logs", ["Customer", "Partner"]],
    ["underlined", "Customer\n---\n- [ ] logs\n\nPartner\n---\n- [ ] logs", ["Customer", "Partner"]],
    ["of level 1", "# Customer\n- [ ] logs\n# Partner\n- [ ] logs", ["Customer", "Partner"]],
    [
      "that say more than the part",
      "## Our action items\n- [ ] a\n## Your tasks\n- [ ] b",
      ["Our action items", "Your tasks"],
    ],
    ["with headings of their own", "## East\n### Now\n- [ ] a\n## West\n- [ ] a", ["East / Now", "West"]],
    [
      "of parts of the minutes",
      "## Topics\n- [ ] a\n## Nächste Schritte\n- [ ] b\n## 3. Recap & next steps:\n- [ ] c",
      [null, null, null],
    ],
    ["one among parts", "## Topics\n- [ ] a\n## Roadmap\n- [ ] b", [null, null]],
    ["of level 3 among parts", "### Customer\n- [ ] a\n### Action items\n- [ ] b", ["Customer", null]],
    ["of bold lines", "**Customer**\n\n- [ ] logs\n\n**GitLab**\n\n- [ ] logs", ["Customer", "GitLab"]],
    [
      "of bold lines in a part",
      "## Action items\n\n__Acme:__\n\n- [ ] logs\n\n*hint*\n\n- [ ] b\n\n<b>Partner</b>:\n\n- [ ] logs\n\n## Next\n\n- [ ] c",
      ["Acme", "Acme", "Partner", null],
    ],
    ["of bold lines below headings", "### East\n**Now**\n- [ ] a\n### West\n- [ ] a", ["East / Now", "West"]],
    ["of the last line of a paragraph", "## Tasks\nWe met.\n**Customer**\n- [ ] a\n\n---\n- [ ] b", ["Customer", null]],
    [
      "of bold lines that name a part, ask for something or are a sentence",
      "## Topics\n**Action items**\n\n- [ ] a\n\n**Attendees**\n\n- [ ] send b\n\n**Please add yours**\n\n- [ ] c\n\n**All is well.**\n\n- [ ] d",
      [null, null, null, null],
    ],
    ["of one bold line for all", "**Our list**\n\n- [ ] a\n- [ ] b", [null, null]],
    ["and bullets", "## Plan\n* Week 1\n  * [ ] slides\n* Week 2\n  * [ ] slides", ["Week 1", "Week 2"]],
  ])("keeps items apart by headings at the top: %s", (_name, body, groups) => {
    expect(carry([byHand(12, "2026-11-17", body)]).items.map((item) => item.group)).toEqual(groups);
  });

  it("keeps the headings of agendas when the newest copy stands in a follow-up, which shows sides", () => {
    const origin = byHand(12, "2026-11-17", "### East\n- [ ] logs\n### West\n- [ ] logs");
    const ids = carry([origin]).ids;
    const rows = ids.map((id) => `- [ ] logs <!--c:${id}-->`).join("\n");
    const followUp = { ...byBot(13, "2026-11-17", ids, rows), kind: "follow-up" as const };
    expect(carry([origin, followUp]).items.map((item) => item.group)).toEqual(["East", "West"]);
  });

  it("takes the same words under other headings of a later agenda for another item", () => {
    const east = byHand(12, "2026-11-03", "### East\n- [ ] logs");
    expect(carry([east, byHand(13, "2026-11-17", "### West\n- [ ] logs")]).items).toHaveLength(2);
    expect(carry([east, byHand(13, "2026-11-17", "### East\n- [ ] logs")]).items).toHaveLength(1);
    expect(carry([east, byHand(13, "2026-11-17", "- [ ] logs")]).items).toHaveLength(1);
  });

  it("shows no heading of a confidential agenda in one that is not", () => {
    const open = byHand(12, "2026-11-03", "- [ ] logs");
    const copy = nextAgenda(13, "2026-11-17", carry([open]));
    const secret = {
      ...copy,
      confidential: true,
      description: copy.description.replace("- [ ]", "### Secret\n\n- [ ]"),
    };
    expect(carry([open, secret]).items.map((item) => item.group)).toEqual([null]);
  });

  it("keeps nested items apart by the bullets above them", () => {
    const body =
      "- [ ] Workshop\n  - Week 1\n    - [ ] slides\n  - Week 2\n    - [ ] slides\n- [x] Old\n  - A\n    - [ ] test";
    const expected = ["Workshop", "> Week 1 › slides", "> Week 2 › slides", "Old › A › test"];
    const first = carry([byHand(12, "2026-11-03", body)]);
    expect(texts(first.items)).toEqual(expected);
    expect(texts(carry([nextAgenda(13, "2026-11-17", first)]).items)).toEqual(expected);
  });

  it("moves an item to the other side when it changed hands", () => {
    const origin = byHand(12, "2026-11-03", "- [ ] @jane guide\n- [ ] @bob diagram");
    const copy = nextAgenda(13, "2026-11-17", carry([origin]));
    const handed = { ...copy, description: copy.description.replace("@jane guide", "@bob guide") };
    expect(carry([origin, handed]).items.map((item) => item.group)).toEqual(["Acme", "Acme"]);
  });

  it("shows no headings when nothing is grouped", () => {
    expect(carriedMarkdown(carry([byHand(12, "2026-11-17", "## Action items\n- [ ] a")]))).toMatch(
      /^- \[ \] a <sub>#12<\/sub>/,
    );
  });

  it.each([
    ["carried too often", { flagAfter: 0, flagAfterDays: 99 }, true],
    ["too old", { flagAfter: 9, flagAfterDays: 6 }, true],
    ["just at the limits", { flagAfter: 1, flagAfterDays: 7 }, false],
  ])("asks for a decision about an item: %s", (_name, limits, expected) => {
    const [item] = carry([byHand(12, "2026-11-17", "- [ ] a")], { rules: { ...RULES, ...limits } }).items;
    expect(item?.needsDecision).toBe(expected);
  });

  it.each([
    [2, false],
    [3, true],
  ])(
    "asks for a decision about an item that was in three follow-ups, not in two (handbook E50): %i",
    (count, expected) => {
      let plan = carry([byHand(10, "2026-11-03", "- [ ] a")]);
      const known = [byHand(10, "2026-11-03", "- [ ] a")];
      for (let call = 0; call < count; call += 1) {
        const date = `2026-11-${String(3 + 7 * call).padStart(2, "0")}`;
        const [id = ""] = plan.ids;
        known.push({ ...byBot(20 + call, date, [id], `- [ ] a <!--c:${id}-->`), kind: "follow-up" });
        plan = carry(known, { rules: { ...RULES, flagAfterDays: 99 } });
      }
      expect(plan.items).toMatchObject([{ followUps: count, needsDecision: expected }]);
      expect(plan.items[0]?.carries).toBeLessThan(3);
    },
  );
});

describe("limits", () => {
  it("keeps what does not fit where it is, with a reason, and carries it when there is room", () => {
    const origin = byHand(12, "2026-11-17", "- [ ] a\n- [ ] b\n- [ ] c");
    const plan = carry([origin], { maxLength: 100 });
    expect(plan.items.length).toBeLessThan(3);
    expect(plan.leftBehind.map((one) => one.reason.rule)).toContain("no-room");
    const later = carry([origin, nextAgenda(13, "2026-12-01", plan)]);
    expect([...texts(later.items)].sort()).toEqual(["a", "b", "c"]);
  });

  it("handles an issue full of identical items", () => {
    const plan = carry([byHand(12, "2026-11-17", "- [ ] same\n".repeat(2_000))]);
    expect(new Set(plan.ids).size).toBe(2_000);
  });
});
