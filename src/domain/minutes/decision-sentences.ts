import { namesEarlier } from "./other-calls.ts";

/** How a sentence begins that tells a decision without a word and a colon before it, in the languages that minutes are taken in. */
const TELLS = [
  "(?:(?:so |then |in the end |finally |after (?:some|a) (?:discussion|debate) )?,? ?(?:we|all|both (?:sides|teams)|everyone|everybody|the (?:team|group|call|meeting)|it (?:was|is|has been))(?: (?:have|has|all|both|also|finally|unanimously|jointly|mutually|then)){0,2} )?(?:decided|agreed|resolved) (?:to|that|on|against|not to|upon)",
  "(?:wir|beide seiten|alle) (?:haben )?(?:uns |sich |gemeinsam |einstimmig |heute ){0,2}(?:[^.!?]{0,120} )?(?:beschlossen|vereinbart|entschieden|geeinigt|festgelegt)|(?:es )?(?:wurde|ist) (?:[^.!?]{0,80} )?(?:beschlossen|vereinbart|entschieden|festgelegt)",
  "(?:nous avons|on a|il a été|il est) (?:tous |ensemble |finalement )?(?:décidé|convenu|acté) (?:de|d['’]|que|qu['’])",
  "(?:hemos|se ha|han) (?:decidido|acordado)|se (?:decidió|acordó)|(?:decidimos|acordamos|acordámos)",
  "(?:foi|ficou) (?:decidido|acordado|combinado)",
  "(?:we hebben|er is|er werd) (?:[^.!?]{0,80} )?(?:besloten|afgesproken)",
  "(?:abbiamo|si è|è stato) (?:deciso|concordato|stabilito)",
].join("|");
const DECIDED = new RegExp(`^[*_"“]{0,3}(?:${TELLS})(?![\\p{L}\\p{N}])`, "iu");
const SENTENCES = /(?<=[.!?])\s+(?=["“*_]{0,3}\p{Lu})/u;
/** A longer one tells more than that. */
const MAX_LENGTH = 400;
const OF_ANOTHER = /(?<!\p{L})(?:not (?:yet|been) |noch nicht|pas encore|todavía no|ainda não|nog niet|non ancora)/iu;

/** The sentences of a text that tell what was decided in this call: `We decided to use SSO.` */
export function decisionSentences(text: string): readonly string[] {
  return text
    .split(SENTENCES)
    .filter(
      (one) =>
        one.length <= MAX_LENGTH &&
        DECIDED.test(one) &&
        !/\?[*_"”\s]*$/.test(one) &&
        !OF_ANOTHER.test(one) &&
        !namesEarlier(one.toLowerCase()),
    );
}
