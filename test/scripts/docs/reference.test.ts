import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { facetOf } from "../../../providers/core/resource/facets";
import { allKinds } from "../../../providers/core/resource/registry";
import { PERMISSIONS } from "../../../providers/webex/fields/user-profile-permissions";
import { referencePages, stale } from "../../../scripts/docs/reference";
import { kindsIn } from "../../../scripts/docs/source";

const ROOT = join(__dirname, "..", "..", "..");

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "datadip-docs-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** A copy of the sources with one file changed. */
function changed(file: string, from: string | RegExp, to: string): string {
  const root = mkdtempSync(join(dir, "copy-"));
  for (const folder of ["providers", "flow"]) cpSync(join(ROOT, folder), join(root, folder), { recursive: true });
  const path = join(root, "providers", file);
  const before = readFileSync(path, "utf8");
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
  return root;
}

it("is not stale: npm run docs", () => {
  expect(stale(ROOT)).toEqual([]);
});

it("has a page of every kind, with what somebody must know before the first one", () => {
  const pages = referencePages(ROOT);
  expect(pages).toHaveLength(allKinds().length + 6);
  const page = (path: string): string => pages.find((one) => one.path === path)?.content ?? "";
  const queue = page("webex/queue.md");
  expect(queue).toContain("| `serviceLevelSeconds` | whole number, 1 to 86,400 s | `60` |  | Service-level target:");
  expect(queue).toContain("| `callDistributionGroups[].afterSeconds` | whole number, 0 to 86,400 s | `0` |  | Seconds");
  expect(queue).toContain('| `queueType` | `"INBOUND"`, `"OUTBOUND"` | `"INBOUND"` | yes |');
  expect(queue).toContain("- `PUT /organization/{orgId}/contact-service-queue/{id}`");
  expect(queue).toContain("Scopes: `cjp:config_read`, `cjp:config_write`. Role:");
  expect(queue).toContain("npx datadip adopt webex.Queue RESOURCE_NAME ID > import.json");
  expect(page("webex/holiday-list.md")).toContain(
    "| `holidays[].recurrence.specificDayOfMonth` | whole number, 1 to 31 |",
  );
  expect(page("webex/dial-number.md")).toContain("`spark-admin:telephony_config_read`");
  expect(page("webex/README.md")).toContain("| Connectors | Contact Center, Integrations, Connectors |");
  expect(
    pages.filter(({ path, content }) => !/README|components/.test(path) && !content.includes("## What it calls")),
  ).toEqual([]);
  const field = page("salesforce/custom-field.md");
  expect(field).toContain("- `SOAP createMetadata CustomField`");
  expect(field).toContain("OAuth scope: `api`. User permissions: Customize Application, and");
  expect(page("salesforce/signing-key.md")).toMatch(/`privateKeyPem` \| text[^|]*, secret \|/);
});

it("has a page of each component: arguments with those of its flow, what it makes", () => {
  const pages = referencePages(ROOT);
  const page = (path: string): string => pages.find((one) => one.path === `components/${path}`)?.content ?? "";
  const line = page("salesforce-data-dip.md");
  expect(line).toContain("| `numbers` | list of text | required | Numbers that customers dial, in E.164.");
  expect(line).toContain("| `queues[].serviceLevelSeconds` | number | 20 | Service-level target in seconds. |");
  expect(line).toContain("| `routeToOwner.seconds` | whole number, 10 to 60 | `20` |");
  expect(line).toContain("| `flow.timeoutMs` | whole number, 500 to 2,500 | `2000` |");
  expect(line).not.toContain("`flow.salesforceUrl`");
  expect(line).toContain("- [webex.Queue](../webex/queue.md)");
  expect(line).toContain("- [IntegrationUser](integration-user.md)");
  expect(page("integration-user.md")).toContain("- [salesforce.PermissionSet](../salesforce/permission-set.md)");
  expect(page("webex-connector-app.md")).toContain("| `salesforceConnector` |");
  const root = changed(
    "components/integration-user.ts",
    "  /** E-mail address for Salesforce's messages about the user. */\n",
    "",
  );
  expect(() => referencePages(root)).toThrow("IntegrationUser.email");
});

it("names permissions that a user profile has", () => {
  const named = allKinds().flatMap(({ kind, permission }) =>
    kind.startsWith("webex.") ? (facetOf(permission) ?? []) : [],
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((one) => !(PERMISSIONS as readonly string[]).includes(one))).toEqual([]);
});

it("fails where a field has no comment, and names it", () => {
  const field = changed("webex/resources/site.ts", "  /** Whether teams and users can be put here. */\n", "");
  expect(() => referencePages(field)).toThrow(
    "Write a JSDoc comment above each of these, with unit and range: webex.Site.active.",
  );
  const nested = changed("webex/fields/calendar.ts", / {2}\/\*\* For `Weekly`: on which days\. \*\/\n/, "");
  expect(() => referencePages(nested)).toThrow("webex.HolidayList.holidays.recurrence.daysOfWeek");
  const example = changed("webex/resources/site.ts", "@example", "@sample");
  expect(() => referencePages(example)).toThrow("webex.Site (@example)");
});

it("is stale where a comment changes", () => {
  const root = changed("webex/resources/site.ts", "Whether teams and users can be put here.", "Whether it is in use.");
  cpSync(join(ROOT, "docs"), join(root, "docs"), { recursive: true });
  expect(stale(root)).toEqual(["webex/site.md"]);
  writeFileSync(join(root, "docs", "reference", "webex", "fax.md"), "");
  expect(stale(root)).toEqual(["webex/site.md", "webex/fax.md"]);
});

it("reads fields through lists, defaults, spreads, functions and imports", () => {
  const shared = join(dir, "shared.ts");
  writeFileSync(
    shared,
    `export const Shared = z.strictObject({
  /** From another file. */
  far: z.string(),
});`,
  );
  const file = join(dir, "kind.ts");
  writeFileSync(
    file,
    `import { Shared as Other } from "./shared";
const more = {
  /** Spread. */
  spread: z.string(),
};
const made = () =>
  z.strictObject({
    /** Made. */
    inner: z.number(),
  }).default({ inner: 1 });
const inputs = z.strictObject({
  /** A list
   * over two lines. */
  list: z.array(Other).min(1).default([]),
  ...more,
  "quoted-name": made().optional(),
});
/**
 * A thing.
 *
 * @example
 * new webex.Thing("a", {
 *   list: [],
 * });
 *
 * @limit Ten.
 * @see https://example.com/thing
 */
export const Thing = defineResource({ kind: "webex.Thing", inputs, outputs: z.object({}) });`,
  );
  expect(kindsIn([file])).toEqual([
    {
      kind: "webex.Thing",
      doc: "A thing.",
      examples: ['new webex.Thing("a", {\n  list: [],\n});'],
      see: ["https://example.com/thing"],
      limits: ["Ten."],
      inputs: [
        {
          name: "list",
          doc: "A list over two lines.",
          fields: [{ name: "far", doc: "From another file.", fields: [] }],
        },
        { name: "spread", doc: "Spread.", fields: [] },
        { name: "quoted-name", doc: "", fields: [{ name: "inner", doc: "Made.", fields: [] }] },
      ],
      outputs: [],
    },
  ]);
});
