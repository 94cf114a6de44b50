/** Work that goes on until it is let go. */
export function held(): { readonly held: Promise<void>; readonly release: () => void } {
  let release = (): void => {};
  const work = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { held: work, release };
}
