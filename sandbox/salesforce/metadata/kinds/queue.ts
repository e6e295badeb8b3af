import { rowsIn, isJsonObject, textOf, type JsonObject } from "../../../core/json";
import { textList } from "../../apps";
import { userNamed } from "../../session";
import type { Org } from "../../org";
import type { Component } from "../../store";
import { brokenName, unfit, type Hooks, type SaveScene } from "../kind";
import { isOn } from "../../xml";

const SUPPORTED: readonly string[] = ["Case", "ContactRequest", "Lead", "ServiceContract", "Task"];

const sobjectsOf = (body: JsonObject): readonly string[] =>
  rowsIn(body.queueSobject).map((entry) => textOf(entry.sobjectType));

function membersOf(body: JsonObject, list: "users" | "publicGroups", entry: "user" | "publicGroup"): readonly string[] {
  const members = body.queueMembers;
  const holder = isJsonObject(members) ? members[list] : undefined;
  return isJsonObject(holder) ? textList(holder[entry]) : [];
}

const groupNamed = (org: Org, name: string) => org.records.where("Group", { DeveloperName: name, Type: "Regular" })[0];

function check(body: JsonObject, { org }: SaveScene): void {
  const foreign = sobjectsOf(body).find((name) => !SUPPORTED.includes(name));
  if (foreign !== undefined) throw brokenName("sobjectType", "CustomObject", foreign);
  const noUser = membersOf(body, "users", "user").find((name) => userNamed(org, name) === undefined);
  if (noUser !== undefined) throw brokenName("user", "User", noUser);
  const noGroup = membersOf(body, "publicGroups", "publicGroup").find((name) => groupNamed(org, name) === undefined);
  if (noGroup !== undefined) throw brokenName("publicGroup", "Group", noGroup);
}

function clearRows(org: Org, queueId: string): void {
  org.records.removeWhere("QueueSobject", { QueueId: queueId });
  org.records.removeWhere("GroupMember", { GroupId: queueId });
}

/** Rebuilds the rows of objects and members from the component. */
function syncRows({ id, body }: Component, { org, userId }: SaveScene): void {
  clearRows(org, id);
  for (const SobjectType of sobjectsOf(body)) org.records.insert("QueueSobject", { QueueId: id, SobjectType }, userId);
  const users = membersOf(body, "users", "user").map((name) => userNamed(org, name)?.Id);
  const groups = membersOf(body, "publicGroups", "publicGroup").map((name) => groupNamed(org, name)?.Id);
  for (const member of [...users, ...groups]) {
    if (member !== undefined) org.records.insert("GroupMember", { GroupId: id, UserOrGroupId: member }, userId);
  }
}

const groupRow = ({ fullName, body }: Component, org: Org, type: "Queue" | "Regular"): JsonObject => ({
  Name: textOf(body.name),
  DeveloperName: fullName,
  Type: type,
  Email: textOf(body.email) || null,
  DoesSendEmailToMembers: isOn(body.doesSendEmailToMembers),
  DoesIncludeBosses: isOn(body.doesIncludeBosses),
  OwnerId: org.id,
});

export const queue: Hooks = {
  mirror: { type: "Group", fields: (component, org) => groupRow(component, org, "Queue") },
  check,
  saved: syncRows,
  removing: ({ id, fullName }, org) => {
    const owned = ["Case", "Task"].flatMap((type) => org.records.where(type, { OwnerId: id }));
    if (owned.length > 0) {
      throw unfit("DEPENDENCY_EXISTS", `The queue ${fullName} owns ${owned.length} record(s) and can't be deleted.`);
    }
  },
  removed: ({ id }, org) => clearRows(org, id),
};

export const group: Hooks = {
  mirror: { type: "Group", fields: (component, org) => groupRow(component, org, "Regular") },
};
