import type { Language } from "./types.ts";

const PREPOSITIONS = "for|from|in|of|on|at|with|für|ab|von|im|pour|dans|depuis|para|desde|en|em|na|voor|van|op";
/** Right before `until`, or with a place or purpose between: what is the case until then. */
const STATE = new RegExp(
  String.raw` (?:(?:in)?v[aá]lid[aeo]?s?|vigueur|vigor|force|effect|kraft|kracht|good|open|closed|away|ooo|(?:un)?available|absente?s?|free|booked|busy|sick|hold|down|live|active|\p{L}{3,}(?:bar|baar|[ai]bles?|[áí]vel|[áí]veis)|online|offline|effective|here|abroad|frozen|freeze|gültig|abwesend|offen|geschlossen|krank|frei|verfügbar|aktiv|weg|unterwegs|befristet|geht|valables?|ouverte?s?|fermée?s?|disponibles?|acti(?:f|ve)s?|malade|vigentes?|ausentes?|abiert[ao]s?|cerrad[ao]s?|activ[ao]s?|baja|permiso|abert[ao]s?|fechad[ao]s?|disponíve(?:l|is)|ativ[ao]s?|geldig|afwezig|gesloten|beschikbaar|vrij|ziek|actief)(?:$| (?:${PREPOSITIONS}) )|^(?: \p{L}+)? (?:out|off)(?:$| of )`,
  "u",
);
const HOLIDAYS =
  / (?:vacations?|holidays?|leave|pto|urlaub|elternzeit|vacances|congés?|vacaciones|férias|vakantie|verlof) /u;
/** Verbs of what goes on until then. */
const GOES_ON: Readonly<Record<Language, RegExp>> = {
  en: /^ use | (?:runs|running|ran|last|lasts|lasting|stays?|remains?|keep|keeps|kept|hold|holds|leave|leaves|waits?|waiting|freeze|pauses?|paused|snoozed?|postponed?|deferr?|deferred|delay|delayed|extend|extended|prolong|prolonged|continues?|suspend|suspended|covers?|covering|maintain(?:s|ed)?|support(?:s|ed)?|parks?|parking|parked|shut|on ice|stops?|works?) /u,
  de: / (?:läuft|laufen|lief|gilt|gelten|galt|dauert|dauern|bleibt?|bleiben|blieb|warten?|abwarten|verlängern|verlängert|verschieben|verschoben|aufbewahren|bewahren|behalten|pausieren|pausiert|freeze|aussetzen|ausgesetzt|halten|funktioniert|besteht|reicht|hält|steht|bindend|stoppen|sperren|gesperrt|reserviert|sabbatical) | \p{L}*(?:garantie|wochen|zeit|phase|freeze|sperre|pause|karenz|aktion|rabatt|ferien|reise) $/u,
  fr: / (?:court|courent|dure|durent|durer|reste|restent|rester|attend|attendre|garder?|conserver?|prolonger?|prolongée?s?|repousser|repoussée?s?|maintenir|suspendre|suspendu|gel) /u,
  es: / (?:vale|valen|dura|duran|durar|sigue|siguen|seguir|permanece|permanecer|esperar?|prorrogar|prorrogad[ao]|ampliar|ampliad[ao]|aplazar|aplazad[ao]|mantener|posponer|conservar|congelación) /u,
  pt: / (?:vale|valem|dura|duram|durar|fica|ficam|ficar|permanece|permanecer|aguardar?|esperar?|prorrogar|prorrogad[ao]|adiar|adiad[ao]|manter|mantém|conservar|congelamento|funciona|garantia|serve|em viagem) |^ período /u,
  nl: / (?:loopt|lopen|liep|duurt|duren|blijft?|blijven|geldt|gelden|wachten?|wacht|verlengen|verlengd|bewaar|bewaren|houd|houden|uitstellen|uitgesteld|freeze) /u,
};
const IS = / (?:am|is|are|ist|sind|est|sont|está|están|es|é|são|zijn) /u;
/** What is not done yet, and what is to be then. */
const TO_BE_DONE =
  / (?:(?:is|are) to|due|needed|done|finished|ready|completed?|fixed|sent|zu \p{L}+n|fällig|fertig|erledigt|abgeschlossen|prêt|listo|pronto|klaar) /u;
const MUST_BE = / (?:deve|devem|muss|soll|sollte) /u;
/** Behind the day, in German and Dutch. */
const STATE_BEHIND =
  / (?:gültige?[nrs]?|geldig|im urlaub|op vakantie|in elternzeit|abwesend|afwezig|krank|ziek|verfügbar|beschikbaar|geschlossen|gesloten|befristet|unterwegs|offen|open|weg) /u;
const WORKED = / (?:everything|all|nothing|it|that) \p{L}+ed /u;

/** True where words right before `until` tell what is the case until then: `Vacation until`. */
export function tellsState(said: string): boolean {
  return STATE.test(said) || HOLIDAYS.test(`${said} `);
}

/** True where the words of a clause before `until` and behind the day say that something lasts until then. */
export function lasts(said: string, behind: string, languages: readonly Language[], isDuty: boolean): boolean {
  const whole = said + behind;
  const isState = tellsState(said) && !MUST_BE.test(said);
  if (isState || languages.some((language) => GOES_ON[language].test(whole))) return true;
  if (STATE_BEHIND.test(behind) && !isDuty) return true;
  return (IS.test(`${said} `) && !TO_BE_DONE.test(whole)) || WORKED.test(behind);
}

/** Verbs of what is over, right before `bis` and `até`: those are said of what is to be done as well. */
const WENT_ON: Partial<Readonly<Record<Language, RegExp>>> = {
  de: /(?<!\p{L})(?:(?!soll|könn|müss|möch|wollt|bitte|heut|erst|zweit|dritt|letzt)\p{Ll}{2,}ten?|stieg|stiegen|sank|sanken|fiel|fielen|wuchs|wuchsen|lag|lagen|hielt|hielten|stand|standen)\s*$/u,
  pt: /(?<!\p{L})(?!seu|meu|teu)\p{Ll}{2,}(?:ou|eu|iu|aram|eram|iram)\s*$/u,
};

/** True where a clause, as it is written, ends with what went on: `Die Störung dauerte bis`, `a falha durou até`. */
export function wentOn(clause: string, [language]: readonly Language[]): boolean {
  return language !== undefined && WENT_ON[language]?.test(clause) === true;
}
