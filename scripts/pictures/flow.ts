import { dataDipFlow, drawSvg } from "../../flow";

/** The shipped data-dip flow as README shows it. The same source gives the same picture. */
export function flowPicture(): string {
  return drawSvg(dataDipFlow({ salesforceUrl: "https://acme.lightning.force.com", defaultCountry: "US" }));
}
