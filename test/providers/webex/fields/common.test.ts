import type { z } from "zod";
import { bareId } from "../../../../providers/webex/client/calling";
import { withoutFlaggedField } from "../../../../providers/webex/client/feature-flags";
import {
  descriptionField,
  e164Field,
  idField,
  nameField,
  secondsField,
  timezoneField,
} from "../../../../providers/webex/fields/common";
import { revisionFrom, rsqlEquals } from "../../../../providers/webex/client/listing";
import { HttpError } from "../../../../providers/http/http-errors";

const said = (field: z.ZodType, value: unknown): string | undefined => field.safeParse(value).error?.issues[0]?.message;

describe("a field", () => {
  const name = nameField(/^[a-z ]+$/, 5, "small letters and spaces");

  it.each<[string, z.ZodType, unknown, string | undefined]>([
    ["a name", name, "ab c", undefined],
    ["an empty name", name, "", "must not be empty"],
    ["a long name", name, "abcdef", "may have at most 5 characters"],
    ["a name of other characters", name, "A", "may hold only small letters and spaces"],
    ["a description", descriptionField(), "x".repeat(255), undefined],
    ["a long description", descriptionField(), "x".repeat(256), "may have at most 255 characters"],
    ["an empty id", idField("a site"), "", "must be the id of a site"],
    ["seconds", secondsField(1, 60), 60, undefined],
    ["too many seconds", secondsField(1, 60), 61, "may be at most 60 s"],
    ["too few seconds", secondsField(1, 60), 0, "must be at least 1 s"],
    ["half a second", secondsField(), 0.5, "must be whole seconds"],
    ["a time zone", timezoneField(), "America/New_York", undefined],
    ["UTC", timezoneField(), "UTC", undefined],
    ["a misspelt time zone", timezoneField(), "Europe/Berln", "is not an IANA time zone; did you mean Europe/Berlin?"],
    ["an offset", timezoneField(), "+01:00", "is not an IANA time zone"],
  ])("takes or refuses %s", (_, field, value, message) => {
    expect(said(field, value)).toBe(message);
  });

  it.each(["+13125550100", "+33123456789", "+4930123456", "+99999999999999"])("takes the number %s", (number) => {
    expect(said(e164Field(), number)).toBeUndefined();
  });

  it.each([
    "3125550100",
    "0033123456789",
    "+1 312 555 0100",
    "+1-312-555-0100",
    "+0312",
    "+12345",
    "+1234567890123456",
    "tel:+13125550100",
    "",
  ])("refuses the number %j", (number) => {
    expect(said(e164Field(), number)).toMatch(/^must be an E\.164 number such as \+13125550100/);
  });
});

describe("a filter for exact values", () => {
  it("quotes what the language would take for its own", () => {
    expect(rsqlEquals({ name: 'A "B" \\ C', siteId: "s1" })).toBe('name=="A \\"B\\" \\\\ C";siteId=="s1"');
  });
});

describe("a mark", () => {
  it("changes with the version and with the time, and is none where either is missing", () => {
    expect(revisionFrom({ version: 2, lastUpdatedTime: 7 })).toBe("2.7");
    expect(revisionFrom({ version: 2 })).toBeUndefined();
    expect(revisionFrom({ lastUpdatedTime: 7 })).toBeUndefined();
  });
});

describe("an id of webexapis.com", () => {
  it("is the UUID inside it, and any other text is itself", () => {
    const uuid = "11111111-2222-4333-8444-555555555555";
    const shown = Buffer.from(`ciscospark://us/LOCATION/${uuid}`).toString("base64url");
    expect(bareId(shown)).toBe(uuid);
    expect(bareId(uuid)).toBe(uuid);
  });
});

describe("a refusal of a field by a feature flag", () => {
  const refusal = (status: number, detail: string): HttpError =>
    new HttpError({ failure: "bad-request", method: "PUT", path: "/x", status, detail });
  const body = { name: "a", workItem: 1, manuallyAssignable: { chat: 1, workItem: 2 }, list: [{ workItem: 3 }] };

  it("takes it out wherever it is", () => {
    const flagged = refusal(400, "workItem is not allowed when feature flag is disabled");
    expect(withoutFlaggedField(body, flagged)).toEqual({ name: "a", manuallyAssignable: { chat: 1 }, list: [{}] });
  });

  it.each([
    ["another refusal", refusal(400, "name: invalid value")],
    ["another status", refusal(409, "workItem is not allowed when feature flag is disabled")],
    ["a field that was not sent", refusal(400, "video is not allowed when feature flag is disabled")],
    ["no refusal at all", new Error("workItem is not allowed when feature flag is disabled")],
  ])("is not seen in %s", (_, error) => {
    expect(withoutFlaggedField(body, error)).toBeUndefined();
  });
});
