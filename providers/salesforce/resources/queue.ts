import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { isRecord } from "../../core/resource/types";
import { emailField, fullNameField, labelField } from "../fields";
import type { Component } from "../metadata/metadata-client";
import { metadataFacets, MetadataStore } from "../metadata/metadata-store";

const names = (of: string) => z.array(z.string().min(1, `must be the name of ${of}`)).optional();

const QueueMembers = z.strictObject({
  /** User names. */
  users: names("a user"),
  /** Names of public groups. */
  publicGroups: names("a public group"),
  /** Names of roles. */
  roles: names("a role"),
  /** Names of roles, with all roles below them. */
  roleAndSubordinates: names("a role"),
  /** Names of roles, with all roles below them except customers and partners. */
  roleAndSubordinatesInternal: names("a role"),
});

const inputs = z.strictObject({
  /** API name, unique in the org; at most 80 letters, digits and underscores. Changing it replaces the queue. */
  fullName: fullNameField(),
  /** Label; at most 40 characters. */
  name: labelField(40),
  /** Objects it can own: `Case`, `Lead`, `MyObject__c`. */
  sobjectTypes: z.array(z.string().min(1)).min(1, "needs at least one object"),
  /** Its members. */
  queueMembers: QueueMembers.optional(),
  /** E-mail address that gets a message for each new record. */
  email: emailField().optional(),
  /** Whether every member gets the message too. */
  doesSendEmailToMembers: z.boolean().default(false),
  /** Name of its routing configuration in Omni-Channel. */
  queueRoutingConfig: z.string().min(1).optional(),
});

type Members = keyof z.output<typeof QueueMembers>;

/** Each kind of member has a separate element, whose children have the singular name. */
const CHILD: Readonly<Record<Members, string>> = {
  users: "user",
  publicGroups: "publicGroup",
  roles: "role",
  roleAndSubordinates: "roleAndSubordinate",
  roleAndSubordinatesInternal: "roleAndSubordinateInternal",
};

function toMetadata({ sobjectTypes, queueMembers, ...queue }: z.output<typeof inputs>) {
  const given = Object.entries(CHILD).flatMap(([kind, child]) => {
    const members = queueMembers?.[kind as Members];
    return members === undefined || members.length === 0 ? [] : [[kind, { [child]: members }] as const];
  });
  return {
    ...queue,
    queueSobject: sobjectTypes.map((sobjectType) => ({ sobjectType })),
    ...(queueMembers === undefined ? {} : { queueMembers: Object.fromEntries(given) }),
  };
}

function fromMetadata({ queueSobject, queueMembers, ...queue }: Component) {
  const types = (Array.isArray(queueSobject) ? queueSobject.filter(isRecord) : []).map(
    ({ sobjectType }) => sobjectType,
  );
  const members = Object.entries(CHILD).flatMap(([kind, child]) => {
    const group = isRecord(queueMembers) ? queueMembers[kind] : undefined;
    return isRecord(group) ? [[kind, group[child] ?? []] as const] : [];
  });
  return { ...queue, sobjectTypes: types, queueMembers: Object.fromEntries(members) };
}

const store = new MetadataStore({ type: "Queue", inputs, toMetadata, fromMetadata });

/**
 * A queue of records, such as unassigned cases. For a queue of calls see `webex.Queue`.
 *
 * @example
 * new salesforce.Queue("Support_cases", { name: "Support cases", sobjectTypes: ["Case"], queueMembers: { users: [agent.username] } });
 */
export const Queue = defineResource({
  kind: "salesforce.Queue",
  noun: "queue",
  docs: "https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_queue.htm",
  ...metadataFacets(store),
  inputs,
  sets: ["sobjectTypes", ...Object.keys(CHILD).map((kind) => `queueMembers.${kind}`)],
  trial: {
    inputs: { name: "{plain}", sobjectTypes: ["Case"] },
    change: { sobjectTypes: ["Case", "Lead"] },
  },
});
export type Queue = InstanceType<typeof Queue>;
