import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { bodyOf, type Tenant } from "./tenant";

/** Objects that flows write to. */
const OBJECTS = ["Account", "Contact", "Case", "CaseComment", "Task"] as const;

/** Fields that change with every write. */
const STAMPS: readonly string[] = [
  "Id",
  "CreatedDate",
  "CreatedById",
  "LastModifiedDate",
  "LastModifiedById",
  "SystemModstamp",
  "LastActivityDate",
  "LastReferencedDate",
  "LastViewedDate",
  "IsDeleted",
  "OwnerId",
];

const rows = z.array(z.looseObject({ Id: z.string() }));
type Record_ = z.output<typeof rows>[number];

/** Records of Salesforce, by id. */
export type OrgState = ReadonlyMap<string, { readonly object: string; readonly fields: Record_ }>;

export interface Change {
  readonly kind: "created" | "changed" | "deleted";
  readonly object: string;
  readonly id: string;
  /** "Case 00001026 (Line is noisy)" */
  readonly what: string;
  /** Fields that changed; for a new record those that are filled in. */
  readonly fields: readonly { readonly name: string; readonly before: string; readonly after: string }[];
}

/** The present records that flows write to. */
export async function orgState(tenant: Tenant): Promise<OrgState> {
  const all = await Promise.all(
    OBJECTS.map(async (object) => {
      const answer = await tenant.admin("GET", `state/salesforce/${object}`);
      return rows
        .parse(bodyOf(answer, `The state of ${object}`))
        .map((fields) => [fields.Id, { object, fields }] as const);
    }),
  );
  return new Map(all.flat());
}

/** Differences in `after`, in the order of the record ids, without records that the test made itself. */
export function changesBetween(before: OrgState, after: OrgState): readonly Change[] {
  const known = new Map([...before, ...after]);
  const name = (id: string): string => {
    const entry = known.get(id);
    return entry === undefined ? id : recordName(entry.object, entry.fields);
  };
  const changes = [...known].flatMap(([id, { object }]): readonly Change[] => {
    const [was, is] = [before.get(id)?.fields, after.get(id)?.fields];
    const fields = fieldsBetween(was, is, name);
    if (was !== undefined && is !== undefined && fields.length === 0) return [];
    const kind = was === undefined ? "created" : is === undefined ? "deleted" : "changed";
    return [{ kind, object, id, what: name(id), fields: kind === "deleted" ? [] : fields }];
  });
  return changes.filter(({ kind, fields }) => kind !== "changed" || fields.length > 0);
}

const fieldsBetween = (was: Record_ | undefined, is: Record_ | undefined, name: (id: string) => string) =>
  Object.keys({ ...was, ...is })
    .filter((field) => !STAMPS.includes(field) && !isDeepStrictEqual(was?.[field] ?? null, is?.[field] ?? null))
    .map((field) => ({ name: field, before: displayed(was?.[field], name), after: displayed(is?.[field], name) }))
    .filter(({ before, after }) => before !== "" || (after !== "" && after !== "false"));

function displayed(value: unknown, name: (id: string) => string): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? name(value) : JSON.stringify(value);
}

/** "Contact Jack Rogers", "Case 00001026 (Line is noisy)". */
function recordName(object: string, fields: Record_): string {
  const { CaseNumber: number, Subject: subject, Name: called } = fields;
  if (typeof number === "string") return `${object} ${number}${typeof subject === "string" ? ` (${subject})` : ""}`;
  const title = typeof called === "string" ? called : subject;
  return typeof title === "string" ? `${object} ${title}` : object;
}
