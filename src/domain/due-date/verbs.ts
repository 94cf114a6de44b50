import { isDeterminer, isFunctionWord, setOf } from "./function-words.ts";
import { type DueWord, isVerbLast } from "./types.ts";

/** Words of a duty, with which what was done is still to be done: `must be signed before`. */
const DUTY =
  setOf(`must should shall need needs needed required requested wanted expected planned has have get gets be want
  ensure sure let please muss müssen soll sollen sollte sein werden wird worden kannst könnt bitte doit doivent être faut soit soient attendu attendue attendus attendues debe deben debería
  ser estar hay sea sean deve devem moet moeten kun kunt zijn worden graag`);
const HAS_TO = / ha(?:s|ve) (?:to )?$| ha(?:s|ve) to /u;
const INFINITIVE =
  /^\p{L}{2,}(?:[^i]er|[fbpdc]ier|trier|ir|ar|ôr|ndre|perdre|mettre|faire|lire|crire|uire|suivre|[aei]r(?:l[aeo]s?|se|me|nos))$|^(?:ir|ver|dar|faire|trier)$/u;
/** Nouns that end as verbs do. */
const NOUNS =
  setOf(`hier server master cluster container docker runner poster newsletter partner folder user order customer number
  super papier soir avenir devoir webinar seminar lugar hogar taller mujer ayer alquiler celular mulher charla`);
const ORDERS =
  setOf(`send set finish write deliver collect provide prepare complete submit share create fill give make buy reply respond confirm
  decide clarify sign install migrate fix solve resolve implement publish document upload approve order
  envoie prépare fais relance vérifie termine corrige rédige mets donne réponds finis appelle partage envía manda
  prepara revisa haz termina confirma crea actualiza sube escribe llama pide responde completa resuelve envia envie mande prepare faz
  faça termine confirme cria atualiza escreve stuur bel maak check vraag lever zet test schrijf regel betaal controleer verwerk geef
  bereid werk rond reageer antwoord bekijk lees vul mail meld deel update review waarschuw plaats bespreek teken sluit breng doe`);
const READY = setOf(
  "ready fertig prêt prête prêts prêtes listo lista listos listas pronto pronta prontos prontas klaar gereed",
);
/** Behind a German or Dutch clause they belong to its verb: `fragt vor Freitag nach`. */
const PREFIX = setOf(
  "ab an auf aus ein nach vor zu durch mit um los zurück weiter her hin fest bei bereit raus rüber fertig af op uit in na voor terug door",
);
const DUTCH =
  /(?:stu|eren|maken|bellen|checken|vragen|zetten|testen|schrijven|regelen|betalen|werken|geven|ronden|lossen|kijken|lezen|vullen|mailen|melden|delen|uploaden|updaten|reviewen|plaatsen|spreken|tekenen|stellen|sluiten|brengen|doen|sturen)$|^(?:be|ver|voor|af|op|uit|door|aan|goed)(?!st|richt|sprak|slag)\p{L}{3,}(?<!ing)en$/u;
/** What is arranged or written for a day is due before it: `reservar sala para el lunes`. */
const ARRANGES =
  /^(?:r[eé]serv|boek|achet|comprar$|compra$|planif|plann|organi[sz]|invit|convi[dt]|convo[cq]|agendar|programar|marcar|koop$|kopen|inplan|uitnod(?!iging))/u;
const OF_A_DAY =
  setOf(`agenda jour día dia réunion rdv rendez vous invitation salle ticket tickets billet billets place places programme
  planning menu entrada entradas reunión cita sala menú bilhete bilhetes reunião pauta ata afspraak vergadering meeting kaarten
  kaartjes zaal uitnodiging programma call`);

/** True for the infinitive of a French, Spanish or Portuguese verb, by its ending. */
export function isInfinitive(word: string): boolean {
  return INFINITIVE.test(word) && !NOUNS.has(word);
}

export function isDuty(words: readonly string[]): boolean {
  return words.some((word) => DUTY.has(word));
}

/** True where a clause ends with the infinitive of a German or Dutch verb: `an Acme schicken`. */
export function endsWithInfinitive(words: readonly string[]): boolean {
  const last = words.at(-1) ?? "";
  return (
    /^\p{L}{2,}(?:en|ern|eln)$|^(?:sein|tun|gaan|staan|zien|doen)$/u.test(last) &&
    !/^(?:wurden|waren|hatten|haben|hebben|offen|oben|unten|morgen)$/u.test(last)
  );
}

/** True where a German or Dutch clause ends with what belongs to its verb: `stellt … bereit`. */
export function endsWithPrefix(words: readonly string[]): boolean {
  return PREFIX.has(words.at(-1) ?? "");
}

/** True where words tell what there is on a day, or what is arranged for it. */
export function isOfDay(words: readonly string[]): boolean {
  return words.some((word) => ARRANGES.test(word)) || OF_A_DAY.has(words[0] ?? "") || OF_A_DAY.has(words.at(-1) ?? "");
}

/** True where the words before a due word tell somebody to do something. */
export function hasVerb(words: readonly string[], behind: readonly string[], word: DueWord): boolean {
  const { languages } = word;
  const isRoman = /fr|es|pt/.test(languages.join(" "));
  if (HAS_TO.test(` ${words.join(" ")} `) || words.some((one) => DUTY.has(one) && !/^ha(?:s|ve)$/.test(one)))
    return true;
  if ((isRoman && words.some(isInfinitive)) || READY.has(words.at(-1) ?? "")) return true;
  if (words.slice(0, 3).some((one) => ORDERS.has(one) || ORDERS.has(one.replace(/s$/, "")))) return true;
  if (isVerbLast(word) && (endsWithInfinitive(behind) || endsWithPrefix(behind))) return true;
  if (languages[0] === "nl" && DUTCH.test(words.at(-1) ?? "")) return true;
  if (isDeterminer(behind[0] ?? "")) return true;
  return words.some((one, at) => at > 0 && isDeterminer(one) && !isFunctionWord(words[at - 1] ?? "", languages));
}
