import type { Store } from "../../core/resource/descriptor";
import type { RemoteObject, Values } from "../../core/resource/types";
import type { SalesforceApi } from "../rest/api";
import { queryCall, recordReads } from "../rest/operations";
import { createdAtOf, createRecord, deleteRecord, getRecord, onlyRecordId } from "../rest/records";
import { soqlEquals, id18 } from "../rest/soql";
import type { Inputs } from "../resources/permission-set-assignment";

const SOBJECT = "PermissionSetAssignment";

/** The record of a permission set, by its API name. @throws Error where there is none. */
function permissionSetId(api: SalesforceApi, name: string): Promise<string> {
  const missing = `There is no permission set ${name} in this org: permissionSetName is its API name (Setup, Permission Sets), not its label.`;
  return onlyRecordId(api, "PermissionSet", { Name: name, IsOwnedByProfile: false }, missing);
}

/** Assignments are made and deleted, never changed. */
export class AssignmentStore implements Store<SalesforceApi, Inputs> {
  // The permission set is looked up by its name.
  readonly cost = { create: 2, update: 1, delete: 1 };
  readonly audit = { none: "nothing ever changes an assignment" };
  readonly calls = [
    `POST sobjects/${SOBJECT}`,
    ...recordReads(SOBJECT),
    ...recordReads("PermissionSet"),
    `DELETE sobjects/${SOBJECT}/{id}`,
    queryCall(SOBJECT),
    queryCall("PermissionSet"),
  ];

  async create(api: SalesforceApi, { assigneeId, permissionSetName }: Inputs): Promise<RemoteObject> {
    const id = await permissionSetId(api, permissionSetName);
    const made = await createRecord(api, SOBJECT, { AssigneeId: assigneeId, PermissionSetId: id });
    return { id: made, values: { permissionSetId: id } };
  }

  async read(api: SalesforceApi, id: string, { permissionSetName }: Values): Promise<RemoteObject | undefined> {
    const record = await getRecord(api, SOBJECT, id, ["AssigneeId", "PermissionSetId"]);
    if (record === undefined) return undefined;
    const setId = String(record.PermissionSetId);
    // State has the name, except for an assignment that is being adopted.
    const name = permissionSetName ?? (await getRecord(api, "PermissionSet", setId, ["Name"]))?.Name;
    return {
      id,
      values: { assigneeId: id18(String(record.AssigneeId)), permissionSetName: name, permissionSetId: id18(setId) },
    };
  }

  update(): Promise<RemoteObject> {
    // Every change of an input replaces it, so this is never called.
    return Promise.reject(
      new Error("A permission set assignment cannot be changed: this is a defect of datadip, please report it."),
    );
  }

  remove(api: SalesforceApi, id: string): Promise<void> {
    return deleteRecord(api, SOBJECT, id);
  }

  async find(api: SalesforceApi, { assigneeId, permissionSetName }: Inputs): Promise<readonly RemoteObject[]> {
    const setId = await permissionSetId(api, permissionSetName);
    const key = soqlEquals({ AssigneeId: assigneeId, PermissionSetId: setId });
    const rows = await api.query(`SELECT Id, SystemModstamp FROM ${SOBJECT} WHERE ${key}`);
    return rows.map((row) => ({
      id: id18(String(row.Id)),
      values: { assigneeId, permissionSetName, permissionSetId: setId },
      // It has no CreatedDate and is never changed.
      ...createdAtOf({ CreatedDate: row.SystemModstamp }),
    }));
  }
}
