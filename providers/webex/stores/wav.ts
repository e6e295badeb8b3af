import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { projectRoot } from "../../core/settings/project";
import { asError } from "../../http/http-errors";

/** Webex plays 8 kHz, 8-bit mu-law, mono; other encodings upload fine and play silence. Cisco tech note 220878. */
const MU_LAW = 7;
const SAMPLE_RATE_HZ = 8_000;
const BITS = 8;

/** The file's bytes. A relative path is below the project, where Pulumi.yaml is. */
export const audioBytes = (file: string): Buffer => readFileSync(resolve(projectRoot(), file));

/** The file's bytes, or the error where it cannot be read. */
export function audioBytesOrError(file: string): Buffer | Error {
  try {
    return audioBytes(file);
  } catch (error) {
    return asError(error);
  }
}

export const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** Why Webex cannot play these bytes, as the end of a sentence; undefined where it can. */
export function wavProblem(bytes: Buffer): string | undefined {
  if (bytes.length < 12 || bytes.toString("latin1", 0, 4) !== "RIFF" || bytes.toString("latin1", 8, 12) !== "WAVE")
    return `is not a WAV file. ${MEND}`;
  const format = chunk(bytes, "fmt ");
  if (format === undefined || format.length < 16) return `is a WAV file without a format. ${MEND}`;
  const data = chunk(bytes, "data");
  if (data === undefined || data.length === 0) return `is a WAV file without sound. ${MEND}`;
  const [encoding, channels, rate, bits] = [
    format.readUInt16LE(0),
    format.readUInt16LE(2),
    format.readUInt32LE(4),
    format.readUInt16LE(14),
  ];
  if (encoding === MU_LAW && channels === 1 && rate === SAMPLE_RATE_HZ && bits === BITS) return undefined;
  const name = ({ 1: "PCM", 6: "A-law", 7: "mu-law" } as Record<number, string>)[encoding] ?? `encoding ${encoding}`;
  return `is ${name}, ${rate} Hz, ${bits} bits, ${channels === 1 ? "mono" : `${channels} channels`}, which Webex plays as silence. ${MEND}`;
}

const MEND =
  "Webex plays WAV files of 8 kHz, 8-bit mu-law, mono only: ffmpeg -i IN -ar 8000 -ac 1 -c:a pcm_mulaw OUT.wav";

/** The body of a RIFF chunk. Chunks lie on even offsets. */
function chunk(bytes: Buffer, id: string): Buffer | undefined {
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = bytes.readUInt32LE(at + 4);
    if (bytes.toString("latin1", at, at + 4) === id) return bytes.subarray(at + 8, at + 8 + size);
    at += 8 + size + (size % 2);
  }
  return undefined;
}
