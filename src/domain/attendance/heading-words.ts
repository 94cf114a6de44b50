import { wordSet } from "./fold.ts";

// Folded (`fold`). English, German, French, Spanish, Portuguese, Dutch, Italian; Japanese, Chinese and Korean by pattern.

/** Who is there, and nothing else. */
export const STRONG = wordSet(
  "attendees attendee attendance attendances participants participant invitees invitee absentees rollcall",
  "teilnehmer teilnehmende teilnehmenden teilnehmern teilnehmerin teilnehmerinnen teilnehmerliste teilnehmerkreis",
  "anwesende anwesenden anwesenheit anwesenheiten anwesenheitsliste abwesende abwesenden abwesenheiten",
  "participantes participante participantas presence presences participations",
  "asistentes asistente asistencia asistencias presencas presenca",
  "deelnemers deelnemer deelnemerslijst aanwezigen afwezigen aanwezigheid presentie presentielijst",
  "partecipanti partecipante presenti assenti",
);

/** Words that also mean other things: `present`, `members`. */
export const WEAK = wordSet(
  "present absent absence absences attending attended here there participating apologies regrets excused guests guest",
  "members member invited observers roster quorum people persons rsvp rsvps visitors joining joined",
  "anwesend abwesend entschuldigt entschuldigte unentschuldigt gaste eingeladen eingeladene mitglieder personen",
  "stimmberechtigte stimmberechtigten fehlend fehlende fehlt fehlen verhindert teilgenommen",
  "presents presente presentes presentees absents absente absentes excuse excuses excusee excusees invites",
  "invitee invitees membres personnes ausente ausentes invitados invitado convocados miembros personas excusados",
  "asistieron compareceram convidados convidado membros pessoas aanwezig afwezig genodigden gasten leden afgemeld afmeldingen",
  "invitati ospiti membri",
);

/** What may stand before who is there. */
export const BEFORE = wordSet(
  "those these also only expected confirmed required optional mandatory actual planned other additional further internal external customer",
  "client partner vendor gitlab account team teams remote online virtual onsite site person voting non nonvoting board",
  "committee council tsc tac core regular total staff all also not no were was are is will be",
  "haben hat es sind waren interne externe internen externen weitere geplante alle nicht online entschuldigt stimmberechtigte",
  "nicht leider sont etaient ont pas non tous toutes estan estuvieron no presentaron estao nao zijn waren niet",
  "stemgerechtigde geen",
);

/** A list of them. */
export const LIST = wordSet(
  "list lists sheet record register log check confirmation names name status only received given sent votants votantes",
  "liste listen feuille registre lista listas registro hoja folha lijst elenco",
);

export const CONJUNCTION = wordSet("and or but und oder et ou y e o en of & + / , ・");
export const PREPOSITION = wordSet(
  "of in at on for during with to im am bei an zu de du d' des a au aux dans pour del da do na no nos nas bij voor van",
);
/** Before the name of a side. */
export const FROM = wordSet("from von aus vom at @ by");
export const DETERMINER = wordSet(
  "the this our your a an its der die das den dem des unsere unserer diese dieser le la les l' notre cette el los las",
  "lo nuestra esta o os as nossa desta de het onze deze il i gli",
);
/** What they attend. */
export const MEETING = wordSet(
  "meeting call session webinar workshop event review sitzung besprechung termin treffen telefonat gesprach videokonferenz",
  "reunion appel seance rencontre reunion sesion llamada encuentro reuniao chamada sessao encontro vergadering overleg",
  "gesprek sessie riunione",
);
export const TODAY = wordSet("today today's todays heute heutige heutigen aujourd'hui hoy hoje vandaag");

/** Whole headings that say it in several words. */
export const PHRASE =
  /^(?:who(?:'s| is| was| were| are)? ?(?:here|there|attending|attended|present|joining|joined|in the room|on the call|came)(?: today)?\??|roll ?-?call|in attendance|no ?-?shows?|on (?:the|this|today's) call|in the room|sign ?-?in(?: sheet)?|wer (?:ist|war) (?:da|dabei)\??|qui (?:est|etait) (?:la|present)\??|quien(?:es)? asisti(?:o|eron)\??|wie (?:is|was|zijn|waren) er(?: bij)?\??)$/;

/** A word of a script without blanks, in Japanese, Chinese or Korean. */
export const UNSPACED =
  /^(?:本日|今日|会議)?の?(?:参加|出席|欠席|列席|不参加|遅刻|出欠|招待|ゲスト|メンバー)(?:予定)?(?:者|メンバー|状況|確認)?(?:一覧|リスト|名簿|表)?$|^(?:与会|與會|出席|参会|參會|缺席|参加|參加)(?:人员|人員|者|名单|名單)?$|^(?:참석|참가|불참)(?:자|자명단|자목록)?$/;
