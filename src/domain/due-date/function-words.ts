import { LANGUAGES, type Language } from "./types.ts";

/** Words of closed classes: what joins, points, or says how. A sentence may go on with one behind a day; a noun may not. */
const FUNCTION_WORDS: Readonly<Record<Language, string>> = {
  en: `about above according after against ahead along alongside and around as at because before below beside besides
    between but by concerning despite during else even except excluding for from how if in incl including inside instead
    into like near nor not of off on once only onto or otherwise out outside over per plus re regarding since so than that
    then though through till to too together toward towards under unless until up upon using versus via vs what when where
    whereas whether which while who why with within without wrt the a an all any both each every my our your his her its
    their this these those some no i we you he she they it us them me him again already also always anyway asap ideally
    latest maybe please pls possibly preferably probably sharp soon still thanks today tops eod eob cob cet cest utc gmt`,
  de: `ab als am an ans auf aufs aus außer bei beim bevor bezüglich bis da damit dann dass denn doch durch falls für gegen
    gemäß hinsichtlich im in inkl ins mit mithilfe nach neben ob obwohl oder ohne per pro samt seit sobald sofern sondern
    sonst soweit sowie statt trotz über um und unter via vom von vor während wegen weil wenn wie wo wobei wozu zu zum zur
    zwischen der die das dem den des ein eine einen einem einer alle allen alles beide diese diesen dieses jede jeden kein
    keine mein unser unsere euer eure ihr ihre sein seine ich wir du er sie es man uns euch ihm ihn ihnen mir dir mich dich
    sich wer welche welcher auch bitte dringend erst gerne möglichst noch nochmal nur schon spätestens unbedingt wieder
    zurück zusammen fertig erledigt nötig erforderlich möglich benötigt raus durch online live`,
  fr: `à au aux afin après avant avec car chez comme concernant contre dans de depuis des dès donc du durant en entre et
    hors inclus jusqu lors mais malgré ni ou où par parce pendant pour puis qu quand que sans sauf selon si sinon sous suite
    sur via vers le la les l un une ce cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs tout toute
    tous toutes je tu il elle on nous vous ils elles d aussi encore ensemble également impérativement merci svp plus`,
  es: `a al acerca ante antes así aunque bajo como con conforme contra cuando de del desde después donde durante e en entre
    hacia hasta incluido incluso mediante mientras ni o para pero por porque pues que según si sin sino sobre tras u vía y ya
    el la los las lo un una unos unas este esta mi mis su sus nuestro nuestra todo toda todos todas yo ella nosotros ellos
    también juntos inclusive urgente`,
  pt: `a à ao aos às antes após até através com como conforme contra da das de depois desde do dos durante e em entre exceto
    incluindo mas mediante na nas nem no nos num ou para pela pelo perante pois por porque quando que se segundo sem senão
    sob sobre via o os as um uma este esta meu minha seu sua nosso nossa todo toda todos todas também juntos inclusive`,
  nl: `aan achter als bij binnen boven buiten dan dat door en evenals hierbij in incl inzake maar met mits na naar naast of
    om omdat omtrent onder op over per rond samen sinds te tegen ten ter terwijl tijdens toch tot totdat tussen uit van
    vanaf vanwege via volgens voor voordat vóór wanneer waar wat welke wie zoals zodat zonder de het een deze die dit alle
    al mijn onze ons jouw uw haar hun zijn elke ik we wij je jij hij ze zij af aub graag klaar nog ook svp uiterlijk weer`,
};
const DETERMINERS =
  setOf(`the a an all any both each every my our your his her its their this these those some das dem den
  der des die ein eine einen einem einer le la les l un une ce cette ces mon ma mes son sa ses notre nos votre vos leur leurs
  el los las lo unos unas su sus o os as um uma seu sua de het een deze dit onze uw`);
/** Behind a day they tell the time, and the sentence goes on behind them. */
const TIMES_OF_DAY =
  setOf(`morning afternoon evening night noon lunch lunchtime midday midnight uhr früh morgen vormittag mittag
  nachmittag abend nacht morgens mittags abends matin midi soir ochtend middag avond uur`);
/** A due word behind one of them belongs to it: `is due`, `and by`. */
const CLINGING =
  setOf(`is are was were be been becomes falls not only still now then already also rather latest soon but and or
  which that who so than as ist sind war waren sein wird werden und oder aber nicht nur erst noch schon jetzt dann auch est sont
  était et ou mais pas seulement encore déjà qui es son está están era y o pero no solo sólo ya que é são estão e mas não só já
  zijn en of maar niet alleen pas nog al`);
const OF_LANGUAGE = Object.fromEntries(LANGUAGES.map((one) => [one, setOf(FUNCTION_WORDS[one])]));

/** The words of a list. */
export function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/));
}

/** The words of a text in small letters; `l'offre` are two. */
export function lowerWords(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}\uFFFC]+/gu) ?? [];
}

/** True for a word of a closed class in one of the languages. */
export function isFunctionWord(word: string, languages: readonly Language[]): boolean {
  return languages.some((language) => OF_LANGUAGE[language]?.has(word));
}

/** True for an article and the like that tells which things are meant, and not how many. */
export function isDefinite(word: string): boolean {
  return (
    DETERMINERS.has(word) && !/^(?:all|any|both|each|every|some|no|an?|un|une|um|uma|unos|unas|eine?n?|een)$/.test(word)
  );
}

export function isDeterminer(word: string): boolean {
  return DETERMINERS.has(word);
}

export function isTimeOfDay(word: string): boolean {
  return TIMES_OF_DAY.has(word);
}

/** True where a sentence would break off if what follows the text were taken away. */
export function clings(text: string): boolean {
  const [last = ""] = /[\p{L}\p{N}]{1,20}$/u.exec(text.slice(-20)) ?? [];
  const word = last.toLowerCase();
  return CLINGING.has(word) || DETERMINERS.has(word) || /\p{L}{2}ly$/u.test(word);
}
