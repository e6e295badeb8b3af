/** Longer texts are not cached: they are rare and would fill the memory. */
const LONGEST_CHARS = 10_000;

/** A cache around a pure function of a text. It is emptied when it is full. Results must not be changed. */
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

/** A cache around a pure function of a frozen object. */
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
