import type { PlainDate } from "../time/types.ts";

export const SEGMENTS = ["strategic", "growth"] as const;
/** How customer success looks after a customer (handbook C1); `scale` and `digital` have no collaboration project. */
export type Segment = (typeof SEGMENTS)[number];

/** Within a segment, 1 before 2. */
export type CustomerPriority = 1 | 2;

export const DEPLOYMENTS = ["self-managed", "gitlab.com", "dedicated"] as const;
/** Where the customer's GitLab runs. */
export type Deployment = (typeof DEPLOYMENTS)[number];

export const CUSTOMER_KINDS = ["new", "existing"] as const;
/** `new`: its calls begin with onboarding, whether the first one or that of a purchase that was added (handbook C6). */
export type CustomerKind = (typeof CUSTOMER_KINDS)[number];

/** What kind of customer a project is for, with every default filled in. */
export interface CustomerProfile {
  readonly segment: Segment;
  readonly priority: CustomerPriority;
  /** null where the file does not say. */
  readonly deployment: Deployment | null;
  /** First day of the contract. */
  readonly since: PlainDate;
  readonly customer: CustomerKind;
  /** Last day of onboarding; of no meaning for an existing customer. */
  readonly onboarded: PlainDate;
  /** Where the customer is, as written; null where the file does not say. */
  readonly region: string | null;
  /** Areas of the product that the customer cares about, as written. */
  readonly areas: readonly string[];
}
