/**
 * The one place that listens to keys. Screens and dialogs lay their handlers on a pile; a key goes to the topmost
 * layer, by the bindings of keys.ts. Keys of one chunk wait for the frame before them, so that fast typing acts
 * on what the person saw coming.
 */
import {useInput, usePaste} from 'ink';
import {setTimeout as sleep} from 'node:timers/promises';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import {bindingsIn, type Command, type Need, type Scope} from '../keys.js';
import {clean} from './clean.js';
import {keyNames, typedBy} from './key-names.js';

/** What a command does; the promise of a handler is waited for where its binding says so. */
export type Handlers = Partial<Record<Command, () => unknown>>;

/** What a screen or dialog does with keys while it is on top. */
export interface KeyLayer {
  readonly scopes: readonly Scope[];
  readonly handlers: Handlers;
  /** Needs that are not met now: their commands say why instead of running. */
  readonly missing?: ReadonlySet<Need>;
  /** What it is about is not read yet: the keys of its scopes wait for it, also those that act on what they find. */
  readonly isLoading?: boolean;
  /** Takes typed characters and pasted text; then a letter is a letter and no command. */
  readonly onText?: (text: string) => void;
  /** A dialog: keys that it does not know end here, and go to no layer below. */
  readonly modal?: boolean;
}

type Entry = {readonly current: KeyLayer};

/** The pile of layers; the last is on top. */
class Layers {
  private readonly entries: Entry[] = [];
  private readonly listeners = new Set<() => void>();

  add(entry: Entry): () => void {
    this.entries.push(entry);
    this.changed();
    return () => {
      this.entries.splice(this.entries.indexOf(entry), 1);
      this.changed();
    };
  }

  /** From the top down to the first dialog. */
  get active(): KeyLayer[] {
    const layers: KeyLayer[] = [];
    const piled = this.entries.map(({current}) => current).sort((below, above) => rankOf(below) - rankOf(above));
    for (const layer of piled.toReversed()) {
      layers.push(layer);
      if (layer.modal) break;
    }
    return layers;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  changed(): void {
    for (const listener of this.listeners) listener();
  }
}

/**
 * React tells of children before their parents, so the order of mounting says nothing within one frame: what works
 * everywhere lies at the bottom, a dialog on what it was opened over.
 */
const rankOf = ({scopes, modal}: KeyLayer): number => (modal ? 2 : scopes.includes('everywhere') ? 0 : 1);

const LayersContext = createContext(new Layers());

/** What is under way: keys whose turn has not come, and work that may bring what a key needs. */
export class Activity {
  readonly loading = new Set<Promise<unknown>>();
  isTyping = false;

  get isIdle(): boolean {
    return !this.isTyping && this.loading.size === 0;
  }
}

const ActivityContext = createContext(new Activity());

/** Longest time that a key waits for what it needs. */
const PATIENCE_MS = 2000;

/** Tells the keyboard of work that may bring rows: a key that lacks its row waits for it instead of being refused. */
export function useLoading(): <T>(work: Promise<T>) => Promise<T> {
  const {loading} = useContext(ActivityContext);
  return useCallback(
    work => {
      const done = work.finally(() => loading.delete(done));
      loading.add(done);
      return done;
    },
    [loading],
  );
}

/** Lays a screen's or dialog's keys on the pile as long as it is mounted. */
export function useKeys(layer: KeyLayer): void {
  const layers = useContext(LayersContext);
  const entry = useRef(layer);
  useLayoutEffect(() => {
    const before = available(entry.current);
    entry.current = layer;
    if (before !== available(layer)) layers.changed();
  });
  useLayoutEffect(() => layers.add(entry), [layers]);
}

/** What can be pressed now, for the last line and the help: changes with the layers. */
export function useAvailableKeys(): readonly KeyLayer[] {
  const layers = useContext(LayersContext);
  const [active, setActive] = useState<readonly KeyLayer[]>([]);
  useLayoutEffect(() => {
    const update = () => setActive(layers.active);
    update();
    return layers.onChange(update);
  }, [layers]);
  return active;
}

export interface KeyboardProps {
  readonly children: ReactNode;
  /** Told the need of a command that is not met. */
  readonly onRefused: (need: Need) => void;
  /** Told every key, before it does anything. */
  readonly onKey: () => void;
  /** Told what is under way. */
  readonly activity: Activity;
}

/** Listens to the terminal and hands every key to the layers. */
export function Keyboard({children, onRefused, onKey, activity}: KeyboardProps): ReactNode {
  const [layers] = useState(() => new Layers());
  const {loading} = activity;
  const queue = useRef<KeyWork[]>([]);
  const [turn, setTurn] = useState(0);
  const committed = useRef<() => void>(undefined);
  useEffect(() => {
    if (turn > 0) committed.current?.();
  }, [turn]);
  const refused = useRef(onRefused);
  useEffect(() => {
    refused.current = onRefused;
  });

  const enqueue = (work: readonly KeyWork[]) => {
    queue.current.push(...work);
    if (!activity.isTyping) void drain();
  };
  const drain = async () => {
    activity.isTyping = true;
    for (let next = queue.current.shift(); next; next = queue.current.shift()) {
      onKey();
      const waits = (need: Need) => need === 'loaded' || loading.size > 0;
      if ((await next(need => (waits(need) ? TOO_EARLY : refused.current(need)))) === TOO_EARLY) {
        await drawn();
        await Promise.race([Promise.allSettled(loading), sleep(PATIENCE_MS)]);
        await drawn();
        await next(need => refused.current(need));
      }
      await drawn();
    }
    activity.isTyping = false;
  };
  /** Until what was changed is on the screen: this update is committed together with those before it. */
  const drawn = () =>
    new Promise<void>(resolve => {
      committed.current = resolve;
      setTurn(before => before + 1);
    });

  useInput((input, key) => {
    enqueue(keyNames(input, key).map(name => onMissing => dispatch(layers.active, name, onMissing)));
  });
  usePaste(text => {
    const words = clean(text).trimEnd();
    enqueue([() => layers.active.find(layer => layer.onText || layer.modal)?.onText?.(words)]);
  });
  return (
    <LayersContext value={layers}>
      <ActivityContext value={activity}>{children}</ActivityContext>
    </LayersContext>
  );
}

/** What a key does, or what is said to what it lacks. */
type KeyWork = (onMissing: (need: Need) => unknown) => unknown;
/** What the key lacks is still loading. */
const TOO_EARLY = Symbol('too early');

/**
 * Finds and runs what a key does; the promise is there where the next key has to wait for it. A key that lacks something
 * does nothing, and gives what `onMissing` says of it.
 */
function dispatch(layers: readonly KeyLayer[], name: string, onMissing: (need: Need) => unknown): unknown {
  for (const layer of layers) {
    const typed = layer.onText && typedBy(name);
    if (layer.onText && typed !== undefined) {
      layer.onText(typed);
      return undefined;
    }
    const binding = bindingsIn(layer.scopes).find(
      ({keys, command}) => (keys as readonly string[]).includes(name) && (layer.isLoading || layer.handlers[command]),
    );
    if (!binding) continue;
    const need = layer.isLoading ? 'loaded' : binding.needs?.find(one => layer.missing?.has(one));
    if (need) return onMissing(need);
    const work = layer.handlers[binding.command]?.();
    return 'awaited' in binding ? work : undefined;
  }
  return undefined;
}

const available = (layer: KeyLayer): string =>
  `${layer.scopes.join()}|${Object.keys(layer.handlers).join()}|${[...(layer.missing ?? [])].join()}|${Boolean(layer.onText)}`;
