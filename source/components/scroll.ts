/** A selection in a list of known length, and the part of it that is on the screen. */
export interface Scroll {
  readonly selected: number;
  readonly top: number;
}

export const START: Scroll = {selected: 0, top: 0};

/** The selection moved by some rows, within `count` rows of which `height` are seen. */
export function scrollBy(scroll: Scroll, by: number, count: number, height: number): Scroll {
  return scrollTo(scroll, scroll.selected + by, count, height);
}

export function scrollTo(scroll: Scroll, to: number, count: number, height: number): Scroll {
  const selected = Math.max(0, Math.min(count - 1, to));
  let top = Math.min(scroll.top, selected);
  if (selected >= top + height) top = selected - height + 1;
  return {selected, top: Math.max(0, Math.min(top, count - height))};
}
