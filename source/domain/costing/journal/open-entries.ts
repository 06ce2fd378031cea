/** The open item ledger entries that are known, per place, in the order in which application looks at them. */
import {type ItemLedgerEntry, placeKey, type StockKey} from '../entries.js';

interface Place {
  inbound: ItemLedgerEntry[];
  outbound: ItemLedgerEntry[];
}

export class OpenEntries {
  private readonly places = new Map<string, Place>();
  private readonly listed = new Set<ItemLedgerEntry>();

  /** Open inbound entries of a place, by posting date and entry number. Not to be changed while it is walked. */
  inbound(place: StockKey): readonly ItemLedgerEntry[] {
    return this.places.get(placeKey(place))?.inbound ?? [];
  }

  /** Open outbound entries of a place, by posting date and entry number. */
  outbound(place: StockKey): readonly ItemLedgerEntry[] {
    return this.places.get(placeKey(place))?.outbound ?? [];
  }

  /** Lists an entry that is open, and takes it off where it is not. */
  update(entry: ItemLedgerEntry): void {
    if (entry.open === this.listed.has(entry)) return;
    const key = placeKey(entry);
    let place = this.places.get(key);
    if (!place) {
      place = {inbound: [], outbound: []};
      this.places.set(key, place);
    }
    const list = entry.positive ? place.inbound : place.outbound;
    const position = positionOf(list, entry);
    if (entry.open) {
      list.splice(position, 0, entry);
      this.listed.add(entry);
    } else {
      list.splice(position, 1);
      this.listed.delete(entry);
    }
  }
}

/** Where an entry stands, or would stand, in a sorted list. */
function positionOf(list: readonly ItemLedgerEntry[], entry: ItemLedgerEntry): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = list[middle];
    if (
      other &&
      (other.postingDate < entry.postingDate ||
        (other.postingDate === entry.postingDate && other.entryNo < entry.entryNo))
    )
      low = middle + 1;
    else high = middle;
  }
  return low;
}
