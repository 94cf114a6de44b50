import { isAttendance } from "../attendance/heading.ts";
import { namesActionItems } from "../text/section-names.ts";
import type { PlainDate } from "../time/types.ts";
import { isOfEarlierCall, isOfOtherDay, isStillOpen } from "./other-calls.ts";

/**
 * What a part of an agenda is about; `actions`: what is to be done, with or without boxes; `other`: only what says of itself
 * that it is a decision or question counts.
 */
export type PartKind = "recap" | "decisions" | "questions" | "actions" | "topics" | "reading" | "ignored" | "other";

function words(list: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${list})(?![\\p{L}\\p{N}])`, "u");
}

const RECAP = words(
  "recap|summary|zusammenfassung|resumen|résumé|récapitulatif|compte rendu|synthèse|resumo|samenvatting|riassunto|まとめ|要約|(?:今回|本日)のまとめ",
);
const DECISION_WORDS =
  "decisions?|entscheidung(?:en)?|beschluss|beschluß|beschlüsse|decisi[óo]n(?:es)?|décisions?|decisão|decisões|acuerdos|besluit(?:en)?|beslissing(?:en)?|decision[ei]";
/** Who decides and how is no decision. */
const DECISIONS = words(
  `(?:${DECISION_WORDS})(?! (?:makers?|making|criteria|process|matrix|tree|support|authority|owners?|template|framework|dates?|deadlines?|by|flow|analysis|fatigue|rules?|guidelines?)(?!\\p{L}))`,
);
/** Other names of the part, alone in a heading. */
const DECIDED =
  /^(?:the |our |key |final |main )?(?:decided|agreed|agreements?|resolutions?|what (?:was|we(?: have)?) decided|entschieden|beschlossen|vereinbart|vereinbarungen|décidé|résolutions|decidido|acordado|resoluciones|resoluções|besloten|afspraken)$/u;
const DECIDED_UNSPACED = /^(?:(?:今回|本日|今日)の|主な|重要な|最終)?(?:決定|決議|合意)(?:事項|内容)?$/u;
/** What is to be decided stands there, whatever the word is called. */
const TO_DECIDE =
  /(?<![\p{L}\p{N}])(?:to decide|to be decided|undecided|entscheidungsbedarf|zu entscheiden|entscheidungsvorlagen?|entscheidungspunkte|à décider|por decidir|a decidir|te beslissen|da decidere)(?![\p{L}\p{N}])|決定待ち|未決|要決定|決めること|検討事項/u;
/** What happens around a decision is none: `After the decision`, `Impact of the decision`. */
const AROUND_IT = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:after|before|once|until|till|post|pre|since|ahead of|following|on|about|behind|impact of|consequences of|effects? of|reasons? for|rationale (?:for|of|behind)|background (?:for|of|to)|basis (?:for|of)|context (?:for|of)|preparation (?:for|of)|communication of|nach|vor|seit|bis|auswirkung(?:en)?|folgen|gründe|après|avant|depuis|suite à|después de|antes de|tras|desde|depois d|após|na|voor|sinds|tot|gevolgen van|dopo|prima d)[ea]?[- ](?:(?:the|this|that|our|a|der|die|den|dieser|einer|la|le|les|el|los|las|cette|ces|l|esta|de|da|das|het|dit|deze|il)[ ’'])*(?:${DECISION_WORDS})(?![\\p{L}\\p{N}])|^(?:decisions?|entscheidung(?:en)?)[ -](?:impact|consequences|follow[ -]?ups?)|決定後|決定前`,
  "u",
);
/** What the bot, or people, tell of the time between two calls. */
const DONE_BEFORE = /^(?:done|completed|erledigt|fait|hecho|feito|klaar) (?:since|seit|depuis|desde|sinds)(?!\p{L})/u;
const NEXT_STEPS = words(
  "next steps?|nächste schritte|weitere schritte|(?:weiteres|nächstes) vorgehen|wie geht es weiter|prochaines étapes|étapes suivantes|suites à donner|próximos (?:pasos|passos)|siguientes pasos|pasos a seguir|passos seguintes|volgende stappen|vervolgstappen|prossimi passi|następne kroki|kolejne kroki|nästa steg|næste skridt|neste steg|следующие шаги|дальнейшие шаги",
);
const NEXT_STEPS_UNSPACED =
  /次の(?:ステップ|アクション)|ネクスト(?:ステップ|アクション)|今後の(?:対応|進め方|予定|アクション)|下一步|后续(?:步骤|行动)|다음 ?단계/u;

/** First match counts, so that "Recap and next steps" is a recap and "Questions on these topics" are questions. */
const KINDS: readonly (readonly [PartKind, RegExp])[] = [
  [
    "decisions",
    words(
      `(?:summary|recap|list|overview|zusammenfassung|résumé|resumen|resumo|overzicht) (?:of|der|des|de las|das|van)(?: the| all| alle| our)? (?:${DECISION_WORDS})`,
    ),
  ],
  ["recap", RECAP],
  ["decisions", DECISIONS],
  ["questions", words("questions?|q ?& ?a|fragen|preguntas|perguntas|vragen|domande|質問|質問事項|確認事項")],
  ["reading", words("to read|pre-?reads?|reading|links?|resources|materials?|zu lesen|lektüre|unterlagen")],
];
/** Among action items they are none of their own. */
const TOPICS = words("topics?|agenda|discussions?|notes|minutes|themen");
const ACTIONS = words("action items?|actions|tasks|to-?dos?");

/** A heading in the form that its words are compared in: small letters, without emphasis, signs and the number before it. */
function keyOf(heading: string): string {
  return heading
    .slice(0, 200)
    .replace(/<[^<>]*>/g, " ")
    .replace(/[*_`#:：【】「」［］]/g, " ")
    .replace(/[\s\u00A0\u202F]+/g, " ")
    .replace(/^(?:[\p{Extended_Pictographic}\u{FE0F}→➜▶•✓✔☑]| |\d{1,2}[.)])+/u, "")
    .trim()
    .toLowerCase();
}

/** Without what stands in brackets, a day or the name of the call: `Decisions (24 Nov)`. */
function bareKey(key: string): string {
  return key
    .replace(/\([^()]*\)/g, " ")
    .replace(/[-–—|/,.;!? ]{1,20}$/u, "")
    .replace(/ +/g, " ")
    .trim();
}

function isDecisions(key: string): boolean {
  const bare = bareKey(key);
  return DECISIONS.test(key) || DECIDED.test(bare) || DECIDED_UNSPACED.test(bare);
}

/**
 * What the part below a heading is about, or null where the heading does not tell.
 *
 * @param callDate the day of the call: what was agreed on another one is no news of it; null where it is not known
 */
export function partKindOf(heading: string, callDate: PlainDate | null = null): PartKind | null {
  if (isAttendance(heading)) return "ignored";
  const key = keyOf(heading);
  if (DONE_BEFORE.test(key)) return "ignored";
  if (TO_DECIDE.test(key)) return "questions";
  if (AROUND_IT.test(key)) return "other";
  const decides = isDecisions(key);
  if (isOfEarlierCall(key, decides || RECAP.test(key))) return "ignored";
  if (decides && (isStillOpen(key) || /[?？]$/.test(key))) return "questions";
  if (callDate !== null && (decides || RECAP.test(key)) && isOfOtherDay(key, callDate)) return "ignored";
  const kind = KINDS.find(([, pattern]) => pattern.test(key))?.[0] ?? (decides ? "decisions" : undefined);
  if (kind !== undefined) return kind;
  if (TOPICS.test(key)) return ACTIONS.test(key) || NEXT_STEPS.test(key) ? "other" : "topics";
  if (namesActionItems(key) || NEXT_STEPS.test(key) || NEXT_STEPS_UNSPACED.test(key)) return "actions";
  return ACTIONS.test(key) ? "other" : null;
}
