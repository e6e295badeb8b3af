import { z } from "zod";
import { readPage } from "../../../../providers/webex/client/pages";

const row = z.looseObject({ id: z.string() });
const ids = (...names: readonly string[]): readonly { id: string }[] => names.map((id) => ({ id }));

describe("a page", () => {
  it("is read in the configuration service's dialect", () => {
    const body = { meta: { page: 1, totalPages: 3, links: {} }, data: ids("a", "b") };
    expect(readPage(body, row)).toEqual({ rows: ids("a", "b"), page: 1, totalPages: 3 });
  });

  it("is read in the Flow Store's dialect", () => {
    const body = { data: ids("a"), currentPage: 2, totalRecords: 21, pageSize: 10, totalPages: 3 };
    expect(readPage(body, row)).toEqual({ rows: ids("a"), page: 2, totalPages: 3 });
  });

  it("does not tell how many there are where it is a bare array", () => {
    expect(readPage(ids("a", "b"), row)).toEqual({ rows: ids("a", "b"), page: 0, totalPages: undefined });
  });

  it("is the only one where its meta says nothing", () => {
    expect(readPage({ meta: {}, data: [] }, row)).toEqual({ rows: [], page: 0, totalPages: 1 });
  });

  it.each([
    ["text", "<html>"],
    ["an object without data", { meta: {} }],
    ["a row without an id", [{ name: "a" }]],
    ["nothing", undefined],
  ])("is refused where it is %s", (_, body) => {
    expect(() => readPage(body, row)).toThrow(z.ZodError);
  });
});
