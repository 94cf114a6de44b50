import { CONFIGURATION_PATH } from "../config/configuration-path.ts";
import { parseProjectConfiguration } from "../config/parse-project-configuration.ts";
import type { HistoryRules } from "../config/resolve/types.ts";
import { putBlock } from "../config/yaml/put-block.ts";
import { isConfigError } from "../domain/errors.ts";
import { OLD_ITEMS_PATH } from "../domain/old-items/list.ts";
import type { BranchFile, FileChange } from "../gitlab/setup-port.ts";
import { historyLines } from "./history-block.ts";
import type { SetupObstacle } from "./types.ts";

/** What is to be proposed. */
export interface HistoryWishes {
  readonly history: HistoryRules;
  /** The list of open items as a file; null where there are none. */
  readonly list: string | null;
}

/** The files of the default branch; null for those that are not there. */
interface HistoryFiles {
  readonly configuration: BranchFile | null;
  readonly list: BranchFile | null;
}

type HistoryChanges =
  | { readonly kind: "files"; readonly files: readonly FileChange[] }
  | { readonly kind: "obstacle"; readonly obstacle: SetupObstacle };

/** What block and list change in the files of a project. A list that is there is people's, and stays. Pure. */
export function historyChanges({ configuration, list }: HistoryFiles, wishes: HistoryWishes): HistoryChanges {
  if (configuration === null) {
    const text = `the project has no ${CONFIGURATION_PATH} of its own`;
    return { kind: "obstacle", obstacle: { text, remedy: "make one first, with init" } };
  }
  const written = withHistory(configuration.text, wishes.history);
  if (written === null) {
    const text = `the block cannot be put into ${CONFIGURATION_PATH} as it stands`;
    return { kind: "obstacle", obstacle: { text, remedy: "write it into the file yourself" } };
  }
  const { lastCommitId } = configuration;
  const changed = written === configuration.text ? [] : [{ path: CONFIGURATION_PATH, text: written, lastCommitId }];
  const added =
    wishes.list === null || list !== null ? [] : [{ path: OLD_ITEMS_PATH, text: wishes.list, lastCommitId: null }];
  return { kind: "files", files: [...changed, ...added] };
}

/** The file with the block, unless it says that already; null where it would not be read as it is meant. */
function withHistory(text: string, history: HistoryRules): string | null {
  try {
    if (saysOf(text) === JSON.stringify(history)) return text;
    const written = putBlock(text, "history", historyLines(history));
    return written === null || saysOf(written) !== JSON.stringify(history) ? null : written;
  } catch (error) {
    if (!isConfigError(error)) throw error;
    return null;
  }
}

function saysOf(text: string): string | null {
  const { history } = parseProjectConfiguration(text, CONFIGURATION_PATH);
  if (history === null) return null;
  const { before, titles, issues, series } = history;
  return JSON.stringify({ before, titles, issues, series });
}
