import { addHovering } from './hover.ts';
import { addLinks } from './links.ts';
import { addSearch } from './search.ts';
import { addZooming } from './zoom.ts';

/*
 * What the page does beside being read: search, hovering, full size. Without it everything is still there to
 * read. It takes names from the page as text only, never as markup.
 */

const hide = addHovering();
addSearch(hide);
addLinks();
addZooming();
