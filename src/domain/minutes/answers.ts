import { flattenText } from "../text/flatten.ts";
import { markOf } from "./line-marks.ts";
import { endsAsQuestion, isPlaceholder } from "./minutes-lines.ts";

/** An answer that says who will ask is short. */
const MAX_ASKING = 400;

/** What says that there is no answer yet. */
const NOT_YET =
  /^(?:\(?(?:tbd|tbc|tba|open|unanswered|pending|unknown|unclear|not (?:yet )?(?:known|answered|clear|sure)|to be (?:answered|checked|clarified|confirmed|discussed)|no answer(?: yet)?|no idea|needs? (?:an answer|checking|clarification)|checking|to (?:check|clarify|confirm)|follow[- ]?up|later|next (?:call|time|meeting)|parked|offen|unklar|noch offen|zu klären|wird (?:geklärt|nachgereicht|geprüft)|à (?:vérifier|voir|confirmer|clarifier)|en attente|por confirmar|pendiente|a confirmar|pendente|nog open|onbekend|da verificare|要確認|確認中|未定|未回答)\)?(?!\p{L})|[?？\s]+$)/iu;
/** Somebody goes and asks. */
const WILL_ASK =
  /(?<!\p{L})(?:will|'ll|’ll|going to|to|needs? to|has to|have to) (?:check|ask|find out|clarify|look into|look it up|follow up|get back|come back|verify|investigate)(?!\p{L})|(?<!\p{L})(?:klärt|klären|prüft|fragt|erkundigt|meldet) (?:das|es|nach|sich|mit|bei|dies)|(?<!\p{L})(?:va|vais|allons) (?:vérifier|demander)|(?<!\p{L})(?:va|voy|vamos) a (?:verificar|preguntar|comprobar)|(?<!\p{L})vai (?:verificar|perguntar)|(?<!\p{L})zoekt (?:het|dit) uit/iu;

const DAYS =
  /\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.(?:\d{2,4})?|\d{1,2}(?:st|nd|rd|th|\.)? \p{L}{3,9}\.?(?: \d{4})?|(?<!\p{L})(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?<!\p{L})(?:tomorrow|eow|eom|morgen|demain|mañana)(?!\p{L})/giu;
const OWNER_WORDS =
  /(?<!\p{L})(?:owner|who|assignee|verantwortlich|due(?: date)?|by|until|till|on|bis|fällig|eta|deadline|and|und|pour|avant|para|até|voor|next|nächsten?)(?!\p{L})/giu;

/** Whether a text says who will answer, and by when, and nothing else: `(@jane, due 2026-12-04)`. */
export function isOwnerAlone(text: string): boolean {
  const isNamed = /@[\w.-]/.test(text) || /^\(?(?:due|by|until|bis)\b/i.test(text);
  const rest = text
    .replace(/@[\w.-]+/g, " ")
    .replace(DAYS, " ")
    .replace(OWNER_WORDS, " ");
  return isNamed && !/[\p{L}\p{N}]/u.test(rest);
}

/** Whether a text below a question answers it: not who will find out by when, nor that nobody knows yet, nor a question. */
export function isAnswer(written: string): boolean {
  const text = flattenText(written.replace(/^(?:[-*+]|\d{1,9}[.)])[ \t]+/, "").replaceAll("\\", "")).trim();
  const mark = markOf(text);
  const said = mark?.kind === "answer" ? text.slice(mark.length) : text;
  if (isPlaceholder(said) || endsAsQuestion(said) || NOT_YET.test(said)) return false;
  const isOwner = isOwnerAlone(said);
  return !isOwner && !(said.length < MAX_ASKING && WILL_ASK.test(said));
}
