import { wordSet } from "./fold.ts";

// Folded (`fold`). Words that are given names too (Mark, Bill, Will, Grant) are in none of the first two lists.

/** What people are asked to do, at the start of a line that is no name. */
export const VERBS = wordSet(
  "send check review call ask create update fix write prepare schedule book share add confirm provide discuss follow",
  "upgrade install test open close move get set make order buy sign pay upload download plan define document find email",
  "mail contact ensure verify investigate enable disable configure deploy migrate remove delete rename approve submit",
  "report organise organize arrange draft finalise finalize complete finish start stop run ship deliver evaluate assess",
  "compare decide agree explain clarify escalate file raise push pull merge release publish post print scan count collect",
  "gather compile summarise summarize talk speak meet sync align introduce onboard train teach learn read look see try use",
  "replace renew extend cancel reschedule remind notify inform tell let give bring take keep put reach connect link",
  "integrate implement build develop design research explore monitor track measure log record archive backup restore",
  "rotate revoke assign transfer forward reply respond answer resolve unblock validate refactor do work help offboard",
  "negotiate propose suggest recommend request purchase procure join attend register enrol enroll subscribe provision",
  "scale tune optimise optimize analyse analyze audit secure patch bump brief demo survey interview hire invite export",
  "import change switch turn go come think wait allow block revisit rework rewrite invoice quote setup cleanup clean",
  "senden schicken prufen klaren anrufen erstellen bestellen einladen vorbereiten buchen teilen hinzufugen bestatigen",
  "aktualisieren schreiben testen installieren besprechen nachfragen kontaktieren planen liefern melden abstimmen prufe",
  "sende schicke erstelle klare bestelle kummern organisieren einrichten freigeben unterschreiben bezahlen",
  "envoyer verifier appeler preparer creer confirmer planifier partager demander relancer contacter reserver signer payer",
  "mettre faire valider inviter corriger rediger tester installer commander fournir discuter ouvrir fermer organiser",
  "enviar revisar llamar comprobar preparar crear actualizar confirmar programar compartir pedir hablar mandar verificar",
  "hacer definir contactar agendar reservar firmar pagar subir invitar comprar instalar probar cerrar abrir organizar",
  "rever ligar marcar partilhar compartilhar atualizar falar fazer assinar criar comprar testar fechar convidar",
  "sturen controleren bellen regelen plannen maken versturen uitnodigen nakijken bestellen opvragen voorbereiden delen",
  "toevoegen bevestigen bijwerken schrijven installeren bespreken vragen leveren",
);

/** What people do something about: none of them is the name of somebody. */
export const THINGS = wordSet(
  "licence licences license licenses seat seats budget slide slides agenda invoice invoices contract contracts upgrade",
  "migration renewal training report reports documentation docs doc roadmap ticket tickets issue issues quote quotes offer",
  "file files access account accounts server servers runner runners pipeline pipelines backup backups cluster database",
  "demo workshop invite invites invitation invitations deck diagram architecture minutes notes recap follow-up followup",
  "timeline deadline date dates meeting call review approval sign-off purchase order list link links token tokens key keys",
  "user users group groups role roles permission permissions security audit scan feedback survey requirements quota cost",
  "costs pricing proposal plan plans project projects release rollout deployment configuration settings sso saml ldap vpn",
  "lizenz lizenzen rechnung rechnungen vertrag angebot bestellung schulung bericht protokoll termin zugang zugange folien",
  "licence facture factures contrat devis commande formation rapport acces date ordre planning",
  "licencia licencias factura contrato oferta pedido formacion informe acceso presupuesto licenca licencas fatura",
  "proposta relatorio acesso orcamento licentie licenties factuur offerte bestelling rapport toegang begroting",
);

/** A day that is named makes a line more than a name. */
export const DAYS = wordSet(
  "monday tuesday wednesday thursday friday saturday sunday tomorrow eod eow eom asap",
  "montag dienstag mittwoch donnerstag freitag samstag sonntag morgen",
  "lundi mardi mercredi jeudi vendredi samedi dimanche demain lunes martes miercoles jueves viernes sabado manana",
  "segunda-feira terca-feira quarta-feira quinta-feira sexta-feira amanha",
  "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
);

/** Lower-case parts of names, and what joins two of them. */
export const PARTICLES = wordSet(
  "van von de der den del della di da do dos das du la le el al bin ibn ben ter ten zu zur af av san santa y e i",
  "and & und et en + @ with plus mit from at of aus vom mr mrs ms dr prof ing hr fr m mme sr sra dhr mevr jr ii iii",
);

/** How somebody takes part. */
export const PRESENCE = wordSet(
  "absent present remote remotely late early left joined joining arrived excused away vacation holiday leave pto ooo sick",
  "ill online onsite virtual virtually phone zoom video teams dialed hybrid tentative maybe yes no regrets apologies",
  "can't cannot unable conflict tbc optional required invited unavailable travelling traveling partly partial regular new note notes-taker scribe",
  "abwesend anwesend entschuldigt unentschuldigt krank urlaub spater verspatet verhindert ort telefon ab bis fehlt",
  "absente presente excuse excusee retard distance conges ligne ausente excusado tarde remoto vacaciones atrasado ferias",
  "afwezig aanwezig ziek vakantie later online x",
);

/** What somebody is. */
export const ROLES = wordSet(
  "ceo cto cio ciso coo cfo cpo cro vp svp evp csm tam sa manager management engineer engineering developer development",
  "lead leader head director architect admin administrator owner analyst consultant specialist support success customer",
  "executive officer president founder co-founder intern student professor partner sponsor chair chairperson co-chair host",
  "facilitator moderator secretary notetaker note-taker observer guest member representative rep alternate proxy delegate",
  "team department sales marketing product platform operations ops devops devsecops sre it hr finance legal procurement",
  "leiter leiterin geschaftsfuhrer geschaftsfuhrerin entwickler entwicklerin architektin vorstand abteilung moderation",
  "gast leitung kunde kundin betreuer directeur directrice responsable chef cheffe ingenieur developpeur developpeuse",
  "directora diretor diretora gerente jefe jefa ingeniero ingeniera engenheiro engenheira desarrollador desenvolvedor",
  "hoofd ontwikkelaar beheerder teamleider klant",
);
