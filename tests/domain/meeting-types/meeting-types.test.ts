import { describe, expect, it } from "vitest";
import { readShippedTemplate } from "../../../src/app/shipped-templates.ts";
import { handbookLayers } from "../../../src/config/resolve/meeting-types.ts";
import { leavesOf } from "../../../src/config/sources/leaves.ts";
import { SHIPPED_TEMPLATES } from "../../../src/config/templates.ts";
import { createGuard } from "../../../src/domain/guard/guard.ts";
import { SHIPPED_ADDRESSES, SHIPPED_WORDS } from "../../../src/domain/guard/shipped-words.ts";
import { MEETING_TYPES } from "../../../src/domain/meeting-types/meeting-types.ts";
import { renderSteps } from "../../../src/domain/meeting-types/steps.ts";
import { MEETING_TYPE_NAMES } from "../../../src/domain/meeting-types/types.ts";
import { TEXT_LANGUAGES } from "../../../src/domain/texts/language.ts";
import { textsIn } from "../../../src/domain/texts/texts.ts";

const marked = createGuard({ words: Object.values(SHIPPED_WORDS).flat(), addresses: SHIPPED_ADDRESSES });

describe.each(MEETING_TYPE_NAMES)("%s", (name) => {
  const { values, rows, steps } = MEETING_TYPES[name];

  it("names rows of values that it gives", () => {
    const keys = leavesOf(values).map(({ path }) => path.join("."));
    expect(Object.keys(rows).filter((key) => !keys.includes(key))).toEqual([]);
    expect(Object.values(rows).filter((row) => !/^[A-E]\d+$/.test(row))).toEqual([]);
  });

  it("names a template of the package", () => {
    expect([undefined, ...SHIPPED_TEMPLATES]).toContain(values.template);
  });

  it("has its agenda by the time its first step is due", () => {
    const lead = handbookLayers().types.get(name)?.lead_time;
    const days = lead === undefined ? 0 : lead.amount * (lead.unit === "weeks" ? 7 : 1);
    expect(steps.filter(({ weeksBefore }) => weeksBefore * 7 > days)).toEqual([]);
  });
});

describe.each(TEXT_LANGUAGES)("what customers read in shipped templates: %s", (language) => {
  it.each(SHIPPED_TEMPLATES)("%s: no word that is the account team's own", async (name) => {
    const text = (await readShippedTemplate(name, language)) ?? "";
    expect(text.length).toBeGreaterThan(200);
    expect(marked(text)).toEqual([]);
    expect(text).not.toMatch(/\b(?:ARR|EBR|QBR|CTA|Gainsight|renewal|upsell|Salesforce|churn)\b/i);
  });
});

describe("steps of preparation", () => {
  const facts = { date: "2026-06-25", today: "2026-05-14", owner: "\\@jane", texts: textsIn("en") } as const;

  it("are action items of the CSM's with days before the call", () => {
    expect(renderSteps({ ...facts, type: "business-review" }).split("\n")).toEqual([
      "- [ ] \\@jane Send the invitation to everybody who should take part, due 2026-05-14",
      "- [ ] \\@jane Agree on what the review is to show, due 2026-05-28",
      "- [ ] \\@jane Put results and open questions together, due 2026-06-11",
      "- [ ] \\@jane Share what will be presented, due 2026-06-18",
    ]);
  });

  it("none is due before anybody could know of it", () => {
    const late = renderSteps({ ...facts, type: "business-review", today: "2026-06-15" });
    expect(late.match(/\d{4}-\d\d-\d\d/g)).toEqual(["2026-06-15", "2026-06-15", "2026-06-15", "2026-06-18"]);
  });

  it("belong to nobody where no CSM is known, and are in the language of the project", () => {
    const german = renderSteps({ ...facts, type: "enablement-session", owner: "", texts: textsIn("de") });
    expect(german.split("\n")).toEqual([
      "- [ ] Thema und Teilnehmende abstimmen, fällig am 2026-06-11",
      "- [ ] Teilen, was bei der Vorbereitung hilft, fällig am 2026-06-18",
    ]);
  });

  it("a type without any has none", () => {
    expect(renderSteps({ ...facts, type: "leadership-check-in" })).toBe("");
  });
});
