/** Stands at the end of a line in which the bot repeats what stands elsewhere: nothing in it is a person's word. */
export const OWN_WORDS = "<!--c:said-->";
