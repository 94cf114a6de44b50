import { maskHidden } from "../../markdown/mask-hidden.ts";
import { isItemId } from "../../marker/item-marker.ts";

const PROMOTION_OFFER = /<!--[ \t]*c:issue-([1-9]\d*-[0-9a-z]{3,8})[ \t]*-->/;

/** The box by which the bot offers an item an issue of its own, at the decision stage (handbook E49, B20). */
export function renderPromotionOffer(id: string): string {
  return `- [ ] Tick to make it an issue of its own <!--c:issue-${id}-->`;
}

/** The id of the item that a line offers an issue of its own, or null for another line. */
export function readPromotionOffer(text: string): string | null {
  const id = text.includes("c:issue-") ? PROMOTION_OFFER.exec(maskHidden(text))?.[1] : undefined;
  return id !== undefined && isItemId(id) ? id : null;
}
