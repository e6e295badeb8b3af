import { v5 } from "uuid";
import type { MakeId } from "./diagram/widgets";

/** Namespace of every id in a generated flow. Changing it would change every generated file. */
const NAMESPACE = "7a1f3c52-6d0e-5b8a-9f4e-2c9b1d7e4a60";

/** Ids for the parts of the flow `name`: the same part of the same flow always gets the same UUID (version 5). */
export const idsOf =
  (name: string): MakeId =>
  (...role) =>
    v5(JSON.stringify([name, ...role]), NAMESPACE);
