import { facetOf } from "../../../../providers/core/resource/facets";

it("a facet is there unless a reason stands in its place", () => {
  expect([facetOf("none"), facetOf({ none: "it has no cloud" })]).toEqual(["none", undefined]);
  const facet = { some: "thing" };
  expect(facetOf(facet)).toBe(facet);
});
