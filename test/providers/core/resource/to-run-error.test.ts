import { RunError } from "@pulumi/pulumi/errors";
import { toRunError } from "../../../../providers/core/resource/to-run-error";

describe("an error of the user's program", () => {
  it("is one sentence, without a stack, that nobody can add to", () => {
    const failure = toRunError(new Error("There is no site called Lyon."));
    expect(failure).toBeInstanceOf(RunError);
    failure.message = `property siteId: ${failure.message}`;
    expect([failure.message, failure.stack]).toEqual([
      "There is no site called Lyon.",
      "There is no site called Lyon.",
    ]);
  });

  it("is the same for all who meet the same failure, so that it is printed once", () => {
    const error = new Error("away");
    expect(toRunError(error)).toBe(toRunError(error));
    expect(toRunError(new Error("away"))).not.toBe(toRunError(error));
  });

  it("is made of anything thrown, and shows no secret", () => {
    expect(toRunError("just text").message).toBe("just text");
    const secret = new Error("Authorization: Bearer abcdefgh12345678");
    expect(toRunError(secret).message).toBe("Authorization: Bearer [secret]");
    expect(toRunError(secret)).toBe(toRunError(secret));
  });
});
