import { readFileSync } from "node:fs";
import { join } from "node:path";
import { XMLValidator } from "fast-xml-parser";
import { flowPicture } from "../../../scripts/pictures/flow";

const committed = (name: string): string =>
  readFileSync(join(__dirname, "..", "..", "..", "docs", "pictures", name), "utf8");

it("the flow's is not stale: npm run build && node dist/scripts/pictures/index.js flow", () => {
  expect(committed("flow.svg") === flowPicture()).toBe(true);
});

it("the environment's shows the way from the number to Salesforce", () => {
  const picture = committed("environment.svg");
  expect(XMLValidator.validate(picture)).toBe(true);
  for (const noun of ["Number", "Entry point", "Flow", "Queue", "Team", "User", "Connector", "External client app"])
    expect(picture).toContain(`>${noun}</text>`);
  expect(picture).not.toContain("half made");
});
