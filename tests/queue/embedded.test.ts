import { describeQueue } from "./behaviour.ts";
import { placesInProcess } from "./places.ts";

describeQueue("a database in this process", placesInProcess);
