const { sep } = require("node:path");
const Sequencer = require("@jest/test-sequencer").default;

/** Tests of the engine take longest: each command is a process or three. */
const LONG = `${sep}test${sep}engine${sep}`;

/** jest starts the slowest files first, so that no worker is left alone at the end. Where it has never run, this tells it which. */
module.exports = class LongFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isFirst = (test) => test.duration === undefined && test.path.includes(LONG);
    return [...sorted.filter(isFirst), ...sorted.filter((test) => !isFirst(test))];
  }
};
