/** The open item ledger entries that are known, per place, in the order in which application looks at them. */
import {type ItemLedgerEntry, placeKey, type StockKey} from '../entries.js';

interface Place {
  inbound: ItemLedgerEntry[];
  outbound: ItemLedgerEntry[];
}

export class OpenEntries {
  private readonly places = new Map<string, Place>();
  /** The list that each open entry stands in. */
  private readonly listed = new Map<ItemLedgerEntry, ItemLedgerEntry[]>();

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
    const listed = this.listed.get(entry);
    if (entry.open === (listed !== undefined)) return;
    const list = listed ?? this.listFor(entry);
    const position = positionOf(list, entry);
    if (listed) {
      list.splice(position, 1);
      this.listed.delete(entry);
    } else {
      list.splice(position, 0, entry);
      this.listed.set(entry, list);
    }
  }

  private listFor(entry: ItemLedgerEntry): ItemLedgerEntry[] {
    const key = placeKey(entry);
    let place = this.places.get(key);
    if (!place) {
      place = {inbound: [], outbound: []};
      this.places.set(key, place);
    }
    return entry.positive ? place.inbound : place.outbound;
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
