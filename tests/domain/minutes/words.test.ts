import { describe, expect, it } from "vitest";
import { findGaps } from "../../../src/domain/follow-up/agenda-gaps.ts";
import { templateLines } from "../../../src/domain/minutes/template-lines.ts";
import { variable } from "../follow-up/follow-ups.ts";

function under(heading: string): readonly string[] {
  const shown = ["recap", "decisions", "questions"].filter(
    (name) => variable(name, `## ${heading}\n\n- the thing\n`) !== "",
  );
  return shown;
}

describe("what a heading makes of the text below it", () => {
  it.each([
    ..."Decision|Decisions|Key decisions|Decisions made|Decisions taken|Decisions & outcomes|✅ Decisions|1. Decisions".split(
      "|",
    ),
    ..."Decisions (24 Nov)|Decisions – 2026-11-24|Decision log|Decision record|Decisions since the last call".split(
      "|",
    ),
    ..."Today's decisions|Decisions on the upgrade|Summary of decisions|What we decided|Agreements|Resolutions".split(
      "|",
    ),
    ..."Entscheidung|Entscheidungen|Beschluss|Beschlüsse|Décision|Décisions|Decisión|Acuerdos|Decisão|Besluit".split(
      "|",
    ),
    ..."決定|決定事項|今回の決定事項".split("|"),
  ])("decisions: %s", (heading) => {
    expect(under(heading)).toEqual(["decisions"]);
  });

  it.each([
    ..."Decisions needed|Decision backlog|Decision needed from Acme|Needs a decision|For decision|To decide|To be decided".split(
      "|",
    ),
    ..."Open decisions|Pending decisions|Decisions (open)|Upcoming decisions|Decisions for next time".split("|"),
    ..."Proposed decisions|Decisions to confirm|Decision?|Waiting for decision".split("|"),
    ..."Offene Entscheidungen|Entscheidungen (offen)|Entscheidungsbedarf|Zu entscheiden|Ausstehende Beschlüsse".split(
      "|",
    ),
    ..."Décisions à prendre|Decisiones pendientes|Decisões pendentes|Te nemen besluiten|決定待ち|未決定事項".split("|"),
  ])("what is still to be decided: %s", (heading) => {
    expect(under(heading)).toEqual(["questions"]);
  });

  it.each([
    ..."Recap|Summary|Executive summary|Recap and next steps|Recap since last call|Recap 25 Nov|Recap 24.11.2026".split(
      "|",
    ),
    ..."Recap v17.10.3|Zusammenfassung|Résumé|Compte rendu|Resumen|Resumo|Samenvatting".split("|"),
  ])("the recap: %s", (heading) => {
    expect(under(heading)).toEqual(["recap"]);
  });

  it.each([
    ..."After the decision|Before the decision|Once decided|Post-decision steps|Impact of the decision".split("|"),
    ..."Decision makers|Decision making|Decision criteria|Decision date|Decision by Friday".split("|"),
    ..."Nach der Entscheidung|Après la décision|Después de la decisión|Na het besluit|決定後".split("|"),
    ..."Decisions from last time|Decision log from last time|Last week's decisions|Old decisions|Decisions so far".split(
      "|",
    ),
    ..."Review of decisions|Status of decisions|Follow-up on decisions|Decisions carried over|Decided last time".split(
      "|",
    ),
    ..."Decisions of 2026-11-10|Decisions taken on 10 Nov|Beschlüsse vom letzten Mal|前回の決定事項".split("|"),
    ..."Recap of the last call|Recap: last week|Recap (17 Nov)|Recap 10.11.|Summary of previous meeting".split("|"),
    ..."Summary of the 10 Nov call|Zusammenfassung des letzten Termins|Résumé de l'appel précédent".split("|"),
    ..."Resumen de la reunión anterior|Resumo da última reunião|Samenvatting vorige vergadering|前回のまとめ".split(
      "|",
    ),
  ])("nothing of this call: %s", (heading) => {
    expect(under(heading)).toEqual([]);
  });
});

describe("lines that tell a decision", () => {
  it.each([
    ..."Decision: use it|Decision : use it|Decision\u202F: use it|Decision：use it|Decision - use it|Decision – use it".split(
      "|",
    ),
    ..."**Decision** use it|**Decision**: use it|**Decision:** use it|*Decision:* use it|**Decision : use it**".split(
      "|",
    ),
    ..."✅ Decision: use it|→ Decision: use it|:white_check_mark: Decision: use it|10:15 Decision: use it".split("|"),
    ..."[Decision] use it|(Decision) use it|Decision 2: use it|Decision #2 (Jane): use it|`Decision:` use it".split(
      "|",
    ),
    ..."Decision/Resolution: use it|Decision made: use it|Decision made by Ann: use it|Resolution: use it|Agreed: use it|We decided: use it".split(
      "|",
    ),
    ..."DECISION use it|DECISION - use it|<b>Decision:</b> use it|- Decision: use it|1. **Decision:** use it".split(
      "|",
    ),
    ..."Entscheidung: use it|Beschluss: use it|Beschluß: use it|Festgelegt: use it|Entscheidung - use it".split("|"),
    ..."Décision : use it|Décision\u202F: use it|Décision\u00A0: use it|Résolution : use it|Decisión: use it".split(
      "|",
    ),
    ..."Acordado: use it|Decisão: use it|Besluit: use it|決定：use it|決定: use it|【決定】use it|［決定］use it".split(
      "|",
    ),
    "Decision:\n\nuse it",
    "Decision:\n- use it",
    "Decisions\n- use it",
    "**Decisions**\n\nuse it",
    "- Decisions\n  - use it",
    "- **Decisions:**\n  - use it",
    "- Upgrade\n  - Decisions\n    - use it",
  ])("%s", (line) => {
    expect(variable("decisions", `## Notes\n\n${line}\n`)).toBe("- use it");
  });

  it.each([
    "> Decision: use it",
    "> **Decision:** use it",
    "> Decisions:\n> - use it",
    "> ## Decisions\n>\n> use it",
    "> [!note] Decision\n> use it",
    "> [!important]\n> Decision: use it",
    ">>>\nDecision: use it\n>>>",
    "> > Decision: use it",
    "Decisions\n\nuse it",
    "Decisions\nuse it",
    "Resolved: use it",
    "RESOLVED: use it",
    "Agreed: use it",
    "AGREED - use it",
  ])("in a quote or below a bare line: %j", (line) => {
    expect(variable("decisions", `## Notes\n\n${line}\n`)).toBe("- use it");
  });

  it.each([
    ..."We decided to use it|We have agreed that we use it.|Decided to use it|It was decided to use it|Both sides agreed on it".split(
      "|",
    ),
    ..."We decided not to use it|So we agreed to use it|Wir haben beschlossen, es zu nutzen|Es wurde vereinbart, dass wir es nutzen".split(
      "|",
    ),
    ..."Nous avons décidé de l'utiliser|Il a été décidé que oui|Hemos acordado usarlo|Ficou decidido que sim|We hebben besloten dat".split(
      "|",
    ),
  ])("as a sentence: %s", (sentence) => {
    for (const text of [sentence, `- ${sentence}`, `It was long. ${sentence}`, `> ${sentence}`])
      expect(variable("decisions", `## Notes\n\n${text}\n`)).toBe(`- ${sentence}`);
    // Where it is told anyway it stands once.
    expect(variable("recap", `## Recap\n\n${sentence}\n`)).toBe(sentence);
    expect(variable("decisions", `## Recap\n\n${sentence}\n`)).toBe("");
  });

  it.each([
    ..."We agreed last time to use it|We have not yet decided to use it|We decided nothing|Who decided to use it".split(
      "|",
    ),
    ..."Wir haben noch nicht entschieden|The decided way|They decided to use it|We decided to use it?".split("|"),
  ])("none in the sentence: %s", (sentence) => {
    expect(variable("decisions", `## Notes\n\n${sentence}\n`)).toBe("");
  });

  it.each([
    ["a row of a table with the column", "| # | Decision | By |\n|---|---|---|\n| 1 | use it | Ann |"],
    ["a cell", "| Topic | Notes |\n|---|---|\n| Upgrade | Decision: use it |"],
    ["a head", "| Decision: use it | Owner |\n|---|---|\n| a | Ann |"],
    ["the column of decisions", "| Decisions | Owner |\n|---|---|\n| use it | Ann |"],
    ["a row that names its kind", "| Type | Text |\n|---|---|\n| Decision | use it |"],
  ])("in %s", (_name, table) => {
    expect(variable("decisions", `## Notes\n\n${table}\n`)).toBe("- use it");
    expect(variable("decisions", `## Decisions\n\n${table}\n`)).toMatch(/^- /);
  });

  it.each([
    ..."Resolution: 1920x1080|Resolution: 4K|Resolution: fixed in 17.3|Screen resolution: high".split("|"),
    ..."Decision backlog: x|Decision needed: x|Decision pending: x|Decision?: x|Proposed decision: x|DECISION NEEDED: x".split(
      "|",
    ),
    ..."Decision: pending|Decision: to be made next week|Decision: postponed to the next call|Decision: open".split(
      "|",
    ),
    ..."Decision: TBD|Decision: [Decision 1]|Decision: none|Decision: ~~use it~~|[Decision](https://a.example) x".split(
      "|",
    ),
    ..."Previous decision: x|Decision from last time: x|Decision: use it (from last call)|Decision: do we?".split("|"),
    ..."Decision maker: Ann|Decision date: 2026-12-01|Decision by: Ann|Resolved: #12|Resolved: ticket of the runners|RESOLVED".split(
      "|",
    ),
    "- Recap of the last call\n  - Decision: use it",
    "**Decisions from last time**\n\n- use it",
    "**Decisions needed**\n\n- use it",
  ])("none in: %s", (line) => {
    expect(variable("decisions", `## Notes\n\n${line}\n`)).toBe("");
  });

  it.each([
    ..."open the firewall|needed patches go in first|kubectl stays manual|npm ci in all jobs|iOS first".split("|"),
  ])("are as they are written: %s", (text) => {
    expect(variable("decisions", `Decision: ${text}\n`)).toBe(`- ${text}`);
    expect(variable("decisions", `## Decision: ${text}\n`)).toBe(`- ${text}`);
  });

  it("a heading that is one has what stands below it as its reasons", () => {
    expect(variable("decisions", "### Decision: use SSO\n\nIt is there already.\n")).toBe(
      "- use SSO\n\n  It is there already.",
    );
  });
});

describe("bold lines in place of headings", () => {
  const TEXT =
    "**Recap of the last call**\n\nstay on 17\n\n**Recap**\n\ngo to 19\n\nsoon\n\n**Decisions**\n\n- use it\n";

  it("divide a text that has none", () => {
    expect(variable("recap", TEXT)).toBe("go to 19\n\nsoon");
    expect(variable("decisions", TEXT)).toBe("- use it");
  });

  it("take a list out of a recap", () => {
    const recap =
      "## Recap\n\n**Decisions from last time:**\n- stay on 17\n\ngo to 19\n\n**Next steps**\n\n- Bob tests";
    expect(variable("recap", recap)).toBe("go to 19");
    expect(variable("action_items", recap, { items: [] })).toBe("As noted in #12:\n\n- Bob tests");
  });
});

describe("action items without a box", () => {
  const named = (description: string): readonly string[] =>
    findGaps({ agenda: { description }, items: [] }).find(({ kind }) => kind === "no-box")?.items ?? [];

  it.each([
    ..."- Bob sends it|* Bob sends it|1. Bob sends it|1) Bob sends it|Bob sends it|• Bob sends it|+ Bob sends it".split(
      "|",
    ),
    ..."> Bob sends it|<ul><li>Bob sends it</li></ul>|- ( ) Bob sends it|-[ ] Bob sends it|-[] Bob sends it".split("|"),
  ])("below their heading: %s", (line) => {
    expect(named(`## Action items\n\n${line}\n`)).toEqual(["Bob sends it"]);
  });

  it.each([
    ..."ACTION: Bob sends it|Action: Bob sends it|Action 2 (Bob): Bob sends it|Action for Bob: Bob sends it".split("|"),
    ..."ACTION Bob sends it|TODO: Bob sends it|TODO Bob sends it|AI-3: Bob sends it|**Action:** Bob sends it".split(
      "|",
    ),
    ..."☐ Bob sends it|- ☐ Bob sends it|□ Bob sends it|- [] Bob sends it|[ ] Bob sends it|- [ ]Bob sends it".split("|"),
    ..."［ ］ Bob sends it|- ［ ］Bob sends it|\\[ ] Bob sends it|Aufgabe: Bob sends it|Acción: Bob sends it".split(
      "|",
    ),
    "- Upgrade\n  - ACTION: Bob sends it",
    "| Topic | Notes |\n|---|---|\n| Upgrade | ACTION: Bob sends it |",
  ])("anywhere: %s", (line) => {
    expect(named(`## Notes\n\n${line}\n`)).toEqual(["Bob sends it"]);
    expect(variable("action_items", `## Discussion and action items\n\n${line}\n`, { items: [] })).toBe(
      "As noted in #12:\n\n- Bob sends it",
    );
  });

  it.each([
    ..."Next steps|Next step|Next actions|Nächste Schritte|Weitere Schritte|Weiteres Vorgehen|Prochaines étapes|Suites à donner".split(
      "|",
    ),
    ..."Próximos pasos|Siguientes pasos|Passos seguintes|Volgende stappen|Vervolgstappen|Prossimi passi|Nästa steg|Следующие шаги".split(
      "|",
    ),
    ..."次のステップ|下一步|다음 단계|Homework|Commitments|Deliverables|Who does what|Actions to take|Tasks & owners".split(
      "|",
    ),
  ])("below any of its names: %s", (name) => {
    for (const head of [`## ${name}`, `**${name}**`, `${name}:`])
      expect(named(`${head}\n\n- Bob sends it\n`), head).toEqual(["Bob sends it"]);
  });

  it.each(["Action items", "Action items:", "**Action items**", "Next steps", "> Action items"])(
    "with who does it in front, one below the other: %s",
    (label) => {
      const gap = label.startsWith(">") ? "\n>\n> " : "\n\n";
      const lines = ["**Bob** sends it", "**Ann** – tests it", "**Eve**: waits"];
      expect(named(`${label}${gap}${lines.join(gap)}${gap}We speak again.\n`)).toEqual([
        "Bob sends it",
        "Ann – tests it",
        "Eve: waits",
      ]);
      const next = label.startsWith(">") ? "\n> " : "\n";
      expect(named(`${label}${next}${lines[0]}`)).toEqual(["Bob sends it"]);
    },
  );

  it("in a table by its columns", () => {
    const table = "| Action | Owner |\n|---|---|\n| Send it | Bob |\n| | |";
    expect(named(`## Notes\n\n${table}\n`)).toEqual(["Send it – Bob"]);
    expect(variable("recap", `## Recap\n\nGood.\n\n${table}\n`)).toBe("Good.");
  });

  it.each([
    ..."- None|None|No action items.|- [x] done|*Please add*|Please add items here|- TODO|Action items:|ACTION".split(
      "|",
    ),
    "| Action | Owner |\n|---|---|\n| | |",
  ])("none in: %s", (line) => {
    expect(named(`## Action items\n\n${line}\n`)).toEqual([]);
  });

  it("leave the recap", () => {
    expect(variable("recap", "## Recap\n\nGood.\n\n- ACTION: Bob sends it\n")).toBe("Good.");
  });
});

describe("what the template brought and nobody touched", () => {
  const TEMPLATE =
    "## Decisions\n\n- Which way for {{customer}}\n\n## Questions\n\n- What else for Acme?\n\n## Recap\n\nThe call in short.\n\n## Action items\n\n- One line for each action of this call, with its owner\n";
  const untouched = templateLines(TEMPLATE, { customer: "Acme" });
  const agenda = TEMPLATE.replace("{{customer}}", "Acme");

  it.each(["recap", "decisions", "questions", "action_items"])("tells nothing: %s", (name) => {
    expect(variable(name, agenda, { items: [], untouched })).toBe("");
    expect(variable(name, agenda, { items: [] })).not.toBe("");
  });

  it("is one when people wrote below it", () => {
    const touched = agenda.replace("for Acme\n", "for Acme\n  - in two steps\n");
    expect(variable("decisions", touched, { untouched })).toBe("- Which way for Acme\n  - in two steps");
  });
});

describe("links", () => {
  it.each([
    ["a label", "Slides: https://a.example/x", "Slides: https://a.example/x"],
    ["a few words", "Upgrade guide https://a.example/x", "Upgrade guide https://a.example/x"],
    ["words behind it", "https://a.example/x – the guide", "https://a.example/x – the guide"],
    ["a sentence", "We read https://a.example/x and wait for the next release.", ""],
    ["a sentence that ends with it", "We will have a look at https://a.example/x", ""],
    ["a sentence with a link", "We read [the guide](https://a.example/x) again.", "the guide: https://a.example/x"],
  ])("%s", (_name, line, expected) => {
    expect(variable("links", `## Topics\n\n- ${line}\n`)).toBe(expected === "" ? "" : `- ${expected}`);
  });
});
