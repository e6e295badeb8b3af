import { dataDipFlow, drawSvg } from "../../flow";

/** The shipped data-dip flow for the README. The same source always gives the same picture. */
export const flowPicture = (): string =>
  drawSvg(dataDipFlow({ salesforceUrl: "https://acme.lightning.force.com", defaultCountry: "US" }));
