/** Names of the parts that minutes have in any company, in the languages that customers write them in. */
const NAMES: ReadonlySet<string> = new Set(
  [
    "action items|actions|action points|action list|next steps|next actions|tasks|task list|to do|to dos|todo|todos",
    "open items|open points|open actions|items|follow up|follow ups|carried forward|new items",
    "topics|agenda|discussion|discussions|discussion points|notes|meeting notes|minutes|recap|summary|decisions",
    "questions|links|resources|reading|pre reads|to read|miscellaneous|any other business|aob|other|general",
    "aufgaben|aktionspunkte|maßnahmen|nächste schritte|offene punkte|themen|tagesordnung|notizen|protokoll",
    "zusammenfassung|entscheidungen|beschlüsse|fragen|sonstiges",
    "points d action|prochaines étapes|tâches|sujets|ordre du jour|compte rendu|résumé|décisions|divers",
    "acciones|tareas|próximos pasos|pendientes|temas|orden del día|notas|resumen|decisiones|preguntas|varios",
    "ações|tarefas|próximos passos|pendências|pauta|resumo|decisões|perguntas",
    "actiepunten|acties|taken|volgende stappen|onderwerpen|notities|notulen|samenvatting|besluiten|vragen",
  ].flatMap((line) => line.split("|")),
);

/** Further names of such parts, as they stand in longer headings: "Open action items from Acme". */
const IN_NAMES: ReadonlySet<string> = new Set([
  ...[...NAMES].filter((name) => !/^(?:other|general|items|new items|varios|divers|sonstiges|links)$/.test(name)),
  ...[
    "action item|action|action point|next step|decision|ais|assignments|commitments|deliverables|homework",
    "updates|announcements|issues|blockers|risks|topic|discussed|discuss|parking lot|backlog|status",
    "aufgabe|maßnahme|aktionen|beschluss|entscheidung|thema|besprochen|risiken|to dos",
    "plan d action|à faire|relevé de décisions|décision|sujet|risques|points ouverts",
    "compromisos|acuerdos|acción|tarea|tema|riesgos|puntos|asuntos|plan de acción",
    "compromissos|acordos|ação|tarefa|tópicos|assuntos|riscos|plano de ação|encaminhamentos",
    "actiepunt|actie|actielijst|taak|onderwerp|afspraken|besluit|besproken|mededelingen|risico s",
    "azioni|attività|prossimi passi|ordine del giorno|note|decisioni|argomenti",
  ].flatMap((line) => line.split("|")),
]);

/** The same in scripts that put no blanks between words. */
const UNSPACED =
  /アクション|タスク|課題|宿題|やること|対応事項|次のステップ|ネクスト|議題|アジェンダ|議事|メモ|決定|決議|質問|確認事項|連絡事項|報告事項|今後の|todo|行动项|待办|议题|议程|纪要|决定|할 ?일|안건|회의록|결정/i;

const MOST_WORDS = 4;

/** Whether the name of a part of the minutes stands in a heading, whatever else it says. */
export function namesSection(heading: string): boolean {
  const text = heading.slice(0, 200).toLowerCase();
  if (UNSPACED.test(text)) return true;
  const words = text.match(/\p{L}+/gu) ?? [];
  return words.some((_, from) =>
    Array.from({ length: MOST_WORDS }, (_none, more) => words.slice(from, from + more + 1).join(" ")).some((name) =>
      IN_NAMES.has(name),
    ),
  );
}

const JOINED = /[,/&+]|(?<!\p{L})(?:and|und|et|y|e|en)(?!\p{L})/u;

/** Whether a heading only names a part of the minutes, such as "Recap and next steps", and says nothing of its items. */
export function isSectionName(heading: string): boolean {
  const words = heading
    .slice(0, 200)
    .toLowerCase()
    .replace(/[^\p{L}\s,/&+]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return words.split(JOINED).every((part) => part.trim() === "" || NAMES.has(part.trim()));
}

const ACTION_ITEMS: ReadonlySet<string> = new Set(
  [
    "action items|action item|actions|action points|action list|tasks|task list|to do|to dos|todo|todos",
    "aufgaben|aktionspunkte|aktionen|maßnahmen|points d action|plan d action|tâches|à faire|actions à faire|actions à mener|acciones|tareas",
    "plan de acción|compromisos|ações|tarefas|plano de ação|acties|actiepunten|actielijst|taken|azioni",
    "ais|homework|assignments|commitments|deliverables|who does what|wer macht was|qui fait quoi|hausaufgaben|encaminhamentos",
    "アクションアイテム|アクション|タスク|宿題|やること|行动项|待办",
  ].flatMap((line) => line.split("|")),
);

/** Words for what is left of earlier calls. */
const CARRIED =
  /(?<!\p{L})(?:previous|prior|last|earlier|open|outstanding|pending|carried|ongoing|existing|review|old|offene[nr]?|bisherige[nr]?|letzte[nrms]?|précédentes?|ouvertes?|anteriores|anterior|pendientes?|abertas?|pendentes?|vorige|openstaande)(?!\p{L})/u;

/** What may stand beside the name: `Open action items from the last call`. */
const BESIDE =
  /(?<!\p{L})(?:new|next|current|over|forward|our|all|the|from|of|for|this|call|meeting|session|time|week|list|status|update|shared|joint|agreed|to take|owners?|due|dates?|deadlines?|verantwortliche|neue[nr]?|aus|dem|der|termin|de|la|las|los|du|des|nouvelles?|réunion|nuevas?|reunión|novas?|da|reunião|nieuwe|van|het|overleg)(?!\p{L})/gu;

/** Whether a heading is that of action items, whoever's: not one that says something of them besides. */
export function namesActionItems(heading: string): boolean {
  const words = heading
    .slice(0, 200)
    .toLowerCase()
    .replace(/\([^()]*\)/g, " ")
    .replace(/[^\p{L}\s,/&+]+/gu, " ");
  const parts = words.split(JOINED).map((part) => part.replace(/\s+/g, " ").trim());
  const bare = (part: string): string =>
    part.replace(new RegExp(CARRIED, "gu"), " ").replace(BESIDE, " ").replace(/\s+/g, " ").trim();
  const isNamed = (part: string): boolean => ACTION_ITEMS.has(part) || ACTION_ITEMS.has(bare(part));
  return parts.some(isNamed) && parts.every((part) => bare(part) === "" || NAMES.has(part) || isNamed(part));
}

/** Whether a heading is for what is left of earlier calls. */
export function isForCarriedItems(heading: string): boolean {
  return CARRIED.test(heading.slice(0, 200).toLowerCase());
}
