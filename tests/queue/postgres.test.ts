import { afterAll, describe } from "vitest";
import { findPostgres } from "../support/servers.ts";
import { describeQueue, describeServerClock } from "./behaviour.ts";
import { describeOutage } from "./outage.ts";
import { describeOverwritten } from "./overwritten.ts";
import { placesOn } from "./places.ts";
import { describeStore, storesOn } from "./shared-store.ts";

const server = await findPostgres();
afterAll(async () => server?.stop());

describe.skipIf(server === null)("with a server", () => {
  const url = server?.url ?? "";
  describeQueue("PostgreSQL", () => placesOn(url), describeServerClock);
  describeOutage("PostgreSQL", url);
  describeStore("PostgreSQL", () => storesOn(url));
  describeOverwritten("PostgreSQL", () => placesOn(url));
});
