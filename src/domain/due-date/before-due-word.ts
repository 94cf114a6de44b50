import { lastClauseOf } from "./clause.ts";
import { isDefinite, isDeterminer, lowerWords, setOf } from "./function-words.ts";
import { type DueWord, isVerbLast } from "./types.ts";
import { hasVerb, isDuty, isInfinitive, isOfDay } from "./verbs.ts";
import { lasts, tellsState, wentOn } from "./what-lasts.ts";

/** Right before `before` they make another day of it, or what was before it: `two days before`, `bugs from before`. */
const ANOTHER_DAY =
  / (?:from|of|since|than|as|just|twice|once|often|right|well|long|shortly|time|zeit|stand|période|época|tijd|von|aus|seit|als|kurz|d|de|depuis|peu|juste|desde|poco|pouco|van|sinds|kort|days|weeks|months|hours|minutes|sprints|tagen?|wochen|monate|stunden|jours|semaines|mois|heures|días|semanas|meses|horas|dias|dagen|weken|maanden|(?:\d+|the|an?|one|am|der|den|eine?n?|une?|la|le|el|una|uma?|o|een) (?:day|week|weekend|month|night|hour|sprint|morning|afternoon|evening|eve|tag|woche|monat|jour|semaine|veille|día|semana|mes|víspera|dia|véspera|mês|dag|week|maand))$/u;
/** Right before `by` it tells a measure or a cause, or belongs to the verb: `sorted by`, `caused by`, `stand by`. */
const NO_TIME = setOf(`sorted grouped ordered ranked indexed partitioned filtered keyed owned authored caused introduced
  triggered delayed affected impacted broken blocked followed acquired composed driven inspired reported multiplied divided
  reduced increased placed made created filed opened received joined registered logged played stand stands stop drop come comes swing pass go goes step abide sort group filter search`);
const ARRANGES = /^(?:sort|group|filter|search|partition)$/u;
const ENDS = / (?:ends?|expires?|endet|enden|expirent|expira[nm]?|caducan?|vencem?|vencen|verloopt|eindigt|loopt af) /u;
const NOT =
  / (?:not|never|\p{L}+n t|cannot|nicht|nie|keine?|ne|n|pas|nunca|não|niet|nooit|geen|nothing|nobody|without|nichts|niemand|rien|nada|niets) |^ (?:no|sin|sem) /u;
const NOT_BEFORE = / (?:not|never|nicht|nie|pas|no|nunca|não|niet|nooit)$/u;
const FORGET = / (?:forget|vergess|oubli|olvid|esque[cç]|vergeet|vergeten)/u;
const WAS =
  / (?:was|were|had|did|wurden?|war|waren|hatten?|trat|traten|kam|kamen|ging|fiel|étaient|était|fue|fueron|eran|foi|foram|werd|kwam|kwamen|marchait|fonctionnait|avait|avaient|\p{L}{2,}[^cr]aban?|\p{L}{2,}[^rl]avam?) /u;
/** A clause that tells which things are meant, not what is to be done. */
const WHICH =
  / (?:welche|welcher|(?:(?!temos|tenemos)\p{L}+s|everyone|everybody|anyone|people|ceux) (?:who|which|that|whose|qui|que)) |^ (?:der|das|dat)$| die$/u;
/** What comes again and again is due on no day. */
const EVERY =
  / (?:(?:every|each|jede[nrsm]?|chaque|cada|elke|iedere) (?:day|week|month|quarter|year|sprint|release|call|tag|woche|monat|monats|quartal|jahr|jour|semaine|mois|trimestre|année|día|semana|mes|año|dia|mês|ano|dag|maand|kwartaal|jaar)|jeweils|des monats|yearly|annually|monthly|weekly|jährlich|monatlich|wöchentlich) /u;
const ASKS =
  /^ (?:how|why|when|combien|pourquoi|quand|cuánt[oa]s?|cuándo|quant[oa]s?|quando|wie viele?|warum|wann|hoeveel|waarom|wanneer) /u;
const IF = /^ (?:if|unless|once|wenn|falls|sobald|si|caso) /u;
const CLEARS =
  / (?:fehl|skip|wip|delet|remov|archiv|arquiv|purg|prun|ignor|exclud|lösch|entfern|verwerf|ausschließ|bereinig|supprim|effac|exclu|borr|elimin|suprim|apag|verwijder|wis|wissen|negeer|opschon)/u;
/** They have a day of their own: `delete logs before 1 Nov`. */
const RECORDS =
  / (?:data|daten|données|datos|dados|gegevens|logs?|backups?|sicherungen|sauvegardes|copias|cópias|back ups|entries|einträge|entrées|entradas|registros|registos|journaux|records|files|dateien|fichiers|archivos|ficheiros|arquivos|bestanden|tickets|issues|orders|bestellungen|commandes|pedidos|artifacts|artefakte|artefacts|messages|mails?|emails|nachrichten|events|snapshots|images|jobs|pipelines|builds|rows|zeilen|history|everything|all|anything|alles|tout|todo|tudo|dumps|reports|invoices|rechnungen|factures|facturas|faturas|facturen|errors|fehler)$/u;

const COMPARES = / (?:compar|vergleich|vergelijk)/u;
const WITH = setOf("with to against and mit zu und avec à et con y com e met en");
/** `Before 1 Nov and after it`: both are looked at. */
const AND_AFTER =
  /^ (?:and|und|et|y|e|en) (?:after|since|danach|seither|seitdem|après|depuis|después|desde|depois|daarna|erna|sinds)(?! th)/u;
const OF_RECORDS = / (?:for|of|to|für|von|pour|des|para|dos|das|voor|van) \p{L}+$/u;
/** What is done then is the item itself, where one thing is meant: `SSO enabled before`, but not `orders placed before`. */
const RESULT =
  /^(?:enabled|finished|completed|done|fixed|resolved|configured|installed|updated|upgraded|tested|reviewed|rotated|documented|cleaned|aktiviert|eingerichtet|abgeschlossen|activée?|terminée?|configurée?|activad[ao]|terminad[ao]|configurad[ao]|ativad[ao]|concluíd[ao]|geactiveerd|afgerond|ingericht)$/u;

/** What people did before, in the languages of the word. */
const DONE: Readonly<Record<string, RegExp>> = {
  en: /^(?:\p{L}{2,}[^e]ed|made|sent|built|written|sold|bought|paid|brought|found|given|held|kept|known|left|lost|met|ran|said|seen|shown|spent|taken|told|won|broken|chosen|drawn|gone|came|went|fell|grew|broke|began|got|gave)$/u,
  de: /^(?:\p{L}{0,5}ge\p{L}{2,}t|(?:be|ver|er|ent|zer)\p{L}{2,}t|\p{L}{3,}iert|\p{L}{0,4}gegangen|\p{L}{0,4}geschrieben)$/u,
  fr: /(?:(?:[^tl]|[^i]et|[cpsr]t)é(?:e|s|es)?|(?<!\p{L})(?:faite?s?|reçue?s?|prises?|écrite?s?|venue?s?|soumise?s?|\p{L}{0,3}scrite?s|ouverte?s|finie?s?))$/u,
  es: /(?:\p{L}{2}[ai]d[ao]s?|^(?:hech|\p{L}{0,3}scrit|puest|vist|abiert)[ao]s?)$/u,
  pt: /(?:\p{L}{2}[ai]d[ao]s?|^(?:feit|\p{L}{0,3}scrit|post|vist|abert)[ao]s?)$/u,
  nl: /^(?:(?:aan|uit|op|af|in|mee|door|over)?ge\p{L}{2,}[dt]|(?:be|ver|ont)\p{L}{3,}d|ge(?!ven|bruik|beur)\p{L}+en|verzonden|besproken|ingeschreven)$/u,
};

const MOST_OF_RESULT = 4;
const TELLS_OF = /^(?:list|find|show|check|count|read|see|compare|ask|which|what|who|how|why|when|the|a|an)$/u;

/** A clause that is about something, and tells nobody to do it. */
function tellsOf(words: readonly string[]): boolean {
  return words.some((word) => TELLS_OF.test(word) || isDeterminer(word));
}

/** True where the clause ends with what was done: `orders placed`, but not with the noun of `send the feed`. */
function endsDone(clause: string, words: readonly string[], { languages }: DueWord): boolean {
  const [before = "", last = ""] = words.length < 2 ? ["", ...words] : words.slice(-2);
  if (isDeterminer(before) || isDuty(words) || (languages[0] !== "en" && isInfinitive(before))) return false;
  if (RESULT.test(last) && !/[^s]s$/.test(before) && words.length <= MOST_OF_RESULT && !tellsOf(words)) return false;
  const isName = (words.length > 1 || languages[0] === "de") && /(?<!\p{L})\p{Lu}\p{L}*$/u.test(clause.trimEnd());
  return !isName && languages.some((language) => DONE[language]?.test(last));
}

/** The clause before a due word. */
interface Clause {
  readonly words: readonly string[];
  /** The words, each with a blank before it. */
  readonly said: string;
  /** With those behind the day. */
  readonly whole: string;
}

function spaced(words: readonly string[]): string {
  return words.map((word) => ` ${word}`).join("");
}

/** `If Bob answers`, `the trial ends`, `it was fixed`: what tells of something, and promises nothing. */
function tells({ words, said, whole }: Clause, word: DueWord): boolean {
  if (NOT_BEFORE.test(said) || ENDS.test(`${said} `) || IF.test(`${said} `) || EVERY.test(whole)) return true;
  const isBehindToo = words.length === 0 || isVerbLast(word);
  return WAS.test(isBehindToo ? whole : `${said} `) && !words.includes("to");
}

/** `sorted by`, `customers who signed by`. */
function tellsHow({ words, said }: Clause, isDone: boolean): boolean {
  return (
    (NO_TIME.has(words.at(-1) ?? "") && !isDuty(words)) ||
    (ARRANGES.test(words[0] ?? "") && !words.includes("out")) ||
    (isDone && WHICH.test(said))
  );
}

/** `The week before`, `bugs from before`, `not before`. */
function tellsAnotherDay({ said, whole }: Clause): boolean {
  return ANOTHER_DAY.test(said) || WHICH.test(said) || (NOT.test(whole) && !FORGET.test(whole));
}

/** `valid until`; also `Vacation (until 20 Dec)`, but not `Vacation, until 20 Dec find a deputy`. */
function tellsUntil(before: string, { words, said, whole }: Clause, word: DueWord): boolean {
  const behind = whole.slice(said.length);
  if (lasts(said, behind, word.languages, isDuty(words))) return true;
  return whole === " " && tellsState(spaced(lowerWords(before)));
}

/** `Delete logs before 1 Nov`, `compare prices before`; but not `delete the logs`, `compare the offers`. */
function tellsOfRecords({ words, said, whole }: Clause, behind: readonly string[]): boolean {
  const isBare = /[ens]$/.test(words.at(-1) ?? "") && !words.some(isDefinite);
  if (COMPARES.test(whole) && (isBare || WITH.has(behind[0] ?? ""))) return true;
  if (RECORDS.test(said) && OF_RECORDS.test(said)) return true;
  return CLEARS.test(whole) && (isBare || RECORDS.test(said));
}

/** `Finish the tests until`: in German and Portuguese the word for it is the same, in others it is an error that many make. */
function isDoneUntil({ words }: Clause, behind: readonly string[], word: DueWord, isDone: boolean): boolean {
  if (word.languages[0] === "de" || word.languages[0] === "pt" || words.length === 0) return true;
  return !isDone && hasVerb(words, behind, word);
}

/**
 * True where a weak due word makes a promise of the day behind it, from the text before the word and the rest of the
 * clause behind the day: `send it before`, but not `orders placed before`, `sorted by`, `valid until`, `agenda para`.
 */
export function promises(before: string, behind: readonly string[], word: DueWord): boolean {
  const { kind } = word;
  const text = lastClauseOf(before);
  const words = lowerWords(text);
  const said = spaced(words);
  const clause = { words, said, whole: `${said}${spaced(behind)} ` };
  if (kind === "ends") return words.length === 0;
  if (tells(clause, word)) return false;
  const isDone = endsDone(text, words, word);
  if (kind === "by") return !tellsHow(clause, isDone);
  if (tellsAnotherDay(clause)) return false;
  if (kind === "until" && wentOn(text, word.languages)) return false;
  if (kind === "until") return !tellsUntil(before, clause, word) && isDoneUntil(clause, behind, word, isDone);
  if (isDone || ASKS.test(`${said} `) || AND_AFTER.test(spaced(behind)) || tellsOfRecords(clause, behind)) return false;
  // `vor` is said of places and days that are over as well.
  const isSure = kind === "before" && (word.languages[0] !== "de" || words.length === 1);
  return isSure || words.length === 0 || (!isOfDay(words) && hasVerb(words, behind, word));
}
