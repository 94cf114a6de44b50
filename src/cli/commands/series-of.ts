import { usageError } from "../../app/options.ts";
import { nearestWord } from "../../domain/text/nearest-word.ts";
import type { ProjectState, SeriesState } from "../../reconcile/model/types.ts";

/** The meeting series of that id. Throws a `ConfigError` that names those there are. */
export function seriesOf(state: ProjectState, id: string): SeriesState {
  const found = state.series.find((series) => series.meeting.id === id);
  if (found !== undefined) return found;
  const known = state.series.map((series) => series.meeting.id);
  throw usageError("series", id, "there is no such meeting series", known, nearestWord(id, known));
}
