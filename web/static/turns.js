// Order between what is asked for and what answers: requests do not answer in the order in which they were sent.

/**
 * Of several things asked for, only the last counts: the one before is given up as soon as another is asked for.
 * @returns {<T>(ask: (signal: AbortSignal) => Promise<T>) => Promise<T | undefined>} undefined for one given up
 */
export function lastAsked() {
  let current = null;
  return async (ask) => {
    current?.abort();
    const mine = new AbortController();
    current = mine;
    try {
      return await ask(mine.signal);
    } catch (error) {
      if (!mine.signal.aborted) throw error;
      return undefined;
    }
  };
}

/**
 * Writes of one thing go out one after another, so that the last one made is the last one kept; of those that wait,
 * only the newest goes.
 * @param {() => Promise<void>} write sends what stands at that moment, and tells of its own failure
 * @returns {(() => Promise<void>) & {waiting: () => boolean}} ask for a write; settles when nothing is left to send
 */
export function oneByOne(write) {
  let running = null;
  let again = false;
  const run = async () => {
    do {
      again = false;
      await write();
    } while (again);
  };
  const ask = () => {
    if (running) again = true;
    else running = run().finally(() => { running = null; });
    return running;
  };
  return Object.assign(ask, { waiting: () => again });
}

/**
 * Act once at a time: what is asked for while it is under way does nothing.
 * @param {(...given: unknown[]) => Promise<boolean | void>} act true once the page is being left: nothing more is done
 * @returns {((...given: unknown[]) => Promise<void>) & {busy: () => boolean}}
 */
export function onceAtATime(act) {
  let busy = false;
  window.addEventListener("pageshow", (event) => { if (event.persisted) busy = false; }); // come back to
  const once = async (...given) => {
    if (busy) return;
    busy = true;
    let leaving = false;
    try {
      leaving = Boolean(await act(...given));
    } finally {
      busy = leaving;
    }
  };
  return Object.assign(once, { busy: () => busy });
}

/** Send a form by a script, once (see `onceAtATime`). */
export function onSubmit(form, send) {
  const once = onceAtATime(send);
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    once(event);
  });
}
