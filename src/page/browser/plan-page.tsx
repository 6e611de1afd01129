import { render } from 'preact';
import type { PlanDocument } from '../../write/cards/plan-document.ts';
import type { Chapters } from '../chapters.ts';
import { OpenedPlan } from '../opened-plan.ts';
import type { PagePlanner } from '../write-page.ts';
import { openData } from './open-data.ts';
import { readHash, writeHash } from './page-hash.ts';
import { PageState } from './page-state.ts';
import { PlanView } from './plan-view.tsx';
import { workerPlanner } from './planner-port.ts';
import { startPage } from './start-page.ts';

/*
 * The page of a plan: reads the document that is in it, and shows it. Names of models reach the page as text only:
 * JSX writes them so by itself, and the canvas has no markup.
 */

async function start(parent: HTMLElement, isDark: boolean): Promise<void> {
  const [opened, planner, chapters] = await Promise.all([
    openData<PlanDocument>('document'),
    openData<PagePlanner>('planner'),
    openData<Chapters>('chapters'),
  ]);
  if (opened === undefined) throw new Error('there is no plan in this page');
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

startPage(start);
