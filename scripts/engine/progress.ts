/** Progress for a person: one changing line on a terminal, a few plain lines elsewhere. */

export interface Progress {
  /** Prints a sentence on a separate line. */
  say(sentence: string): void;
  /**
   * The position in a long step.
   *
   * @param share of the step that is done, 0 to 1
   */
  at(step: string, share: number): void;
  /** Ends the changing line, if there is one. */
  end(): void;
}

/** The destination of progress: `process.stderr`, or a list in a test. */
export interface Output {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

export const SILENT: Progress = { say: () => undefined, at: () => undefined, end: () => undefined };

/** A plain line is printed for each of so many parts of a step. */
const TENTHS = 10;

export function progressOn(output: Output): Progress {
  const terminal = output.isTTY === true;
  let open = false;
  let shown = "";
  const end = (): void => {
    if (open) output.write("\n");
    open = false;
  };
  return {
    end,
    say: (sentence) => {
      end();
      output.write(`${sentence}\n`);
    },
    at: (step, share) => {
      const percent = `${step} ${String(Math.floor(share * 100))} %`;
      if (terminal) {
        if (percent !== shown) output.write(`\r\u001b[2K${percent}`);
        open = true;
        shown = percent;
        return;
      }
      const coarse = `${step} ${String(Math.floor(share * TENTHS) * (100 / TENTHS))} %`;
      if (coarse !== shown) output.write(`${coarse}\n`);
      shown = coarse;
    },
  };
}
