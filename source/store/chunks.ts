/** Lists of keys in `in (…)`, in pieces that every database takes. */

const MOST = 1000;

/**
 * Calls `work` with placeholders and values for each piece of `keys`. Pieces are filled up (with the last key) to a
 * power of two, so that few different statements are prepared.
 */
export async function inChunks<Key extends string | number>(
  keys: readonly Key[],
  work: (list: string, params: Key[]) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < keys.length; from += MOST) {
    const params = keys.slice(from, from + MOST);
    const last = params.at(-1);
    let size = 1;
    while (size < params.length) size *= 2;
    if (last !== undefined) while (params.length < size) params.push(last);
    await work(new Array<string>(params.length).fill('?').join(', '), params);
  }
}
