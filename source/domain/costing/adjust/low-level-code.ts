/** In which order items are adjusted: components before what is made of them (costing.md 15.1). */

export interface Consumption {
  /** The item that an order consumed, and the item that it makes. */
  component: string;
  product: string;
}

/**
 * The low-level code of items: the larger of the card's and one more than that of every item in whose orders the
 * item was consumed. An item that is consumed in its own making, at once or over others, does not count there.
 */
export function lowLevelCodes(
  cards: ReadonlyMap<string, number>,
  consumptions: Iterable<Consumption>,
): ReadonlyMap<string, number> {
  const products = new Map<string, string[]>();
  for (const {component, product} of consumptions) {
    if (component === product) continue;
    const known = products.get(component);
    if (known) known.push(product);
    else products.set(component, [product]);
  }
  const codes = new Map<string, number>();
  for (const item of new Set([...cards.keys(), ...products.keys()])) settle(item, cards, products, codes);
  return codes;
}

/** Depth first without recursion: a chain of orders may be long. */
function settle(
  start: string,
  cards: ReadonlyMap<string, number>,
  products: ReadonlyMap<string, string[]>,
  codes: Map<string, number>,
): void {
  const path = [{item: start, next: 0}];
  const onPath = new Set([start]);
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const {item} = top;
    const product = codes.has(item) ? undefined : products.get(item)?.[top.next];
    if (product !== undefined) {
      top.next += 1;
      if (!codes.has(product) && !onPath.has(product)) {
        onPath.add(product);
        path.push({item: product, next: 0});
      }
      continue;
    }
    path.pop();
    onPath.delete(item);
    if (codes.has(item)) continue;
    const above = (products.get(item) ?? []).map(parent => (codes.get(parent) ?? -1) + 1);
    codes.set(
      item,
      above.reduce((most, code) => Math.max(most, code), cards.get(item) ?? 0),
    );
  }
}
