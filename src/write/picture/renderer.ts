import type { Engine } from './layout.ts';

/** An SVG picture, or in a few words why there is none. Byte strings. */
export type Rendering = { readonly svg: string } | { readonly failure: string };

/**
 * Lets Graphviz draw a DOT text (a byte string) with a layout, for at most `timeLimit` milliseconds. Pictures are drawn
 * with the one that they are handed: where Graphviz runs is no business of this room.
 */
export type Renderer = (dot: string, options: { readonly engine: Engine; readonly timeLimit: number }) => Rendering;
