import { wordSet } from "../attendance/fold.ts";

// Folded (`fold`): what templates write where people are to write something of their own.

/** Things that a template has places for; with a number they stand for one: `Action item 1`. */
export const PLACES = wordSet(
  "action actions item items task tasks todo to-do decision decisions question questions topic topics point points step",
  "steps note notes name owner assignee person guest agenda actionable next",
  "aktion massnahme aufgabe aufgaben punkt thema frage entscheidung name",
  "tache sujet decision point accion tarea tema pregunta acao tarefa pergunta actie actiepunt taak vraag besluit onderwerp",
  "アクション タスク 項目 担当者 議題",
);

/** Words around them. */
export const AROUND = wordSet(
  "a an the of to for by on in at with and or from is be will does do done needs need needed required who what when where",
  "which how why due date dates deadline owners assigned assignees responsible names user username users id handle",
  "description describe detail details short brief title text summary your our my first second third etc eg e.g i.e ie",
  "initials role company email number n x y z xx yyyy mm dd yy hh priority status specific something someone somebody here placeholder example as many",
  "time this that link url optional",
  "der die das ein eine wer was wann bis wo datum fallig verantwortlich verantwortliche verantwortlicher beschreibung hier",
  "und fur von mit zu kurze frist zustandig",
  "le la les un une de du des qui quoi quand pour avec date responsable echeance description nom a par",
  "el los las quien que cuando fecha responsable descripcion nombre para con o os as um uma quem quando data prazo",
  "responsavel descricao nome do da het een wie wat wanneer verantwoordelijke omschrijving naam voor van door",
  "担当 期限 内容 日付 负责人",
);

export const ASKING = wordSet("who what when wer was wann qui quoi quand quien que cuando quem quando wie wat wanneer");

/** Nobody is called so. */
export const NOBODY = wordSet(
  "owner name names user username user-name person people assignee assignees who someone somebody handle responsible",
  "firstname lastname your-name yourname member nickname xyz verantwortlicher verantwortliche nom nombre nome naam",
);

/** Before a word for a place and `here`: an invitation to write. */
export const WRITE = wordSet(
  "add insert enter write put fill type list describe please trage bitte ajouter ajoutez indiquer anadir agregar escribir",
  "adicionar inserir escrever voeg toe",
);
export const HERE = wordSet("here below hier ici aqui");

/** A thing to do in general, whatever stands before it. */
export const GENERAL =
  /^(?:(?:a|an|the|your|my|our|new|next|another|first|second|third|sample|eine?|neue|une|un|una|uma|nouvelle|nueva|nova|een|nieuwe) )*(?:actions?|action items?|items?|tasks?|to-?dos?|aufgabe|tarea|tarefa|actie|actiepunt|tache|accion|acao)(?: (?:description|details?|name|title|owner))?$/;

/** An example says so. */
export const EXAMPLE =
  /^(?:e\.g\.|(?:example|sample|beispiel|exemple|ejemplo|exemplo|voorbeeld)\s?[:–-]|z\. ?b\.|par exemple|p\. ?ej\.|bijv\.|例:|lorem ipsum)/;
