/** People of invented records. */
export interface Person {
  readonly person: string;
  readonly company: string;
  /** Last digits of the ids of this person's records. */
  readonly serial: number;
}

export const EXAMPLE: Person = { person: "Alex Rivera", company: "Example Ltd", serial: 1 };
/** The person that a search which fits every record finds. */
export const STRANGER: Person = { person: "Sam Stranger", company: "Stranger & Sons", serial: 777 };

const PREFIXES: Readonly<Record<string, string>> = {
  account: "001",
  contact: "003",
  lead: "00Q",
  case: "500",
  user: "005",
  task: "00T",
  casecomment: "00a",
};

/** An id of an object in the form that Salesforce gives. */
export const idOf = (object: string, serial: number): string =>
  `${PREFIXES[object.toLowerCase()] ?? "a01"}${String(serial).padStart(12, "0")}AAA`;

/** A column of an invented record as an object, parents inside one another. */
export function field(object: string, column: string, who: Person, index: number): Readonly<Record<string, unknown>> {
  const [name = "", ...rest] = column.split(".");
  if (rest.length > 0) return { [name]: field(name, rest.join("."), who, index) };
  return { [name]: valueOf(object, name, who, who.serial + index) };
}

function valueOf(object: string, name: string, who: Person, serial: number): unknown {
  const lower = name.toLowerCase();
  if (lower === "id") return idOf(object, serial);
  if (/^(account|contact|owner)id$/.test(lower)) return idOf(lower.replace("id", "").replace("owner", "user"), serial);
  if (lower === "name") return /^(contact|lead|user)$/i.test(object) ? who.person : who.company;
  if (lower === "firstname") return who.person.split(" ")[0];
  if (lower === "lastname") return who.person.split(" ")[1];
  if (lower === "casenumber") return String(1000 + serial).padStart(8, "0");
  if (lower === "priority") return "High";
  if (lower === "status") return "New";
  if (lower === "subject") return "Question about an order";
  if (lower.endsWith("email")) return "agent@example.com";
  if (lower.endsWith("phone")) return "+15205550117";
  if (/^is[a-z]/.test(lower)) return false;
  return `example ${name}`;
}
