import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import type { NoOutputs, Store } from "../../core/resource/descriptor";
import type { Audit, Costs, Without } from "../../core/resource/facets";
import { managedKeys } from "../../core/engine/state";
import type { RemoteObject, Values } from "../../core/resource/types";
import type { Row } from "./rest-responses";
import type { SalesforceApi } from "./api";
import { recordCalls } from "./operations";
import { stateValues } from "./managed-values";
import { createdAtOf, createRecord, deleteRecord, type Fields, getRecord, patchRecord, recordAudit } from "./records";
import { soqlEquals, id18, isId } from "./soql";

/** Description of a kind that is one record. */
export interface SObject<I extends z.ZodObject, O extends z.ZodObject> {
  /** `PermissionSetLicenseAssign` */
  readonly sobject: string;
  readonly inputs: I;
  /** What the service adds. Default: nothing. */
  readonly outputs?: O;
  /** Inputs whose field has the same name with a capital first letter. Default: all. */
  readonly same?: readonly (keyof I["shape"] & string)[];
  /** Fields from the other inputs. Default: none. */
  fields?(inputs: z.output<I>): Fields;
  /** Inputs and outputs whose field has another name; `state` is the record's state. Default: none. */
  fromRecord?(record: Row, state: Values): Partial<Record<(keyof I["shape"] | keyof O["shape"]) & string, unknown>>;
  /** Inputs that Salesforce never returns. Default: none. */
  readonly unsaid?: readonly (keyof I["shape"] & string)[];
  /** Why there is no audit. Default: the record shows who changed it. */
  readonly audit?: Without;
  /** More fields that `fromRecord` needs. Default: none. */
  readonly alsoRead?: readonly string[];
}

/** The store of a kind that is one record of an sObject; its id is the record's, in 18 characters. */
export class SObjectStore<I extends z.ZodObject, O extends z.ZodObject = NoOutputs> implements Store<
  SalesforceApi,
  z.output<I>
> {
  private readonly same: readonly string[];
  readonly cost: Costs = { create: 1, update: 1, delete: 1 };
  readonly audit: Audit<SalesforceApi> | Without;

  constructor(protected readonly kind: SObject<I, O>) {
    this.audit = kind.audit ?? recordAudit(kind.sobject);
    this.same = kind.same ?? Object.keys(kind.inputs.shape);
  }

  get calls(): readonly string[] {
    return recordCalls(this.kind.sobject);
  }

  async create(api: SalesforceApi, inputs: z.output<I>): Promise<RemoteObject> {
    return { id: await createRecord(api, this.kind.sobject, this.toFields(inputs)), values: {} };
  }

  async read(api: SalesforceApi, id: string, state: Values): Promise<RemoteObject | undefined> {
    const record = await getRecord(api, this.kind.sobject, id, this.names());
    return record === undefined ? undefined : this.live(record, state);
  }

  async update(api: SalesforceApi, id: string, inputs: z.output<I>, state: Values): Promise<RemoteObject> {
    const managed = Object.fromEntries(managedKeys(state).map((key) => [key, state[key]]));
    const known = this.kind.inputs.safeParse(managed);
    const [before, after] = [known.success ? this.toFields(known.data) : {}, this.toFields(inputs)];
    const changed = Object.entries(after).filter(([field, value]) => !isDeepStrictEqual(before[field], value));
    const dropped = Object.keys(before).filter((field) => !(field in after));
    await patchRecord(api, this.kind.sobject, id, {
      ...Object.fromEntries(changed),
      ...Object.fromEntries(dropped.map((field) => [field, null])),
    });
    return { id, values: {} };
  }

  remove(api: SalesforceApi, id: string, _state: Values): Promise<void> {
    return deleteRecord(api, this.kind.sobject, id);
  }

  async find(api: SalesforceApi, inputs: z.output<I>, naturalKey: readonly string[]): Promise<readonly RemoteObject[]> {
    const key = soqlEquals(Object.fromEntries(naturalKey.map((name) => [capital(name), String(inputs[name])])));
    const rows = await api.query(
      `SELECT ${this.names().join(", ")}, CreatedDate FROM ${this.kind.sobject} WHERE ${key}`,
    );
    return rows.map((row) => ({ ...this.live(row, inputs), ...createdAtOf(row) }));
  }

  protected toFields(inputs: z.output<I>): Fields {
    const same = this.same.flatMap((name) =>
      inputs[name] === undefined ? [] : [[capital(name), inputs[name]] as const],
    );
    return { ...Object.fromEntries(same), ...this.kind.fields?.(inputs) };
  }

  protected live(record: Row, state: Values): RemoteObject {
    const same = this.same.map((name) => [name, tidy(record[capital(name)])] as const);
    const said = { ...Object.fromEntries(same), ...this.kind.fromRecord?.(record, state) };
    return { id: id18(String(record.Id)), values: stateValues(this.kind, said, state) };
  }

  private names(): readonly string[] {
    return ["Id", ...this.same.map(capital), ...(this.kind.alsoRead ?? [])];
  }
}

/** Undefined for null, the value of empty fields; ids with 18 characters; other values unchanged. */
function tidy(value: unknown): unknown {
  if (value === null) return undefined;
  return typeof value === "string" && value.length === 15 && isId(value) ? id18(value) : value;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
