import { isatty } from "node:tty";

export interface HangUp {
  readonly reload: () => void;
  readonly close: () => void;
}

const STDIN = 0;

/**
 * SIGHUP means to read the configuration anew; of a process whose terminal was closed it means the end, as it always did.
 * Returns how to listen no more.
 */
export function onHangUp({ reload, close }: HangUp): () => void {
  const hadTerminal = isatty(STDIN);
  const listener = (): void => {
    if (hadTerminal && !isatty(STDIN)) close();
    else reload();
  };
  process.on("SIGHUP", listener);
  return () => process.off("SIGHUP", listener);
}
