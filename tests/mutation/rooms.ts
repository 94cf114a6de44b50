/** Rooms whose tests are put to the test, and which tests are theirs: a folder is all tests in it, what begins with ! is none of them. */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  domain: ["tests/domain"],
  reconcile: ["tests/reconcile"],
  audit: ["tests/audit"],
  gitlab: ["tests/gitlab"],
};
