import { BenchProject } from "./project";
import type { SandboxServer } from "./server";

const CREATE = ["up", "--yes", "--skip-preview"] as const;

/** The same entries as one list resource, or as single resources. */
const programOf = (count: number, isList: boolean): string => `
const { webex } = require("datadip");
const book = new webex.AddressBook(${JSON.stringify(isList ? "as a list" : "one by one")}, {});
const entries = Object.fromEntries(Array.from({ length: ${count} }, (_, i) => ["Partner " + i, "+1312555" + (10000 + i)]));
if (${isList}) new webex.AddressBookEntries("partners", { addressBookId: book.id, entries });
else for (const [name, number] of Object.entries(entries)) new webex.AddressBookEntry(name, { addressBookId: book.id, number });
`;

/** An address book with `count` entries in each form, each in a separate stack: first `up`, a second one, and a destroy. */
export async function benchLists(
  server: SandboxServer,
  count: number,
  what: string,
  print: (text: string) => void,
): Promise<void> {
  for (const isList of [true, false]) {
    const project = await BenchProject.create(programOf(count, isList), server.url);
    await server.calls();
    const told: string[] = [];
    for (const [step, args] of [
      ["create", CREATE],
      ["second up", CREATE],
      ["destroy", ["destroy", "--yes", "--skip-preview"]],
    ] as const) {
      const { seconds } = await project.pulumi(...args);
      told.push(`${step} ${seconds.toFixed(1)} s in ${(await server.calls()).all} calls`);
    }
    print(`${count} address book entries ${isList ? "as one list" : "one by one"}, ${what}: ${told.join("; ")}.\n`);
    project.remove();
  }
}
