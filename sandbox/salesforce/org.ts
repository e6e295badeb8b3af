import type { Core } from "../core/vendor";
import { idOf, podOf } from "./ids";
import { readSwitches, type Switches } from "./settings";
import { createComponents, createRecords, IdPrefixes, openTables, type Components, type Records } from "./store";

/** The Salesforce org of a directory, as one call sees it. */
export interface Org {
  readonly core: Core;
  /** 18 characters. */
  readonly id: string;
  /** Three characters in the middle of every id, which identify the server instance. */
  readonly pod: string;
  readonly records: Records;
  readonly components: Components;
  readonly switches: () => Switches;
  /** The same org, except that what it writes stays hidden from readers for this long. */
  readonly hiding: (ms: number) => Org;
}

/** @param objects the types of records, with the prefix of their ids */
export function openOrg(core: Core, objects: ConstructorParameters<typeof IdPrefixes>[0]): Org {
  const prefixes = new IdPrefixes(objects);
  const tables = openTables(core);
  const pod = podOf(core.ids.named("salesforce", "pod").replaceAll("-", ""));
  const id = idOf("00D", pod, Number.parseInt(core.ids.named("salesforce", "org").slice(0, 6), 16));
  const seenBy = (hideMs: number): Org => ({
    core,
    id,
    pod,
    records: createRecords(core, tables.records, prefixes, pod, hideMs),
    components: createComponents(tables.components, hideMs),
    switches: () => readSwitches(core.store),
    hiding: (ms) => (ms === 0 ? seen : seenBy(ms)),
  });
  const seen = seenBy(0);
  return seen;
}
