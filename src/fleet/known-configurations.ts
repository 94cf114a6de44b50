import { createRecentMap } from "../domain/recent-map.ts";
import { fingerprintOfFile } from "./fingerprint.ts";
import type { ReconcileJobDependencies } from "./reconcile-job.ts";

type ParseConfiguration = ReconcileJobDependencies["parseConfiguration"];

/** Configurations kept; one of three meetings takes some 10 KB. */
const MOST_KEPT = 1000;
/** Longer ones are read each time, so that what is kept stays small. */
const LONGEST_TEXT = 16_384;

/**
 * Reads a configuration only where its text is another one than those it read lately: to check a file costs more than all else
 * in a look at a quiet project. What is wrong is read, and thrown, each time.
 */
export function knownConfigurations(parse: ParseConfiguration, mostKept = MOST_KEPT): ParseConfiguration {
  const known = createRecentMap<ReturnType<ParseConfiguration>>(mostKept);
  return (text, file) => {
    if (text.length > LONGEST_TEXT) return parse(text, file);
    const key = `${fingerprintOfFile(text)} ${file}`;
    const configuration = known.get(key) ?? parse(text, file);
    // Written anew: the one that was not asked for longest goes first.
    known.set(key, configuration);
    return configuration;
  };
}
