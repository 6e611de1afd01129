import type { Rectangle } from '../../write/cards/geometry.ts';
import type { Ink } from '../../write/picture/palette.ts';
import type { Way } from './lay-ways.ts';
import type { MapScene } from './map-scene.ts';

/** What is lit, and what is drawn over the cards. */
export interface MapLight {
  readonly isDark: boolean;
  /** Cards that stay bright; undefined for all. */
  readonly cards: ReadonlySet<number> | undefined;
  /** Services that are marked. */
  readonly services: ReadonlySet<number>;
  readonly moved: ReadonlySet<number>;
  readonly selectedCard: number | undefined;
  /** Links and moves between cards. */
  readonly ways: readonly Way[];
  /** Card → how many come and go. */
  readonly changes: ReadonlyMap<number, readonly [come: number, go: number]>;
  /** While it moves much is left out. */
  readonly isMoving: boolean;
}

/** From picture to screen. */
export interface Camera {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** What a map is painted with. */
export interface Brush {
  readonly context: CanvasRenderingContext2D;
  readonly camera: Camera;
  readonly ink: (ink: Ink) => string;
  readonly light: MapLight;
  readonly scene: MapScene;
}

/** The typeface of a map. */
export const font = '"DejaVu Sans", Verdana, "Segoe UI", sans-serif';

/** Fills a box, with round corners where there is a radius. */
export function fillBox(context: CanvasRenderingContext2D, box: Rectangle, radius: number, colour: string): void {
  context.fillStyle = colour;
  if (radius === 0) {
    context.fillRect(box.x, box.y, box.width, box.height);
    return;
  }
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, radius);
  context.fill();
}
