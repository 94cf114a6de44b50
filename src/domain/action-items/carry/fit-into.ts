import type { CarriedItem } from "../read/types.ts";
import { renderedLength } from "./render.ts";

/** Takes items in order as long as their Markdown fits into `room` characters; what does not fit stays where it is. */
export function fitInto(
  items: readonly CarriedItem[],
  maxLength: number,
): { readonly fitting: readonly CarriedItem[]; readonly excess: readonly CarriedItem[] } {
  const fitting: CarriedItem[] = [];
  const excess: CarriedItem[] = [];
  let left = maxLength;
  for (const item of items) {
    const length = renderedLength(item);
    if (length <= left) {
      left -= length;
      fitting.push(item);
    } else excess.push(item);
  }
  return { fitting, excess };
}
