import { changesBetween, type OrgState } from "../../../operations/call/changes";

const org = (
  ...records: readonly (readonly [object: string, fields: { Id: string } & Record<string, unknown>])[]
): OrgState => new Map(records.map(([object, fields]) => [fields.Id, { object, fields }]));

const note = { Id: "00T1", Subject: "Call", OwnerId: "0051", CreatedDate: "2026-01-01T00:00:00Z", SystemModstamp: "x" };

it("shows of a new record what a flow wrote, not what every write stamps", () => {
  const [change, ...others] = changesBetween(org(), org(["Task", note]));
  expect(others).toEqual([]);
  expect(change).toMatchObject({ kind: "created", object: "Task", fields: [{ name: "Subject", after: "Call" }] });
});

it("shows no change where only the owner and the stamps moved", () => {
  const moved = { ...note, OwnerId: "0052", SystemModstamp: "y", LastModifiedById: "0052" };
  expect(changesBetween(org(["Task", note]), org(["Task", moved]))).toEqual([]);
});
