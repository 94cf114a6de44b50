import { namesActionItems } from "../action-items/read/section-names.ts";
import { isAttendance } from "../attendance/heading.ts";

/**
 * What a part of an agenda is about; `actions`: what is to be done, with or without boxes; `other`: only what says of itself
 * that it is a decision or question counts.
 */
export type PartKind = "recap" | "decisions" | "questions" | "actions" | "topics" | "reading" | "ignored" | "other";

function words(list: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${list})(?![\\p{L}\\p{N}])`, "u");
}

const RECAP = words(
  "recap|summary|zusammenfassung|resumen|résumé|récapitulatif|compte rendu|synthèse|resumo|samenvatting|riassunto|まとめ|要約",
);
/** Who decides and how is no decision. */
const DECISIONS = words(
  "decisions?(?! (?:makers?|criteria|process|matrix|tree|support|authority|owners?|template|points?|requests?))|entscheidungen|beschlüsse|decisiones|décisions|decisões|acuerdos|besluiten|decisioni|決定事項",
);
/** What is still to be decided. */
const STILL_OPEN = words(
  "needed|required|requested|pending|open|outstanding|unresolved|upcoming|missing|deferred|postponed|proposed|possible|to (?:be )?(?:made|make|taken?|discuss(?:ed)?|come)|we need|for (?:the )?next|for (?:decision|approval)|offene[nr]?|ausstehende[nr]?|anstehende[nr]?|nötige[nr]?|vorgeschlagene[nr]?|zu treffen(?:de)?|à prendre|en attente|attendues|pendientes|por tomar|pendentes|a tomar|openstaande|te nemen",
);
/** What was agreed at other calls is no news of this one. */
const EARLIER = words(
  "last|previous|prior|earlier|past|letzte[nrms]?|vorige[nrms]?|vorherige[nrms]?|dernière?s?|précédente?s?|anterior(?:es)?|últim[ao]s?|pasad[ao]s?|passad[ao]s?|laatste|precedente|前回",
);
const SINCE = words("since|seit|depuis|desde|sinds");
const MINUTES = words("minutes|notes|protokoll|notizen|acta|ata|notulen|議事録");
/** Only another call is named. */
const OTHER_CALL =
  /^(?:the )?(?:last|previous|prior|letzter?|voriger?|dernier|précédente?|última|anterior|vorige) (?:call|meeting|session|sync|time|termin|besprechung|appel|réunion|reunión|reunião|vergadering)$/;
const NEXT_STEPS = words(
  "next steps|nächste schritte|prochaines étapes|próximos (?:pasos|passos)|volgende stappen|prossimi passi",
);

/** First match counts, so that "Recap and next steps" is a recap and "Questions on these topics" are questions. */
const KINDS: readonly (readonly [PartKind, RegExp])[] = [
  ["recap", RECAP],
  ["decisions", DECISIONS],
  ["questions", words("questions?|fragen|preguntas|perguntas|vragen|domande|質問")],
  ["reading", words("to read|pre-?reads?|reading|links?|resources|materials?")],
];
/** Among action items they are none of their own. */
const TOPICS = words("topics?|agenda|discussions?|notes|minutes|themen");
const ACTIONS = words("action items?|actions|tasks|to-?dos?");

function isOfEarlierCall(key: string): boolean {
  const tells = RECAP.test(key) || DECISIONS.test(key) || MINUTES.test(key);
  return OTHER_CALL.test(key) || (tells && EARLIER.test(key) && !SINCE.test(key));
}

/** What the part below a heading is about, or null where the heading does not tell. */
export function partKindOf(heading: string): PartKind | null {
  if (isAttendance(heading)) return "ignored";
  const key = heading
    .replace(/[*_`#:]/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
  if (DECISIONS.test(key) && STILL_OPEN.test(key)) return "questions";
  if (isOfEarlierCall(key)) return "ignored";
  const kind = KINDS.find(([, pattern]) => pattern.test(key))?.[0];
  if (kind !== undefined) return kind;
  if (TOPICS.test(key)) return ACTIONS.test(key) || NEXT_STEPS.test(key) ? "ignored" : "topics";
  if (namesActionItems(key) || NEXT_STEPS.test(key)) return "actions";
  return ACTIONS.test(key) ? "ignored" : null;
}
