import { render } from 'preact';
import type { PlanDocument } from '../../write/cards/plan-document.ts';
import type { Chapters } from '../chapters.ts';
import { OpenedPlan } from '../opened-plan.ts';
import type { PagePlanner } from '../write-page.ts';
import { followServer } from './follow-server.tsx';
import { canOpen, openData } from './open-data.ts';
import { readHash, writeHash } from './page-hash.ts';
import { PageState } from './page-state.ts';
import { PlanView } from './plan-view.tsx';
import { workerPlanner } from './planner-port.ts';

/*
 * The page of a plan: reads the document that is in it, and shows it. Names of models reach the page as text only:
 * JSX writes them so by itself, and the canvas has no markup.
 */

const place = document.getElementById('page');

async function start(parent: HTMLElement): Promise<void> {
  if (!canOpen) {
    parent.textContent =
      'This browser cannot open the page: it needs Chrome 108, Firefox 113 or Safari 16.4, or newer.';
    return;
  }
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  if (document.getElementById('served') !== null) {
    followServer(parent, isDark);
    return;
  }
  const opened = await openData<PlanDocument>('document');
  if (opened === undefined) throw new Error('there is no plan in this page');
  const planner = await openData<PagePlanner>('planner');
  const chapters = await openData<Chapters>('chapters');
  if (chapters !== undefined) addPictureStyle(chapters.style);
  const state = new PageState(new OpenedPlan(opened), planner && workerPlanner(planner), isDark, { chapters });
  readHash(state);
  parent.textContent = '';
  render(<PlanView state={state} />, parent);
  writeHash(state);
}

/** A style sheet that a script makes needs no permission of the page's policy. */
function addPictureStyle(style: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

if (place !== null) {
  start(place).catch((error: unknown) => {
    place.textContent = `The page cannot be shown: ${String(error)}`;
  });
}
