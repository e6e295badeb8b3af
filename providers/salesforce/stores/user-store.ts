import type { Costs } from "../../core/resource/facets";
import { type RemoteObject, type Values, isRecord } from "../../core/resource/types";
import type { Row } from "../rest/rest-responses";
import type { SalesforceApi } from "../rest/api";
import { queryCall, recordReads } from "../rest/operations";
import { getRecord, patchRecord, RecordGone } from "../rest/records";
import { soqlEquals } from "../rest/soql";
import { SObjectStore } from "../rest/sobject-store";
import type { inputs, outputs, Inputs } from "../resources/user";

export const SAME = [
  ...[
    "username",
    "lastName",
    "firstName",
    "email",
    "alias",
    "profileId",
    "userRoleId",
    "timeZoneSidKey",
    "localeSidKey",
  ],
  ...["emailEncodingKey", "languageLocaleKey", "federationIdentifier", "isActive"],
] as readonly (keyof Inputs)[];

export const PERMISSION = "UserPermissions";

export class UserStore extends SObjectStore<typeof inputs, typeof outputs> {
  override readonly cost: Costs = {
    create: ({ reactivate }) => ({ own: reactivate === true ? 3 : 1 }),
    update: 1,
    delete: ({ onDelete }) => ({ own: onDelete === "freeze" ? 2 : 1 }),
  };

  // Users cannot be deleted.
  override get calls(): readonly string[] {
    const writes = ["POST sobjects/User", "PATCH sobjects/User/{id}", "PATCH sobjects/UserLogin/{id}"];
    return [...writes, ...recordReads("User"), queryCall("User"), queryCall("UserLogin")];
  }

  override async create(api: SalesforceApi, given: Inputs): Promise<RemoteObject> {
    const known = given.reactivate ? await this.byUsername(api, given) : undefined;
    const fresh = async (): Promise<RemoteObject> => ({
      ...(await super.create(api, given)),
      values: { confirmedEmail: given.email },
    });
    if (known === undefined) return fresh();
    const login = await this.loginOf(api, String(known.Id));
    if (known.IsActive === true && login?.IsFrozen !== true) return fresh();
    const id = String(known.Id);
    await patchRecord(api, "User", id, this.toFields(given));
    if (login?.IsFrozen === true) await patchRecord(api, "UserLogin", String(login.Id), { IsFrozen: false });
    return { id, values: { confirmedEmail: known.Email } };
  }

  override async update(api: SalesforceApi, id: string, given: Inputs, state: Values): Promise<RemoteObject> {
    const live = await super.update(api, id, given, state);
    return { ...live, values: { confirmedEmail: state.confirmedEmail ?? state.email } };
  }

  override async read(api: SalesforceApi, id: string, state: Values): Promise<RemoteObject | undefined> {
    const permissions = isRecord(state.userPermissions) ? Object.keys(state.userPermissions) : [];
    const names = ["Id", ...SAME.map(fieldOf), ...permissions.map((name) => PERMISSION + name)];
    const record = await getRecord(api, "User", id, names);
    return record === undefined ? undefined : this.live(record, state);
  }

  override async remove(api: SalesforceApi, id: string, { onDelete }: Values): Promise<void> {
    if (onDelete !== "freeze") return deactivate(api, id);
    const login = await this.loginOf(api, id);
    if (login !== undefined) await patchRecord(api, "UserLogin", String(login.Id), { IsFrozen: true });
  }

  private async byUsername(api: SalesforceApi, { username }: Inputs): Promise<Row | undefined> {
    return (await api.query(`SELECT Id, IsActive, Email FROM User WHERE ${soqlEquals({ Username: username })}`))[0];
  }

  private async loginOf(api: SalesforceApi, userId: string): Promise<Row | undefined> {
    return (await api.query(`SELECT Id, IsFrozen FROM UserLogin WHERE ${soqlEquals({ UserId: userId })}`))[0];
  }
}

async function deactivate(api: SalesforceApi, id: string): Promise<void> {
  try {
    await patchRecord(api, "User", id, { IsActive: false });
  } catch (error) {
    if (!(error instanceof RecordGone)) throw error;
  }
}

function fieldOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
