import { z } from "zod";
import { defineResource } from "../../core/resource/define";
import { descriptionField, signingSecretField } from "../fields/common";
import { WebhookSubscriptionStore } from "../stores/webhook-subscription-store";

/** Whether an address has no user, port, query or fragment, which the service refuses. */
const isPlain = (url: string): boolean =>
  URL.canParse(url) && /^https:\/\/[^/?#@:]+\/[^?#]*$/.test(url) && !url.includes("@");

const inputs = z.strictObject({
  /** Name, 4 to 64 characters. Fixed at creation. */
  name: z.string().min(4, "must have at least 4 characters").max(64, "may have at most 64 characters"),
  /** For administrators; at most 1024 characters. */
  description: descriptionField(1024).optional(),
  /** Event types, such as `agent:login`; 1 to 32. `GET /v2/event-types` lists them. */
  eventTypes: z
    .array(z.string().min(1, "must not be empty"))
    .min(1, "needs at least one type")
    .max(32, "may have at most 32 types"),
  /** Address that gets the events: `https`, a public host and a path, without user, port, query and fragment. Not secret. */
  destinationUrl: z.string().refine(isPlain, "must be https://HOST/PATH without user, port, query and fragment"),
  /** Resource and version of the events, such as `agent:1.0.0`. */
  resourceVersion: z.string().regex(/^[^:]+:[^:]+$/, "must be RESOURCE:VERSION, such as agent:1.0.0"),
  /** Secret with which Webex signs the requests; 32 to 256 characters. */
  secret: signingSecretField().optional(),
  /** Whether events are sent. Webex sets it to `inactive` if the destination fails. */
  status: z.enum(["active", "inactive"]).default("active"),
});

const outputs = z.object({
  /** Who changed it last. */
  lastUpdatedBy: z.string().optional(),
});

export type Inputs = z.output<typeof inputs>;

/**
 * A subscription to events: Webex posts them to an address.
 *
 * @example
 * new webex.WebhookSubscription("Log-ins", {
 *   eventTypes: ["agent:login", "agent:logout"],
 *   destinationUrl: "https://events.example.com/webex",
 *   resourceVersion: "agent:1.0.0",
 * });
 *
 * @limit The number of an organisation's subscriptions is limited. Subscriptions made by `/v1/subscriptions` are not listed.
 */
export const WebhookSubscription = defineResource({
  kind: "webex.WebhookSubscription",
  noun: "webhook subscription",
  docs: "https://developer.webex.com/webex-contact-center/docs/api/v1/subscriptions",
  inputs,
  outputs,
  naturalKey: ["name"],
  replaceOnChanges: ["name"],
  referable: false,
  sets: ["eventTypes"],
  secretInputs: ["secret"],
  setAfterCreate: ["status"],
  store: new WebhookSubscriptionStore([...Object.keys(inputs.shape), ...Object.keys(outputs.shape)]),
  permission: { none: "no permission of a user profile is known to be for it" },
  lookUp: { none: "nothing refers to it" },
  export: {},
  trial: { none: "it would send the organisation's events to an address" },
  picture: { family: "other" },
});
export type WebhookSubscription = InstanceType<typeof WebhookSubscription>;
