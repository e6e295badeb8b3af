/** Longer texts are not cached: they are rare and would fill the memory. */
const LONGEST_CHARS = 10_000;

/** A cache by text. It is emptied when it is full. Results must depend on the key only, and must not be changed. */
export function cache<Result>(most: number, longest = LONGEST_CHARS): (key: string, work: () => Result) => Result {
  const known = new Map<string, Result>();
  return (key, work) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = work();
    if (key.length > longest) return made;
    if (known.size >= most) known.clear();
    known.set(key, made);
    return made;
  };
}

/** A cache around a pure function of a text. */
export function remembered<Result>(work: (text: string) => Result, most = 2_000): (text: string) => Result {
  const known = cache<Result>(most);
  return (text) => known(text, () => work(text));
}

/** A cache around a pure function of an object that nobody changes. */
export function ofObject<Key extends object, Result>(work: (key: Key) => Result): (key: Key) => Result {
  const known = new WeakMap<Key, Result>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = work(key);
    known.set(key, made);
    return made;
  };
}

/** As `ofObject`, for objects of others: one that is not frozen is computed again. */
export function ofFrozen<Key extends object, Result>(work: (key: Key) => Result): (key: Key) => Result {
  const known = ofObject(work);
  return (key) => (Object.isFrozen(key) ? known(key) : work(key));
}
