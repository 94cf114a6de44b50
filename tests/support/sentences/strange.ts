import { type Explained, explainer } from "./explain.ts";
import { catalogues, shippedTemplates } from "./patterns.ts";
import type { Gathered } from "./written.ts";

/** Returns which sentences stand in what the bot sent, and what of it is neither one nor people's. */
function explain({ sent, byPeople }: Gathered): Explained {
  return explainer([...catalogues(), ...shippedTemplates()])(sent, byPeople);
}

/** What the bot sent that stands in no catalogue and that nobody wrote before. */
export function strangeIn(gathered: Gathered): readonly string[] {
  return explain(gathered).strange;
}
