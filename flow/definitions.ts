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

/** One type of activity in an organisation's flow service; a part of the answer of `GET v2/activities`. */
export type ActivityDefinition = z.output<typeof definition>;

const list = z.array(definition).min(1);
const holder = z.looseObject({}).transform((object) => Object.values(object).find(Array.isArray));

/**
 * The definitions in an answer of `v2/activities`. The answer's outer shape is not documented: a list and an object that holds one are accepted.
 * @throws ZodError where the answer holds no definitions.
 */
export const readActivityDefinitions = (answer: unknown): readonly ActivityDefinition[] =>
  z.union([list, holder.pipe(list)]).parse(answer);
