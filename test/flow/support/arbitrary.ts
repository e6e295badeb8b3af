import fc from "fast-check";
import { CATALOGUE } from "../../../flow";

/** Names that break what is careless with them. */
const HOSTILE = [
  "</text><script>alert(1)</script>",
  "=cmd|' /C calc'!A0",
  "a\"b'c",
  "\u202Egnp.exe",
  "naïve ☎",
  "a b",
  "toString",
  "x".repeat(200),
];

/** A word that begins with `first`; a pattern would do the same, many times slower. */
const letters = (first: string) =>
  fc.string({ unit: fc.constantFrom("a", "B", "_", "7", "c"), maxLength: 8 }).map((rest) => first + rest);

const word = fc.oneof({ weight: 4, arbitrary: letters("N") }, { weight: 1, arbitrary: fc.constantFrom(...HOSTILE) });

const scalar = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(null, "", "2000", 2000, "True", "\u0000", "{{ x }}"),
);
const json = fc.oneof(
  scalar,
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom("a", "b", "c:name", "c_name", "id"), scalar, { maxKeys: 3 }),
);

const KINDS = CATALOGUE.filter(({ kind }) => kind !== "start" && kind !== "event" && kind !== "start-subflow");

const activity = (id: string) =>
  fc
    .record({
      row: fc.constantFrom(...KINDS),
      isUnknown: fc.boolean().filter((unknown) => !unknown || id.endsWith("3")),
      name: word,
      extra: fc.dictionary(letters("p"), json, { maxKeys: 4 }),
      more: fc.dictionary(letters("z"), json, { maxKeys: 2 }),
    })
    .map(({ row, isUnknown, name, extra, more }) => ({
      id,
      name,
      group: row.group,
      properties: {
        ...extra,
        name,
        activityName: isUnknown ? "from-the-future" : row.names[0],
        activityId: row.activityId,
      },
      ...more,
    }));

const process = (prefix: string) =>
  fc
    .integer({ min: 0, max: 7 })
    .chain((count) => {
      const ids = Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
      const target = fc.constantFrom(...ids, "nowhere");
      return fc.record({
        activities: fc.tuple(...ids.map(activity)),
        links: fc.array(
          fc.record({
            source: target,
            target,
            condition: fc.constantFrom("out", "default", "error", "true", "0", "odd port"),
          }),
          { maxLength: 10 },
        ),
      });
    })
    .map(({ activities, links }) => ({
      activities: Object.fromEntries(activities.map((entry) => [entry.id, entry])),
      links: links.map(({ source, target, condition }, index) => ({
        id: `${prefix}-link-${index}`,
        sourceActivityId: source,
        targetActivityId: target,
        conditionExpr: condition,
        properties: { value: condition },
      })),
    }));

const variable = fc.record({
  name: word,
  type: fc.constantFrom("STRING", "INTEGER", "BOOLEAN", "JSON"),
  value: fc.option(fc.string()),
  description: fc.option(fc.string()),
  isCAD: fc.boolean(),
  desktopLabel: fc.option(fc.string()),
  source: fc.constantFrom("", "GLOBAL", "SUBFLOW_INPUT"),
});

/** Documents that have the form of a v1 export: sane ones, odd ones, with keys that nobody knows at every level. */
export const v1Document = fc
  .record({
    unknown: fc.dictionary(letters("x"), json, { maxKeys: 3 }),
    name: word,
    description: fc.option(fc.string()),
    version: fc.nat(500),
    variables: fc.array(variable, { maxLength: 5 }),
    main: process("main"),
    global: process("event"),
    widgets: fc.dictionary(
      fc.nat(9).map((digit) => `main-${digit}`),
      json,
      { maxKeys: 3 },
    ),
  })
  .map(({ unknown, name, description, version, variables, main, global, widgets }) => ({
    ...unknown,
    name,
    version,
    description,
    variables,
    process: main,
    diagram: { widgets, properties: { zoom: 100 } },
    eventFlows: {
      eventsMap: { GLOBAL_EVENTS: { id: "GLOBAL_EVENTS", process: global, onEvents: {}, diagram: { widgets: {} } } },
    },
  }));
