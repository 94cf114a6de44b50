/** Numeric and named entities of `@`: GitLab looks for references in the rendered text. */
export const AT_ENTITY = /&(?:#0*64(?!\d)|#x0*40(?![\da-f])|commat);?/iy;

/** What may follow the sign in a reference: the name, an entity, or what is or will be an escaped character. */
const BEGINS_NAME = /[A-Za-z0-9_.&\\<`[\]$@]/;

/** Other blanks than these are part of an address in GitLab. */
const WORD_END = /[ \t\n]|$/g;
/** The part of a word that is surely a link by itself: a host and a path of characters that mean nothing in Markdown. */
const BARE_URL =
  /(\\?\(|[^\s`$<]{0,500}\]\\?\()?https?:\/\/[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10}(?::\d{1,5})?\/[A-Za-z0-9.%/?#=+@-]*/iy;
/** The rest of such a word, if nothing in it needs a backslash: a backslash would end up in the address. */
const PLAIN_REST = /(?:[\w.%/?#=+(){}|^,;:!'"*~-]|&(?!#|commat))*(?=[ \t\n]|$)/iy;

const ADDRESS_CHARACTER = /[A-Za-z0-9._+-]/;
const MAX_LOCAL_PART = 64;
const BEFORE_ADDRESS = /[\s(<"',*]/;

/** Where the word around the last asked offset ends, and where in it a bare URL stands. */
export interface WordMemory {
  end: number;
  urlStart: number;
  urlEnd: number;
}

function wordStart(text: string, at: number, from: number): number {
  let start = at;
  while (start > from && !/[ \t\n]/.test(text.charAt(start - 1))) start -= 1;
  return start;
}

function isInUrl(text: string, at: number, memory: WordMemory): boolean {
  if (at >= memory.end) {
    const start = wordStart(text, at, memory.end);
    WORD_END.lastIndex = at;
    BARE_URL.lastIndex = start;
    const url = BARE_URL.exec(text);
    memory.urlStart = start + (url?.[1]?.length ?? 0);
    memory.urlEnd = url === null ? 0 : BARE_URL.lastIndex;
    PLAIN_REST.lastIndex = memory.urlEnd;
    if (!PLAIN_REST.test(text)) memory.urlEnd = 0;
    memory.end = WORD_END.exec(text)?.index ?? text.length;
  }
  return memory.urlStart <= at && at < memory.urlEnd;
}

/** `foo` in `foo@bar.com`: a letter or digit right before the sign, and nothing before the word that would end a text node. */
function isAfterLocalPart(text: string, at: number): boolean {
  if (!/[A-Za-z0-9]/.test(text.charAt(at - 1))) return false;
  let start = at - 1;
  while (start > 0 && at - start <= MAX_LOCAL_PART && ADDRESS_CHARACTER.test(text.charAt(start - 1))) start -= 1;
  if (at - start > MAX_LOCAL_PART || /www\./i.test(text.slice(start, at))) return false;
  return start === 0 || BEFORE_ADDRESS.test(text.charAt(start - 1)) || text.slice(start - 7, start) === "mailto:";
}

/**
 * Whether GitLab could see a reference to a user or group in the `@` at an offset outside code (User.reference_pattern:
 * no ASCII word character before it, a name after it). E-mail addresses and paths of bare URLs are none; in doubt it is
 * one. `memory` starts as `{ end: 0, urlStart: 0, urlEnd: 0 }` and goes along with ascending offsets.
 */
export function isMention(text: string, at: number, memory: WordMemory): boolean {
  if (!BEGINS_NAME.test(text.charAt(at + 1))) return false;
  return !isAfterLocalPart(text, at) && !isInUrl(text, at, memory);
}
