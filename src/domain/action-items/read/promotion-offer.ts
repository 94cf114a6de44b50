import { maskHidden } from "../../markdown/mask-hidden.ts";
import { isItemId } from "../../marker/item-marker.ts";

const PROMOTION_OFFER = /<!--[ \t]*c:issue-([1-9]\d*-[0-9a-z]{3,8})[ \t]*-->/;

/** The id of the item that a line offers an issue of its own, as earlier versions wrote such boxes; null for another line. */
export function readPromotionOffer(text: string): string | null {
  const id = text.includes("c:issue-") ? PROMOTION_OFFER.exec(maskHidden(text))?.[1] : undefined;
  return id !== undefined && isItemId(id) ? id : null;
}
