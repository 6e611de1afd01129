import type { Rectangle } from '../../write/cards/geometry.ts';
import type { Camera } from './brush.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The height of what stands below the map. */
const buttons = 44;

/** Milliseconds without movement after which everything is drawn again. */
const rest = 120;

/** Where the map is looked at from; the whole of it until somebody moves it. */
export class MapCamera {
  view: Camera = { scale: 1, x: 0, y: 0 };
  isMoving = false;
  /** Whether the last press was to move the map, and no click. */
  wasDragged = false;
  #isMoved = false;
  #fitted = '';
  #paint = (): void => {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;

  /** Shows all of the map, unless somebody has moved it. */
  fit(whole: Size, size: Size): void {
    const key = `${whole.width} ${whole.height} ${size.width} ${size.height}`;
    // Below are the buttons that make it larger. Before the page has its height there is no room for anything.
    const height = size.height - buttons;
    if (this.#isMoved || size.width <= 0 || height <= 0 || key === this.#fitted) return;
    this.#fitted = key;
    const scale = Math.min(size.width / whole.width, height / whole.height, 2);
    this.view = { scale, x: (size.width - whole.width * scale) / 2, y: (height - whole.height * scale) / 2 };
  }

  reset(whole: Size, size: Size): void {
    this.#isMoved = false;
    this.goBack(whole, size);
    this.#paint();
  }

  /** Is where it was before a card was shown, unless somebody has moved it. */
  goBack(whole: Size, size: Size): void {
    if (this.#isMoved) return;
    this.#fitted = '';
    this.fit(whole, size);
  }

  /** Moves as little as is needed so that a card is in sight. That is nobody's choice: with more room all is shown. */
  show(card: Rectangle | undefined, size: Size): void {
    if (card === undefined || size.width <= 0 || size.height <= 0) return;
    const { scale, x, y } = this.view;
    const [left, top] = [card.x * scale + x, card.y * scale + y];
    const [right, bottom] = [left + card.width * scale, top + card.height * scale];
    const [dx, dy] = [shift(left, right, size.width), shift(top, bottom, size.height)];
    if (dx === 0 && dy === 0) return;
    this.view = { scale, x: x + dx, y: y + dy };
  }

  zoom(factor: number, size: Size): void {
    this.#zoomAt(factor, size.width / 2, size.height / 2);
  }

  /** Listens to pointers, the wheel and keys of an element. Returns how to end it. */
  follow(element: HTMLElement | null, paint: () => void): () => void {
    this.#paint = paint;
    if (element === null) return () => {};
    const pressed = new Map<number, { x: number; y: number }>();
    const on = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      listen: (event: HTMLElementEventMap[Name]) => void,
    ) => {
      element.addEventListener(name, listen, { passive: false });
      return () => element.removeEventListener(name, listen);
    };
    const ends = [
      on('wheel', event => {
        event.preventDefault();
        const box = element.getBoundingClientRect();
        this.#zoomAt(
          Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)),
          event.clientX - box.left,
          event.clientY - box.top,
        );
      }),
      on('pointerdown', event => {
        pressed.set(event.pointerId, { x: event.clientX, y: event.clientY });
        this.wasDragged = false;
      }),
      on('pointermove', event => {
        const before = pressed.get(event.pointerId);
        if (before === undefined) return;
        const [dx, dy] = [event.clientX - before.x, event.clientY - before.y];
        if (!this.wasDragged && Math.abs(dx) + Math.abs(dy) < 5) return;
        this.wasDragged = true;
        element.setPointerCapture(event.pointerId);
        const others = [...pressed].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
        pressed.set(event.pointerId, { x: event.clientX, y: event.clientY });
        this.#move(dx / pressed.size, dy / pressed.size);
        const [other] = others;
        if (other !== undefined) this.#pinch(before, event, other, element.getBoundingClientRect());
      }),
      on('pointerup', ({ pointerId }) => pressed.delete(pointerId)),
      on('pointercancel', ({ pointerId }) => pressed.delete(pointerId)),
      on('keydown', event => {
        const box = element.getBoundingClientRect();
        if (event.key === '+' || event.key === '=') this.zoom(1.3, box);
        if (event.key === '-') this.zoom(1 / 1.3, box);
        if (event.key === '0') element.querySelector<HTMLElement>('[data-whole]')?.click();
      }),
    ];
    return () => {
      for (const end of ends) end();
    };
  }

  #pinch(before: { x: number; y: number }, event: PointerEvent, other: { x: number; y: number }, box: DOMRect): void {
    const far = (x: number, y: number): number => Math.hypot(x - other.x, y - other.y);
    const factor = far(event.clientX, event.clientY) / Math.max(1, far(before.x, before.y));
    this.#zoomAt(factor, (event.clientX + other.x) / 2 - box.left, (event.clientY + other.y) / 2 - box.top);
  }

  #move(dx: number, dy: number): void {
    const { scale, x, y } = this.view;
    this.#change({ scale, x: x + dx, y: y + dy });
  }

  #zoomAt(factor: number, x: number, y: number): void {
    const { view } = this;
    const scale = Math.min(8, Math.max(0.02, view.scale * factor));
    const part = scale / view.scale;
    this.#change({ scale, x: x - (x - view.x) * part, y: y - (y - view.y) * part });
  }

  #change(view: Camera): void {
    this.view = view;
    this.#isMoved = true;
    this.isMoving = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.isMoving = false;
      this.#paint();
    }, rest);
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#paint());
  }
}

function shift(from: number, to: number, room: number): number {
  if (to - from > room) return 8 - from;
  return from < 8 ? 8 - from : to > room - 8 ? room - 8 - to : 0;
}
