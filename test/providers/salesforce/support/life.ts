import { lifeIn, type Objects, type Specimen } from "../../../support/lifecycle";
import { Org } from "../../../support/org";

/** The life of a Salesforce resource in an org of its own. `noun` is where the sandbox keeps its objects. */
export function life(kind: string, noun: string | Objects<Org>, specimenOf: (org: Org) => Promise<Specimen>): void {
  lifeIn(() => Org.start(), kind, noun, specimenOf);
}

/** What every kind asks of the Metadata API: one call for each write, a read before an update. */
export const metadataRequests = (type: string): Specimen["requests"] => ({
  create: [`SOAP createMetadata ${type}`],
  update: [`SOAP readMetadata ${type}`, `SOAP updateMetadata ${type}`],
  delete: [`SOAP deleteMetadata ${type}`],
  gone: [`SOAP deleteMetadata ${type}`],
});

/** Drift made in Setup: an element of the component becomes another. */
export const changedInSetup = (
  org: Org,
  type: string,
  element: string,
  value: unknown,
  input = element,
  shown = value,
): Specimen["drift"] => ({ by: (id) => org.edit(`metadata.${type}`, id, { [element]: value }), input, shown });

export const FULL_NAME_REFUSALS: Specimen["refused"] = [
  [
    { fullName: "two words" },
    "fullName",
    /^must begin with a letter and hold only letters, digits and single underscores/,
  ],
  [{ fullName: "a__b" }, "fullName", /^must begin with a letter/],
  [{ fullName: "1st" }, "fullName", /^must begin with a letter/],
];
