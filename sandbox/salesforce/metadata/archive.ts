import { strFromU8, unzipSync } from "fflate";
import { parseXml, XmlError, type XmlElement } from "../xml";

/** Largest size of an unpacked bundle. Real orgs take 600 MB; no bundle for this org is nearly that large. */
const MAX_UNPACKED_BYTES = 100_000_000;

/** A bundle that cannot be opened. */
export class BundleError extends Error {}

/** The files of a zip by their paths. Throws a BundleError for a file that is not a zip, or is too large. */
export const unpack = (zip: Uint8Array): ReadonlyMap<string, Uint8Array> => {
  let total = 0;
  try {
    const files = unzipSync(zip, {
      filter: ({ originalSize }) => {
        total += originalSize;
        if (total > MAX_UNPACKED_BYTES)
          throw new BundleError("The unpacked bundle is larger than the sandbox accepts.");
        return true;
      },
    });
    return new Map(Object.entries(files).filter(([name]) => !name.endsWith("/")));
  } catch (error) {
    if (error instanceof BundleError) throw error;
    throw new BundleError("No package.xml found");
  }
};

/** Parses a file. Throws a BundleError when it is not XML. */
export const readXml = (bytes: Uint8Array): XmlElement => {
  try {
    return parseXml(strFromU8(bytes));
  } catch (error) {
    if (error instanceof XmlError) throw new BundleError(`Error parsing file: ${error.message}`);
    throw error;
  }
};
