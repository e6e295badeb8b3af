import { controlHubPlace } from "../../providers/webex/connector/connector-form";
import { HIDDEN, type Handover } from "./index";

/** The form as text for a terminal. */
export function formText({ name, kind, connectorId, fields }: Handover): string {
  const there = connectorId === undefined ? "is not there yet" : `is there (${connectorId})`;
  const rows = fields.map(({ label, value }) => `${label}:${value.includes("\n") ? "\n" : " "}${value}`);
  const hidden = fields.some(({ value }) => value === HIDDEN);
  const how = hidden ? ["", "npx datadip connector --show-secrets prints the secret values too."] : [];
  return [`The connector ${name} ${there}. ${controlHubPlace(kind)}:`, "", ...rows, ...how, ""].join("\n");
}
