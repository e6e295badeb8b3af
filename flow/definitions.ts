import { z } from "zod";

const text = z.string().nullish().catch(undefined);

const definition = z.looseObject({
  activityName: z.string(),
  inputs: z
    .array(
      z.looseObject({
        name: z.string(),
        required: z.boolean().nullish().catch(undefined),
        defaultValue: z.unknown().optional(),
        showOnCondition: z.unknown().optional(),
      }),
    )
    .nullish(),
  outputPorts: z.array(z.looseObject({ condition: text })).nullish(),
});

/** What an organisation's flow service says of one type of activity; a part of `GET v2/activities`. */
export type ActivityDefinition = z.output<typeof definition>;

const list = z.array(definition).min(1);
const holder = z.looseObject({}).transform((object) => Object.values(object).find(Array.isArray));

/**
 * The definitions in an answer of `v2/activities`. No description shows its envelope, so a list is taken alone or in an object.
 * @throws ZodError where there are none.
 */
export const readActivityDefinitions = (answer: unknown): readonly ActivityDefinition[] =>
  z.union([list, holder.pipe(list)]).parse(answer);
