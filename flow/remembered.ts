/** Longer texts are rare, and would fill the memory. */
const LONGEST_CHARS = 10_000;

/** The pure function, with results for the texts that were seen before; all are forgotten when there are too many. Results must not be changed. */
export function remembered<Result>(work: (text: string) => Result, most = 2_000): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = work(text);
    if (text.length > LONGEST_CHARS) return made;
    if (known.size >= most) known.clear();
    known.set(text, made);
    return made;
  };
}

/** The same for what is derived from an object that nobody can change. */
export function ofFrozen<Key extends object, Result>(work: (key: Key) => Result): (key: Key) => Result {
  const known = new WeakMap<Key, Result>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = work(key);
    if (Object.isFrozen(key)) known.set(key, made);
    return made;
  };
}
