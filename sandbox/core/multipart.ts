import { Busboy } from "@fastify/busboy";

export interface Part {
  readonly name: string;
  /** Undefined when the part names no file. */
  readonly filename: string | undefined;
  /** As sent, in lower case; `text/plain` when the part carries none, which is the default of RFC 7578. */
  readonly contentType: string;
  readonly data: Buffer;
}

/** Splits a multipart body. Rejects with an Error when it is malformed or truncated. */
export const parseMultipart = (contentType: string, body: Buffer): Promise<readonly Part[]> =>
  new Promise((resolve, reject) => {
    const parts: Part[] = [];
    const busboy = new Busboy({
      headers: { "content-type": contentType },
      // Every part is handled as a file, because only files keep their bytes and their media type.
      isPartAFile: () => true,
    });
    busboy.on("file", (name, stream, filename, _encoding, mimeType) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("error", reject);
      stream.on("end", () => {
        // The types say string, yet a part without a file name arrives as undefined.
        const given: string | undefined = filename;
        parts.push({ name, filename: given, contentType: mimeType, data: Buffer.concat(chunks) });
      });
    });
    busboy.on("error", reject);
    busboy.on("finish", () => resolve(parts));
    busboy.end(body);
  });
