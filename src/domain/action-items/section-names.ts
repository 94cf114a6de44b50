/** Names of the parts that minutes have in any company, in the languages that customers write them in. */
const NAMES = new Set(
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
