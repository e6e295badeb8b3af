import { writeFileSync } from "node:fs";

/** A WAV file as Webex plays it: 8 kHz, 8-bit mu-law, mono. `level` is the one value of all its samples. */
export function writeWav(
  file: string,
  level = 0xff,
  { encoding = 7, rate = 8_000, bits = 8, channels = 1 } = {},
): string {
  const sound = Buffer.alloc(800, level);
  const head = Buffer.alloc(44);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(36 + sound.length, 4);
  head.write("WAVEfmt ", 8, "latin1");
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(encoding, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE((rate * channels * bits) / 8, 28);
  head.writeUInt16LE((channels * bits) / 8, 32);
  head.writeUInt16LE(bits, 34);
  head.write("data", 36, "latin1");
  head.writeUInt32LE(sound.length, 40);
  writeFileSync(file, Buffer.concat([head, sound]));
  return file;
}
