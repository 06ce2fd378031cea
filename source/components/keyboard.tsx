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
  /** What it is about is still worked out: its keys wait as well, but for nobody who wants to leave. */
  readonly isWorking?: boolean;
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

/** Longest time that a key waits for what it needs; those typed meanwhile wait no longer than it did. */
const PATIENCE_MS = 2000;

/** Keys that end the wait for a job: whoever presses one has not the patience. */
const WAYS_OUT: ReadonlySet<string> = new Set(['esc', 'ctrl+c']);

/** Tells the keyboard of work that may bring what a screen is about: keys that came before it wait for it. */
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
  const queue = useRef<TypedKey[]>([]);
  const wantsOut = useRef<() => void>(undefined);
  const gaveUp = useRef(0);
  const [turn, setTurn] = useState(0);
  const committed = useRef<() => void>(undefined);
  useEffect(() => {
    if (turn > 0) committed.current?.();
  }, [turn]);
  const refused = useRef(onRefused);
  useEffect(() => {
    refused.current = onRefused;
  });

  const enqueue = (keys: readonly TypedKey[]) => {
    queue.current.push(...keys);
    if (keys.some(({isWayOut}) => isWayOut)) wantsOut.current?.();
    if (!activity.isTyping) void drain();
  };
  const drain = async () => {
    activity.isTyping = true;
    for (let next = queue.current.shift(); next; next = queue.current.shift()) {
      onKey();
      if ((await patiently(next)) instanceof TooEarly) {
        gaveUp.current = performance.now();
        await next.work(need => refused.current(need));
      }
      await drawn();
    }
    activity.isTyping = false;
  };
  /** Does a key's work as soon as what it is about is there. {@link TooEarly} where nothing brings it in time. */
  const patiently = async ({work, typedAt}: TypedKey): Promise<unknown> => {
    const until = typedAt > gaveUp.current ? performance.now() + PATIENCE_MS : 0;
    const attempt = () => work(need => (WAITED_FOR.has(need) ? new TooEarly(need) : refused.current(need)));
    for (;;) {
      const done = await attempt();
      if (!(done instanceof TooEarly)) return done;
      await drawn();
      const left = until - performance.now();
      const isLeaving = done.need === 'finished' && queue.current.some(({isWayOut}) => isWayOut);
      if (left <= 0 || isLeaving || loading.size === 0) return attempt();
      const over = new AbortController();
      await Promise.race([
        Promise.allSettled(loading),
        sleep(left, undefined, {signal: over.signal}).catch(() => {}),
        ...(done.need === 'finished' ? [new Promise<void>(resolve => (wantsOut.current = resolve))] : []),
      ]);
      over.abort();
      wantsOut.current = undefined;
      await drawn();
    }
  };
  /** Until what was changed is on the screen: this update is committed together with those before it. */
  const drawn = () =>
    new Promise<void>(resolve => {
      committed.current = resolve;
      setTurn(before => before + 1);
    });

  useInput((input, key) => {
    enqueue(
      keyNames(input, key).map(name => ({
        work: onMissing => dispatch(layers.active, name, onMissing),
        typedAt: performance.now(),
        isWayOut: WAYS_OUT.has(name),
      })),
    );
  });
  usePaste(text => {
    const words = clean(text).trimEnd();
    const work = () => layers.active.find(layer => layer.onText || layer.modal)?.onText?.(words);
    enqueue([{work, typedAt: performance.now(), isWayOut: false}]);
  });
  return (
    <LayersContext value={layers}>
      <ActivityContext value={activity}>{children}</ActivityContext>
    </LayersContext>
  );
}

interface TypedKey {
  /** What the key does; `onMissing` is told what it lacks, and its answer is the result then. */
  readonly work: (onMissing: (need: Need) => unknown) => unknown;
  readonly typedAt: number;
  readonly isWayOut: boolean;
}

/** Needs that only time is missing for. */
const WAITED_FOR: ReadonlySet<Need> = new Set<Need>(['loaded', 'finished']);

/** What a key lacks is still on its way. */
class TooEarly {
  constructor(readonly need: Need) {}
}

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
    const waited = layer.isLoading ? 'loaded' : layer.isWorking ? 'finished' : undefined;
    const binding = bindingsIn(layer.scopes).find(
      ({keys, command}) =>
        (keys as readonly string[]).includes(name) &&
        (layer.handlers[command] || (waited !== undefined && command !== 'cancel')),
    );
    if (!binding) continue;
    // A dialog is left also where nothing is in it yet.
    const need = waited && binding.command !== 'cancel' ? waited : binding.needs?.find(one => layer.missing?.has(one));
    if (need) return onMissing(need);
    const work = layer.handlers[binding.command]?.();
    return 'awaited' in binding ? work : undefined;
  }
  return undefined;
}

const available = (layer: KeyLayer): string =>
  `${layer.scopes.join()}|${Object.keys(layer.handlers).join()}|${[...(layer.missing ?? [])].join()}|${Boolean(layer.onText)}`;
