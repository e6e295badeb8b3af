import type { RawAnswer } from "../../providers/http/request";
import { readPage } from "../../providers/webex/client/pages";
import type { EntityStore } from "../../providers/webex/stores/entity-store";
import { type Check, firstRow, pageProblems, row } from "./check";
import type { Problem } from "./findings";

type AnyEntity = EntityStore<never, never, never>;

const OWNERS: Readonly<Record<string, string>> = { "address-book": "AddressBook", "outdial-ani": "OutdialAni" };
const ownerKind = (path: string): string => OWNERS[path] ?? path;

const FIRST_ROW = { page: 0, pageSize: 1 };

/** Checks of a kind: list, next page, one object, its referrers, and the list filtered by its name. */
export function kindChecks(kind: string, store: AnyEntity): readonly Check[] {
  const noun = kind.replace(/^webex\./, "");
  const { list, item, references } = pathsOf(store, noun);
  const common = { plane: "config", means: `${kind} cannot be read, so that previews and refreshes fail` } as const;
  return [
    {
      ...common,
      id: `${kind} list`,
      lists: kind,
      path: list,
      query: FIRST_ROW,
      learn: (body) => firstRow(body, noun),
      judge: pageProblems,
    },
    {
      ...common,
      id: `${kind} next page`,
      path: list,
      query: { page: 1, pageSize: 1, "": `{${noun}.more}` },
      judge: (answer, facts) => nextPageProblems(answer, facts[`${noun}.id`]),
      means: "objects beyond the first page are not found",
    },
    {
      ...common,
      id: `${kind} item`,
      path: item,
      item: list.split("/").at(-1) ?? "",
      parse: (body) => store.parse(body),
    },
    // Two kinds answer 400 for their referrers.
    ...(references === undefined
      ? []
      : [
          {
            ...common,
            id: `${kind} references`,
            path: references,
            query: FIRST_ROW,
            orElse: 400,
            means: "what blocks a delete cannot be named",
          },
        ]),
    {
      ...common,
      id: `${kind} filter`,
      path: list,
      query: { filter: `name=="{${noun}.name}"`, page: 0, pageSize: 10 },
      judge: (answer, facts) => filterProblems(answer, facts[`${noun}.name`]),
      means: "an object is not found again after a lost answer",
    },
  ];
}

/** Paths of a kind's checks, with facts in braces where an id is to stand. */
function pathsOf(store: AnyEntity, noun: string): { list: string; item: string; references?: string } {
  const { within } = store;
  const { list, item, references } = store.probe(within === undefined ? undefined : "{owner}");
  const holder = within === undefined ? "" : `{${ownerKind(within.path)}.id}`;
  // Braces are encoded when the path is built.
  const at = (path: string): string =>
    `/organization/{org}/${path}`
      .replaceAll(encodeURIComponent("{owner}"), holder)
      .replaceAll(encodeURIComponent("{id}"), `{${noun}.id}`);
  return { list: at(list), item: at(item("{id}")), ...(references && { references: at(references("{id}")) }) };
}

function nextPageProblems(answer: RawAnswer, first: string | undefined): readonly Problem[] {
  const again = firstRow(answer.body, "again")["again.id"];
  return again !== undefined && again === first
    ? [{ code: "first-page-again", says: "is the first page again" }]
    : pageProblems(answer);
}

function filterProblems({ body }: RawAnswer, wanted: string | undefined): readonly Problem[] {
  const { rows } = readPage(body, row);
  if (rows.length === 0) return [{ code: "filter-finds-nothing", says: "finds nothing by a name that is there" }];
  return rows.every(({ name }) => name === wanted)
    ? []
    : [{ code: "filter-ignored", says: "pays no heed to the filter" }];
}
