import { checkLive, declareSettings, isOurs, knownSettings } from "../../../../providers/core/settings/config-keys";
import { Settings } from "../../../../providers/core/settings/settings";

const settings = (target: string): Settings =>
  new Settings({ config: (key) => (key === "datadip:target" ? target : undefined), env: {} });

describe("the settings of a cloud", () => {
  const checked: string[] = [];
  beforeAll(() =>
    declareSettings("toy", {
      credentials: ["toy:id", "toy:secret"],
      secrets: ["toy:secret"],
      addresses: ["toy:region"],
      check: (given) => void checked.push(given.target()),
    }),
  );

  it("are known from when it is declared", () => {
    expect(knownSettings()).toMatchObject({ credentials: ["toy:id", "toy:secret"], secrets: ["toy:secret"] });
    expect(knownSettings().addresses).toEqual(expect.arrayContaining(["datadip:target", "toy:region"]));
    expect(["toy:any", "datadip:any", "other:toy", "toys:any"].map(isOurs)).toEqual([true, true, false, false]);
  });

  it("are checked for a live run alone", () => {
    checkLive("toy", settings("sandbox"));
    expect(checked).toEqual([]);
    checkLive("toy", settings("live"));
    checkLive("datadip", settings("live"));
    checkLive("unknown", settings("live"));
    expect(checked).toEqual(["live"]);
  });
});
