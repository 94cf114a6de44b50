import { describe, expect, it } from "vitest";
import { createGuard } from "../../../src/domain/guard/guard.ts";
import { SHIPPED_ADDRESSES, SHIPPED_WORDS } from "../../../src/domain/guard/shipped-words.ts";
import { NO_GUARD } from "../../../src/domain/guard/types.ts";

const words = Object.values(SHIPPED_WORDS).flat();
const find = createGuard({ words, addresses: [...SHIPPED_ADDRESSES, "*.internal.example.com"] });

describe("marked words", () => {
  it.each([
    ["churn risk, ARR 120k", ["ARR", "churn*"]],
    ["**Churn**ing", ["churn*"]],
    ["ch**urn** and ch<!-- x -->urn", ["churn*"]],
    ["ch<b>urn</b>", ["churn*"]],
    ["ch&#117;rn", ["churn*"]],
    ["ch\u00adurn", ["churn*"]],
    ["ch&shy;urn", ["churn*"]],
    ["ch\u200burn", ["churn*"]],
    ["ｃｈｕｒｎ", ["churn*"]],
    ["`churn_rate`", ["churn*"]],
    ["[ch](https://a.example)urn", ["churn*"]],
    ["~~churn~~", ["churn*"]],
    ["![churn](a.png)", ["churn*"]],
    ["see [the board](https://a.example/churn)", ["churn*"]],
    ["ARR120k", ["ARR"]],
    ["$ARR: 1", ["ARR"]],
    ["CTAs", ["CTAs"]],
    ["ch\ufe0furn", ["churn*"]],
    ["ch\u115furn and ch\u034furn", ["churn*"]],
    ['ch<span title="a>b">urn</span>', ["churn*"]],
    ["[report](https://a.example/ch%75rn)", ["churn*"]],
    ["Kuendigungsrisiko", ["Kündigungsrisik*"]],
    ["Zusatzverkaeufe", ["Zusatzverkäuf*"]],
    ["taux de désabonnement", ["désabonnement*"]],
    ["解 約", ["解約"]],
    ["契約\n更新", ["契約更新"]],
    ["health-score", ["health score*"]],
    ["health\n  score", ["health score*"]],
    ["health&nbsp;scores", ["health score*"]],
    ["HEALTHSCORE", ["healthscore*"]],
    ["Up-Selling", ["up sell*"]],
    ["non-renewals", ["renewal*"]],
    ["VERTRAGSVERLÄNGERUNGEN", ["Vertragsverlängerung*"]],
    ["Vertragsverla\u0308ngerung", ["Vertragsverlängerung*"]],
    ["Vertragsverl&auml;ngerung", ["Vertragsverlängerung*"]],
    ["RESILIATION", ["résiliation*"]],
    ["o score de santé", ["score de santé"]],
    ["来月の契約更新について", ["契約更新"]],
    ["https://internal.gitlab.com/handbook", ["internal.gitlab.com"]],
    ["jane@crm.internal.example.com.", ["*.internal.example.com"]],
    ["[x](https://internal.example.com)", ["*.internal.example.com"]],
    ["https://acme.my.salesforce.com/001", ["*.my.salesforce.com"]],
  ])("%j holds %j", (text, found) => {
    expect([...find(text)].sort()).toEqual([...found].sort());
  });

  it.each([
    "arrays arr.length and Arr",
    "the carrier",
    "health of the scores",
    "a red car, an account",
    "<!-- churn: for us only --> all well",
    "notinternal.gitlab.com.example.com",
    "internalXexample.com",
    "ドキュメントを更新",
    "",
    "…",
  ])("%j holds none", (text) => {
    expect(find(text)).toEqual([]);
  });

  it("finds what an own list says, with letters before and behind", () => {
    const own = createGuard({ words: ["*umsatz*", "*ziel", "P1 deal", "Straße"], addresses: [] });
    expect(own("Jahresumsatzplan")).toEqual(["*umsatz*"]);
    expect(own("Umsatzziel")).toEqual(["*umsatz*", "*ziel"]);
    expect(own("a p1-deal")).toEqual(["P1 deal"]);
    expect(own("STRASSE")).toEqual(["Straße"]);
    expect(own("Ziele")).toEqual([]);
  });

  it("marks nothing without a list", () => {
    expect(createGuard(NO_GUARD)("churn")).toEqual([]);
    expect(createGuard({ words: ["…"], addresses: [] })("…")).toEqual([]);
  });
});
