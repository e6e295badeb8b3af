import type { Store, NotedWrite } from "../../core/resource/descriptor";
import type { RemoteObject, Values } from "../../core/resource/types";
import type { SalesforceApi } from "../rest/api";
import { queryCall, recordReads } from "../rest/operations";
import { getRecord, onlyRecordId, patchRecord, recordAudit } from "../rest/records";
import type { Inputs } from "../resources/call-center-user";
import { id18 } from "../rest/soql";

const CALL_CENTER = "CallCenterId";
const AUTO_LOGIN = "UserPermissionsCallCenterAutoLogin";

/** The record of a call center, by its internal name. @throws Error where there is none. */
function callCenterId(api: SalesforceApi, name: string): Promise<string> {
  const missing = `There is no call center ${name} in this org: callCenterName is its internal name (Setup, Call Centers).`;
  return onlyRecordId(api, "CallCenter", { InternalName: name }, missing);
}

/** Manages a field of the user as a separate resource. */
export class CallCenterUserStore implements Store<SalesforceApi, Inputs> {
  readonly cost = { create: 3, update: 1, delete: 2 };
  readonly audit = recordAudit("User");
  readonly calls = [
    ...recordReads("User"),
    "PATCH sobjects/User/{id}",
    ...recordReads("CallCenter"),
    queryCall("CallCenter"),
  ];

  async create(api: SalesforceApi, given: Inputs): Promise<RemoteObject> {
    return (await this.begin(api, given, undefined)).write();
  }

  /** Refuses a user who is on the call center already, unless an interrupted run was about to assign the user. */
  async begin(
    api: SalesforceApi,
    { userId, callCenterName, autoLogin }: Inputs,
    left: object | undefined,
  ): Promise<NotedWrite> {
    const wanted = await callCenterId(api, callCenterName);
    const record = await getRecord(api, "User", userId, [CALL_CENTER, AUTO_LOGIN]);
    const now = typeof record?.CallCenterId === "string" ? id18(record.CallCenterId) : undefined;
    if (now !== undefined && now !== wanted)
      throw new Error(
        `The user ${userId} is on another call center already (${now}): take the user off it first (Setup, Call Centers, Manage Call Center Users).`,
      );
    if (now !== undefined && left === undefined)
      throw new Error(
        `The user ${userId} is on the call center ${callCenterName} already, by another stack or by hand: leave this resource out, or take ` +
          `the user off it first (Setup, Call Centers, Manage Call Center Users).`,
      );
    const write = async (): Promise<RemoteObject> => {
      await patchRecord(api, "User", userId, fieldsOf(wanted, autoLogin));
      return { id: userId, values: { callCenterId: wanted } };
    };
    return { before: {}, write };
  }

  async read(api: SalesforceApi, id: string, state: Values): Promise<RemoteObject | undefined> {
    const record = await getRecord(api, "User", id, [CALL_CENTER, AUTO_LOGIN]);
    if (record === undefined || typeof record.CallCenterId !== "string") return undefined;
    const now = id18(record.CallCenterId);
    // A user on another call center means that this assignment is gone.
    if (state.callCenterId !== undefined && now !== state.callCenterId) return undefined;
    const name = state.callCenterName ?? (await getRecord(api, "CallCenter", now, ["InternalName"]))?.InternalName;
    return { id, values: { userId: id18(id), callCenterName: name, callCenterId: now, autoLogin: record[AUTO_LOGIN] } };
  }

  async update(api: SalesforceApi, id: string, { autoLogin }: Inputs, state: Values): Promise<RemoteObject> {
    const wanted = String(state.callCenterId);
    const dropped = autoLogin === undefined && state.autoLogin !== undefined ? { [AUTO_LOGIN]: false } : {};
    await patchRecord(api, "User", id, { ...fieldsOf(wanted, autoLogin), ...dropped });
    return { id, values: { callCenterId: wanted } };
  }

  async remove(api: SalesforceApi, id: string, state: Values): Promise<void> {
    // Cleared only where it is still this resource's value, as somebody may have moved the user.
    if ((await this.read(api, id, state)) === undefined) return;
    const signIn = state.autoLogin === true ? { [AUTO_LOGIN]: false } : {};
    await patchRecord(api, "User", id, { [CALL_CENTER]: null, ...signIn });
  }

  /** An assignment is not a separate object: after a lost answer it is right to write again. */
  find(): Promise<readonly RemoteObject[]> {
    return Promise.resolve([]);
  }
}

function fieldsOf(callCenter: string, autoLogin: boolean | undefined): Values {
  return { [CALL_CENTER]: callCenter, ...(autoLogin === undefined ? {} : { [AUTO_LOGIN]: autoLogin }) };
}
