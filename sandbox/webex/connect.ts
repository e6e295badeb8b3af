import { z } from "zod";
import { AdminError } from "../core/admin";
import type { JsonObject } from "../core/json";
import type { Entities } from "./entities";

/** https://help.webex.com/article/n5595zd */
const MAX_CONNECTORS = 10;

const connectRequest = z.strictObject({
  /** What Control Hub calls the connector. */
  name: z.string().min(1),
  /** Where the connector leads, for instance the address of a Salesforce org. */
  resourceDomain: z.url().optional(),
});
export type ConnectRequest = z.input<typeof connectRequest>;

/**
 * Plays the person who creates an HTTP connector in Control Hub, which no public API can do.
 * Returns the connector; the one that is there when the name is taken. Throws a ZodError when a member is wrong, an AdminError when there are too many.
 */
export const connect = (entities: Entities, request: unknown): JsonObject => {
  const { name, resourceDomain } = connectRequest.parse(request);
  const { core } = entities;
  return core.store.transaction(() => {
    const connectors = entities.list("connector").filter(({ type }) => type === "http");
    const known = connectors.find((other) => other["name"] === name);
    if (known !== undefined) return known;
    if (connectors.length >= MAX_CONNECTORS) {
      throw new AdminError(
        409,
        `An organisation has at most ${MAX_CONNECTORS} connectors of its own; remove one first.`,
      );
    }
    const now = core.clock.now();
    const made = {
      id: core.ids.uuid(),
      name,
      type: "http",
      ...(resourceDomain === undefined ? {} : { resourceDomain }),
      version: 0,
      createdTime: now,
      lastUpdatedTime: now,
    };
    entities.put("connector", made);
    return made;
  });
};
