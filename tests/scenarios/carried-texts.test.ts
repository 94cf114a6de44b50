import { expect, it } from "vitest";
import { faultsOf, type PublicCase, playPublicCase } from "../support/witness/public-case.ts";

/** Meetings of our own: what of a text must live on in the next agenda and the follow-up. */
const cases: readonly Omit<PublicCase, "kind">[] = [
  {
    id: "sides",
    right: "equal words of two sides are told apart, in the follow-up too",
    minutes: "### Customer\n\n- [ ] send logs\n\n### GitLab\n\n- [ ] send logs\n- [ ] @jane other\n",
    expect: [
      {
        in: "next",
        has: ["### Customer\n\n- [ ] send logs", "### GitLab\n\n- [ ] send logs"],
        count: { "send logs": 2 },
      },
      { in: "followUp", has: ["**Customer**\n\n</td>", "**GitLab**\n\n</td>"], count: { "send logs": 2 } },
    ],
  },
  {
    id: "bullets",
    right: "equal words below two bullets are told apart, in the follow-up too",
    minutes: "## Plan\n\n1. Alpha\n   - [ ] review\n2. Beta\n   - [ ] review\n",
    expect: [
      { in: "next", has: ["### Alpha\n\n- [ ] review", "### Beta\n\n- [ ] review"] },
      { in: "followUp", has: ["**Alpha**\n\n</td>", "**Beta**\n\n</td>"] },
    ],
  },
  {
    id: "nested-bullets",
    right: "nested items keep the text of the bullets above them",
    minutes: "## Plan\n\n- [ ] Workshop\n  - Week 1\n    - [ ] slides\n  - Week 2\n    - [ ] slides\n",
    expect: [
      { in: "next", has: ["  - [ ] Week 1 › slides", "  - [ ] Week 2 › slides"] },
      { in: "followUp", has: ["  - [ ] Week 1 › slides", "  - [ ] Week 2 › slides"] },
    ],
  },
  {
    id: "quotes",
    right: "a copy that is ticked is ticked in the quote that it came from",
    minutes: "## Notes\n\n> Bob wrote:\n> > 1. [ ] send\n> >    the logs\n> > 2. [ ] other\n\n>>>\n* [ ] fenced\n>>>\n",
    tick: "send the logs",
    expect: [{ in: "agenda1", has: ["> > 1. [x] send\n> >    the logs\n> > 2. [ ] other", "* [ ] fenced"] }],
  },
  {
    id: "references",
    right: "links by reference and footnotes say where they lead wherever they are taken",
    minutes: [
      "## Recap\n\nSee [the wiki][w], and[^2].\n\n[w]: https://w.example",
      "### [Portal][w]\n\n- [ ] read [the guide][g] and [g]\n- [ ] call[^1] Ann\n",
      "  See [the notes][n].\n\n  [n]: https://n.example/notes\n\n  [^1]: she knows why\n",
      "- [x] ask [w]\n  - [ ] child of [g]",
      "[g]: https://g.example/guide\n[^2]: said Bob\n",
    ].join("\n\n"),
    expect: [
      {
        in: "next",
        has: [
          "### [Portal](https://w.example)",
          "read [the guide](https://g.example/guide) and [g](https://g.example/guide) <sub>#1</sub>",
          "call (she knows why) Ann",
          "See [the notes](https://n.example/notes).",
          "ask [w](https://w.example) › child of [g](https://g.example/guide)",
        ],
        hasNot: ["][", "[^", "]: ", "]\\: "],
      },
      {
        in: "followUp",
        has: ["See the wiki: https://w.example", "(said Bob)", "[the guide](https://g.example/guide)"],
        hasNot: ["][", "[^", "]: ", "]\\: "],
      },
    ],
  },
];

for (const one of cases)
  it(`${one.id}: ${one.right}`, async () => {
    const outcome = await playPublicCase({ kind: "carried-text", ...one });
    const texts = one.expect.map((it) => `${it.in}:\n${outcome[it.in]}`);
    expect(faultsOf({ kind: "carried-text", ...one }, outcome), texts.join("\n\n")).toEqual([]);
  });
