import { type Grant, RenewingToken, staticToken } from "../../../providers/http/auth";
import { ManualClock } from "../../support/manual-clock";

const HOUR_MS = 3_600_000;

/** Hands out T1, T2, ... each good for an hour, when the test says so. */
class Office {
  readonly clock = new ManualClock();
  asked = 0;
  private readonly queue: { resolve: (grant: Grant) => void; reject: (error: Error) => void; name: string }[] = [];

  readonly token = new RenewingToken(
    () =>
      new Promise((resolve, reject) => {
        this.asked += 1;
        this.queue.push({ resolve, reject, name: `T${this.asked}` });
      }),
    () => this.clock.now(),
  );

  issue(lifeMs = HOUR_MS): void {
    const waiting = this.queue.shift();
    waiting?.resolve({ accessToken: waiting.name, expiresAt: this.clock.now() + lifeMs });
  }

  fail(message: string): void {
    this.queue.shift()?.reject(new Error(message));
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("the access token", () => {
  it("is asked for once however many wait", async () => {
    const office = new Office();
    const waiting = Array.from({ length: 16 }, () => office.token.token());
    await pause();
    office.issue();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(["T1"]));
    expect(office.asked).toBe(1);
  });

  it("is kept until a minute before it expires", async () => {
    const office = new Office();
    const first = office.token.token();
    office.issue();
    await first;
    await office.clock.advance(HOUR_MS - 60_001);
    await expect(office.token.token()).resolves.toBe("T1");
    await office.clock.advance(1);
    const renewed = office.token.token();
    await pause();
    office.issue();
    await expect(renewed).resolves.toBe("T2");
    expect(office.asked).toBe(2);
  });

  it("is renewed once for all who find it expired", async () => {
    const office = new Office();
    const first = office.token.token();
    office.issue();
    await first;
    await office.clock.advance(HOUR_MS);
    const waiting = Array.from({ length: 16 }, () => office.token.token());
    await pause();
    office.issue();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(["T2"]));
    expect(office.asked).toBe(2);
  });

  it("is renewed once for all who meet the same 401", async () => {
    const office = new Office();
    const first = office.token.token();
    office.issue();
    await first;
    const waiting = Array.from({ length: 8 }, () => office.token.renew("T1"));
    await pause();
    office.issue();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(["T2"]));
    expect(office.asked).toBe(2);
  });

  it("is not renewed for a late 401 of the token before", async () => {
    const office = new Office();
    const first = office.token.token();
    office.issue();
    await first;
    const renewed = office.token.renew("T1");
    await pause();
    office.issue();
    await renewed;
    await expect(office.token.renew("T1")).resolves.toBe("T2");
    expect(office.asked).toBe(2);
  });

  it("is asked for again after a failure, which everybody who waited is told", async () => {
    const office = new Office();
    const waiting = [office.token.token(), office.token.token()];
    const told = Promise.allSettled(waiting);
    office.fail("the service is away");
    expect((await told).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    const again = office.token.token();
    await pause();
    office.issue();
    await expect(again).resolves.toBe("T2");
  });

  it("stays usable when its renewal fails: the next request tries again", async () => {
    const office = new Office();
    const first = office.token.token();
    office.issue();
    await first;
    const failing = office.token.renew("T1");
    await pause();
    office.fail("the service is away");
    await expect(failing).rejects.toThrow("the service is away");
    const again = office.token.token();
    await pause();
    office.issue();
    await expect(again).resolves.toBe("T3");
  });

  it("cannot be renewed where somebody pasted it", async () => {
    const pasted = staticToken("pasted");
    await expect(pasted.token()).resolves.toBe("pasted");
    await expect(pasted.renew("pasted")).resolves.toBeUndefined();
  });
});
