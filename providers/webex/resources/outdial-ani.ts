import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import type { Problem } from "../../core/resource/types";
import { webexEntity } from "../stores/entity-store";
import { baseWire } from "../stores/entity";
import { duplicateNames, descriptionField, e164Field, nameField } from "../fields/common";
import { lookUpOf } from "../client/find-by-name";

const NAME = /^[a-zA-Z0-9._\-\s]*$/;
const CHARACTERS = "letters, digits, spaces, ., - and _";

const Entry = z.strictObject({
  /** Name that agents choose from; at most 80 letters, digits, spaces, `.`, `-` and `_`. */
  name: nameField(NAME, 80, CHARACTERS),
  /** The number that called people see, in E.164. Webex does not check that it is yours. */
  number: e164Field(),
  /** Whether it is used unless the agent picks another. At most one entry. */
  defaultANIEntry: z.boolean().default(false),
});

const inputs = z.strictObject({
  /** Unique in the organisation; at most 80 letters, digits, spaces, `.`, `-` and `_`. */
  name: nameField(NAME, 80, CHARACTERS),
  /** For administrators; at most 255 characters. */
  description: descriptionField().optional(),
  /** The numbers; at least one. */
  entries: z.array(Entry).min(1, "needs at least one number"),
});

const wire = baseWire.extend({
  name: z.string(),
  outdialANIEntries: z
    .array(
      z.looseObject({
        id: z.string().optional(),
        name: z.string(),
        number: z.string(),
        defaultANIEntry: z.boolean().default(false),
      }),
    )
    .default([]),
});

type Inputs = z.output<typeof inputs>;

function rules({ entries = [] }: Partial<Inputs>): readonly Problem[] {
  const defaults = entries.filter(({ defaultANIEntry }) => defaultANIEntry).length;
  return [
    ...duplicateNames("entries", entries),
    ...(defaults > 1 ? [{ property: "entries", reason: "has more than one default number" }] : []),
  ];
}

/**
 * The numbers that agents may show when they dial out.
 *
 * @example
 * new webex.OutdialAni("Sales", { entries: [{ name: "Main", number: "+13125550100", defaultANIEntry: true }] });
 */
export const OutdialAni = defineResource({
  kind: "webex.OutdialAni",
  noun: "outdial ANI",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/outdial-ani",
  inputs,
  naturalKey: ["name"],
  sets: ["entries"],
  rules,
  store: webexEntity({
    inputs,
    wire,
    path: "outdial-ani",
    // A kept entry must carry its id (409 otherwise), a new one must not have an id; the service deletes entries that are left out.
    toWire: ({ entries, ...same }, live) => ({
      ...same,
      outdialANIEntries: entries.map((entry) => {
        const id = live?.outdialANIEntries.find(({ name }) => name === entry.name)?.id;
        return id === undefined ? entry : { id, ...entry };
      }),
    }),
    fromWire: ({ outdialANIEntries }) => ({ entries: outdialANIEntries }),
  }),
  permission: "outdial-ani",
  lookUp: "getOutdialAni",
  export: {},
  trial: { inputs: { entries: [{ name: "Main", number: "+12025550100" }] } },
  picture: { family: "other" },
});
export type OutdialAni = InstanceType<typeof OutdialAni>;

/** An existing outdial ANI by name. */
export const { plain: getOutdialAni, output: getOutdialAniOutput } = lookUpOf("webex.OutdialAni");
