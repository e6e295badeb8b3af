import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lifecycle } from "../../support/lifecycle";
import { writeWav } from "../../support/wav";

lifecycle("webex.AudioFile", "audio-file", (tenant) => {
  const file = writeWav(join(tenant.dir, "welcome.wav"));
  const bytes = readFileSync(file);
  const text = join(tenant.dir, "text.wav");
  writeFileSync(text, "hello");
  const pcm = writeWav(join(tenant.dir, "pcm.wav"), 0, { encoding: 1, rate: 44_100, bits: 16, channels: 2 });
  const format =
    "Webex plays WAV files of 8 kHz, 8-bit mu-law, mono only: ffmpeg -i IN -ar 8000 -ac 1 -c:a pcm_mulaw OUT.wav";
  return Promise.resolve({
    inputs: { name: "welcome.wav", file, description: "Greeting" },
    wire: {
      name: "welcome.wav",
      description: "Greeting",
      contentType: "AUDIO_WAV",
      _content: {
        sha256: createHash("sha256").update(bytes).digest("hex"),
        bytes: bytes.length,
        filename: "welcome.wav",
        contentType: "audio/wav",
      },
    },
    update: { inputs: { description: "First greeting" }, wire: { description: "First greeting" } },
    removal: { input: "description", wire: { description: "" } },
    drift: {
      by: (id) => tenant.edit("audio-file", id, { description: "Changed by hand" }),
      input: "description",
      shown: "Changed by hand",
    },
    replacements: { name: { name: "hello.wav" } },
    rename: { name: "hello.wav" },
    references: [],
    refused: [
      [{ name: "welcome.mp3" }, "name", "must end in .wav"],
      [{ name: "a&b.wav" }, "name", "may hold only letters, digits, spaces, ., - and _"],
      [{ file: join(tenant.dir, "absent.wav") }, "file", /^cannot be read: ENOENT/],
      [{ file: text }, "file", `${text} is not a WAV file. ${format}`],
      [{ file: pcm }, "file", `${pcm} is PCM, 44100 Hz, 16 bits, 2 channels, which Webex plays as silence. ${format}`],
    ],
    requests: {
      create: ["POST audio-file"],
      update: ["PATCH audio-file/:id"],
      delete: ["DELETE audio-file/:id"],
      gone: ["DELETE audio-file/:id"],
    },
  });
});
