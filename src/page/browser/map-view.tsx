import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { fromBytes } from '../../base/bytes.ts';
import { countNouns } from '../../base/count-nouns.ts';
import { howToHaveLoads, noPlanYet, whyNoPlan } from '../page-home.ts';
import { lightMap } from './light-map.ts';
import { MapCamera } from './map-camera.ts';
import { cardBeside, findAt, type MapScene, makeScene } from './map-scene.ts';
import type { PageState } from './page-state.ts';
import { paintMap } from './paint-map.ts';

/** Buttons over more cards than these take longer than the map itself. */
const mostButtonsAtOnce = 100;

/** The map: cards on a canvas, and over each an invisible button, for keys and screen readers. */
export function MapView({ state }: { state: PageState }) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLFieldSetElement>(null);
  const camera = useMemo(() => new MapCamera(), []);
  const [{ size, room, aspect }, setRoom] = useState(noRoom);
  const [hovered, setHovered] = useState<number>();
  const [focused, setFocused] = useState(0);
  const { edited, figures, lens, hidesEmpty, isDark } = state;
  const scene = useMemo(
    () => makeScene(edited.value, figures.value, lens.value, { aspect, hidesEmpty: hidesEmpty.value }),
    [edited.value, figures.value, lens.value, hidesEmpty.value, aspect],
  );
  const light = lightMap(state, scene, hovered);
  const paint = useRef(() => {});
  paint.current = () => {
    const context = canvas.current?.getContext('2d');
    if (!context || !canvas.current || size.width === 0) return;
    const ratio = globalThis.devicePixelRatio || 1;
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (canvas.current.width !== width || canvas.current.height !== height) {
      canvas.current.width = width;
      canvas.current.height = height;
    }
    const start = performance.now();
    paintMap(context, { ...size, ratio }, scene, camera.view, {
      ...light,
      isDark: isDark.value,
      isMoving: camera.isMoving,
    });
    if (canvas.current) canvas.current.dataset['drawn'] = (performance.now() - start).toFixed(1);
    if (overlay.current) {
      const { x, y, scale } = camera.view;
      overlay.current.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    }
  };
  useEffect(() => {
    if (!frame.current) return undefined;
    const own = frame.current;
    const observer = new ResizeObserver(() => setRoom(measureRoom(own)));
    observer.observe(own);
    return () => observer.disconnect();
  }, []);
  useEffect(() => camera.follow(frame.current, () => paint.current()), []);
  camera.fit(scene.layout, room);
  const shownCard = light.selectedCard;
  useEffect(() => {
    if (shownCard === undefined) camera.goBack(scene.layout, room);
    else camera.show(scene.layout.cards[shownCard], size);
  }, [shownCard, size.width, size.height]);
  useEffect(() => paint.current());
  const select = (card: number | undefined, service?: number): void => {
    if (card === undefined) state.select(undefined);
    else if (service !== undefined) state.select({ kind: 'service', number: service });
    else state.select({ kind: scene.lens, number: scene.ids[card] ?? 0 });
  };
  const at = (event: MouseEvent) => {
    const box = frame.current?.getBoundingClientRect();
    const { x, y, scale } = camera.view;
    const [left, top] = [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)];
    return findAt(scene, (left - x) / scale, (top - y) / scale, scale);
  };
  const isPlanning = state.replan.value.kind === 'running';
  const shown = useRef(size);
  shown.current = size;
  // There may be hundreds: they are made anew where what they stand for changes, not each time that something is lit.
  const [hasButtons, setHasButtons] = useState(scene.ids.length <= mostButtonsAtOnce);
  useEffect(() => {
    // What is drawn first is the map.
    const timer = setTimeout(() => setHasButtons(true));
    return () => clearTimeout(timer);
  }, []);
  const buttons = useMemo(() => {
    if (!hasButtons) return null;
    const focus = (number: number): void => {
      setFocused(number);
      setHovered(number);
    };
    const show = (number: number): void => {
      camera.show(scene.layout.cards[number], shown.current);
      paint.current();
    };
    return listButtons(state, scene, focused, { focus, show, select });
  }, [state, scene, focused, hasButtons]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: what is clicked has a button of its own over it
    // biome-ignore lint/a11y/noStaticElementInteractions: the same
    <div
      class={isPlanning ? 'map busy' : 'map'}
      ref={frame}
      onPointerMove={event => {
        const found = at(event);
        if (found?.card !== hovered) setHovered(found?.card);
      }}
      onPointerLeave={() => setHovered(undefined)}
      onClick={event => {
        if (camera.wasDragged) return;
        const found = at(event);
        select(found?.card, found?.service);
      }}
    >
      <canvas ref={canvas} />
      <fieldset class="overlay" ref={overlay} aria-label="Map" aria-describedby="map-keys">
        {buttons}
      </fieldset>
      <div class="zoom">
        <button type="button" aria-label="Larger" onClick={() => camera.zoom(1.3, size)}>
          +
        </button>
        <button type="button" aria-label="Smaller" onClick={() => camera.zoom(1 / 1.3, size)}>
          {'\u2212'}
        </button>
        <button type="button" aria-label="0, all of it" data-whole onClick={() => camera.reset(scene.layout, room)}>
          0
        </button>
      </div>
      <p id="map-keys" class="unseen">
        Arrow keys go from card to card, Enter tells about it.
      </p>
      <Hints state={state} isCrowded={light.isCrowded} />
    </div>
  );
}

interface CardActions {
  readonly focus: (card: number) => void;
  /** Brings a card in sight. */
  readonly show: (card: number) => void;
  readonly select: (card: number) => void;
}

/** A button over each card: arrows go from one to the next. */
function listButtons(state: PageState, scene: MapScene, focused: number, { focus, show, select }: CardActions) {
  return scene.layout.cards.map((card, number) => (
    <button
      type="button"
      key={scene.ids[number]}
      tabIndex={number === Math.min(focused, scene.ids.length - 1) ? 0 : -1}
      style={`left:${card.x}px;top:${card.y}px;width:${card.width}px;height:${card.height}px`}
      aria-label={nameCard(state, scene, number)}
      onFocus={() => focus(number)}
      onKeyDown={event => {
        const step = steps[event.key];
        if (step === undefined) return;
        event.preventDefault();
        const next = cardBeside(scene, number, step[0], step[1]);
        (event.currentTarget.parentElement?.children[next] as HTMLElement | undefined)?.focus();
        show(next);
      }}
      onClick={event => {
        // A click of the keyboard has no place.
        if (event.detail !== 0) return;
        event.stopPropagation();
        select(number);
      }}
    />
  ));
}

interface Room {
  /** What is seen of the map. */
  readonly size: { readonly width: number; readonly height: number };
  /** The same without the panel: nothing becomes smaller because a panel is opened. */
  readonly room: { readonly width: number; readonly height: number };
  /** What the layout is made for: a card stays where it is while panels and bars come and go. */
  readonly aspect: number;
}

const nothing = { width: 0, height: 0 };
const noRoom: Room = { size: nothing, room: nothing, aspect: 1.6 };

/** How much room a map has: beside a chapter its own, else what it shares with the panel. */
function measureRoom(frame: HTMLElement): Room {
  const size = { width: frame.clientWidth, height: frame.clientHeight };
  const parent = frame.parentElement;
  const room = parent?.localName === 'main' ? { width: parent.clientWidth, height: parent.clientHeight } : size;
  const page = document.documentElement.clientHeight;
  const aspect = Math.round((room.width / Math.max(1, parent?.localName === 'main' ? page : size.height)) * 4) / 4;
  return { size, room, aspect: Math.max(0.25, aspect) };
}

const steps: { readonly [key: string]: readonly [dx: number, dy: number] | undefined } = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** What a screen reader says of a card. */
function nameCard({ plan, figures }: PageState, { ids, boxes, lens }: MapScene, card: number): string {
  const id = ids[card] ?? 0;
  const count = countNouns(boxes.on[card]?.length ?? 0, 'service');
  if (lens === 'group') return `${plan.names.groups[id] || 'no group'}: ${count}`;
  const loads = plan.document.resources.map(({ name }, resource) => {
    const share = figures.value.shares[resource]?.[id];
    return share === undefined ? '' : `, ${fromBytes(name)} ${Math.round(share * 100)} %`;
  });
  const leaving = figures.value.leaving[id] ?? 0;
  return `${plan.names.machines[id]}: ${count}${loads.join('')}, links of weight ${leaving} leave`;
}

/** What is missing, and how to have it. */
function Hints({ state, isCrowded }: { state: PageState; isCrowded: boolean }) {
  const { document } = state.plan;
  const hints: string[] = [];
  if (document.plans.length === 0) hints.push(state.busy.value === '' ? whyNoPlan[state.home] : noPlanYet);
  // A walk is told no capacities.
  else if (document.resources.length === 0 && state.chapters === undefined) hints.push(howToHaveLoads[state.home]);
  if (document.links.a.length === 0) hints.push('No service depends on another.');
  if (isCrowded) {
    const moved = countNouns(state.moved.value.size, 'service');
    hints.push(
      `${moved} moved, too many for arrows: +n \u2212m on a card says how many came and went; ` +
        'a card that is selected shows its arrows, and the table can be sorted by what moved.',
    );
  }
  return hints.length === 0 ? null : (
    <ul class="hints">
      {hints.map(hint => (
        <li key={hint}>{hint}</li>
      ))}
    </ul>
  );
}
