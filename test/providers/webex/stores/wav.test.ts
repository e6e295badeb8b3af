import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { wavProblem } from "../../../../providers/webex/stores/wav";
import { writeWav } from "../../../support/wav";

const MEND =
  "Webex plays WAV files of 8 kHz, 8-bit mu-law, mono only: ffmpeg -i IN -ar 8000 -ac 1 -c:a pcm_mulaw OUT.wav";

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "datadip-wav-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const wav = (format = {}): Buffer => readFileSync(writeWav(join(dir, "a.wav"), 0xff, format));
function chunk(id: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, "latin1");
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}
const riff = (...chunks: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from("RIFF\0\0\0\0WAVE", "latin1"), ...chunks]);

const good = wav.bind(undefined, {});
const format = (): Buffer => good().subarray(20, 36);

describe("a WAV file", () => {
  it("of 8 kHz, 8-bit mu-law, mono is played", () => {
    expect(wavProblem(good())).toBeUndefined();
  });

  it("may hold other chunks, of odd length too, before its sound", () => {
    const more = riff(
      chunk("LIST", Buffer.from("odd")),
      chunk("fmt ", Buffer.concat([format(), Buffer.alloc(2)])),
      chunk("fact", Buffer.alloc(4)),
      chunk("data", Buffer.alloc(10)),
    );
    expect(wavProblem(more)).toBeUndefined();
  });

  it.each<[string, () => Buffer, string]>([
    [
      "16-bit PCM",
      () => wav({ encoding: 1, bits: 16 }),
      `is PCM, 8000 Hz, 16 bits, mono, which Webex plays as silence. ${MEND}`,
    ],
    ["A-law", () => wav({ encoding: 6 }), `is A-law, 8000 Hz, 8 bits, mono, which Webex plays as silence. ${MEND}`],
    ["16 kHz", () => wav({ rate: 16_000 }), `is mu-law, 16000 Hz, 8 bits, mono, which Webex plays as silence. ${MEND}`],
    [
      "stereo",
      () => wav({ channels: 2 }),
      `is mu-law, 8000 Hz, 8 bits, 2 channels, which Webex plays as silence. ${MEND}`,
    ],
    [
      "an unknown encoding",
      () => wav({ encoding: 85 }),
      `is encoding 85, 8000 Hz, 8 bits, mono, which Webex plays as silence. ${MEND}`,
    ],
    ["empty", () => Buffer.alloc(0), `is not a WAV file. ${MEND}`],
    ["an MP3 file", () => Buffer.from("ID3 and so on and on", "latin1"), `is not a WAV file. ${MEND}`],
    ["another RIFF file", () => Buffer.from("RIFF\0\0\0\0AVI LIST", "latin1"), `is not a WAV file. ${MEND}`],
    ["without a format", () => riff(chunk("data", Buffer.alloc(4))), `is a WAV file without a format. ${MEND}`],
    ["cut off in its format", () => good().subarray(0, 30), `is a WAV file without a format. ${MEND}`],
    ["without sound", () => riff(chunk("fmt ", format())), `is a WAV file without sound. ${MEND}`],
    [
      "with empty sound",
      () => riff(chunk("fmt ", format()), chunk("data", Buffer.alloc(0))),
      `is a WAV file without sound. ${MEND}`,
    ],
    ["cut off before its sound", () => good().subarray(0, 40), `is a WAV file without sound. ${MEND}`],
  ])("that would play silence is told with what mends it: %s", (_, bytes, problem) => {
    expect(wavProblem(bytes())).toBe(problem);
  });
});
